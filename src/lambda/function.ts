import { MEMORY_DEFAULT, TIMEOUT_DEFAULT } from "../aws/limits.ts";
import type { Role } from "../iam/index.ts";
import {
  isCallersChoice,
  isLeftOut,
  isSet,
  knownPrefix,
  type ObjectValue,
  type Place,
  type Presence,
  type Resource,
  stringOf,
  type Value,
} from "../terraform/index.ts";
import { type FailureTargets, failureTargets } from "./failures/failure-target.ts";
import type { LogGroupMatch } from "./log-group.ts";
import type { Trigger } from "./triggers/trigger.ts";

/**
 * The prefix of the log groups of Lambda@Edge: replicas of a function in us-east-1 write to groups with that region in
 * their names.
 */
const EDGE_LOG_GROUP = "/aws/lambda/us-east-1.";

/** What the rest of the configuration says about a function. */
export interface FunctionSurroundings {
  readonly role: Role | undefined;
  readonly triggers: readonly Trigger[];
  readonly aliases: readonly Resource[];
  readonly invokeConfigs: readonly Resource[];
  readonly knowsInvokeConfigs: boolean;
  readonly permissions: readonly Resource[];
  readonly urls: readonly Resource[];
  readonly provisioned: readonly Resource[];
  readonly logGroup: LogGroupMatch;
}

/** An environment variable of a function. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: Value;
  readonly namePlace: Place;
}

/** An aws_lambda_function with its triggers, role and log group. */
export class LambdaFunction {
  readonly resource: Resource;
  private readonly around: () => FunctionSurroundings;
  private foundTargets: FailureTargets | undefined;

  constructor(resource: Resource, around: () => FunctionSurroundings) {
    this.resource = resource;
    this.around = around;
  }

  /** The arguments and blocks of its resource. */
  get body(): Resource["body"] {
    return this.resource.body;
  }

  /** Its name; undefined if not known. */
  get name(): string | undefined {
    return this.body.string("function_name");
  }

  /** Seconds; the default if not set, undefined if not known. */
  get timeout(): number | undefined {
    return this.withDefault("timeout", TIMEOUT_DEFAULT);
  }

  /** MB; the default if not set, undefined if not known. */
  get memory(): number | undefined {
    return this.withDefault("memory_size", MEMORY_DEFAULT);
  }

  /** Its runtime; undefined if it has none or it is not known. The provider treats an empty string as none. */
  get runtime(): string | undefined {
    // an image contains its runtime, and Lambda refuses both together
    return this.isImage === "yes" ? undefined : this.body.string("runtime") || undefined;
  }

  /** Whether the code is a container image. */
  get isImage(): Presence {
    const type = this.body.value("package_type");
    if (stringOf(type) === "Image" || this.body.isSet("image_uri") === "yes") return "yes";
    return type.kind === "null" || stringOf(type) === "Zip" ? this.body.isSet("image_uri") : "unknown";
  }

  /** Whether it runs on instances of a capacity provider, which have other limits. */
  get hasCapacityProvider(): Presence {
    return this.body.hasBlock("capacity_provider_config");
  }

  /** Whether each change of it is published as a numbered version. */
  get isPublished(): Presence {
    if (this.body.isSet("publish_to") !== "no") return "unknown";
    if (this.body.isSet("publish") === "no") return this.lacks("publish") ? "no" : "unknown";
    const publish = this.body.boolean("publish");
    if (publish === false && isCallersChoice(this.resource, "publish")) return "unknown";
    return publish === undefined ? "unknown" : publish ? "yes" : "no";
  }

  /** Its instruction set; undefined if it is not known. */
  get architecture(): string | undefined {
    const value = this.body.value("architectures");
    if (value.kind === "null") return "x86_64";
    return value.kind === "list" && value.elements[0] ? stringOf(value.elements[0]) : undefined;
  }

  /** Whether it has any layer. */
  get hasLayers(): Presence {
    const value = this.body.value("layers");
    return value.kind === "list" && value.elements.length === 0 && !value.open ? "no" : isSet(value);
  }

  /** Whether a layer's script wraps the runtime (AWS_LAMBDA_EXEC_WRAPPER). */
  get usesWrapper(): Presence {
    const { environment } = this;
    if (environment)
      return environment.entries.has("AWS_LAMBDA_EXEC_WRAPPER") ? "yes" : environment.open ? "unknown" : "no";
    const block = this.body.block("environment");
    return block ? block.isSet("variables") : this.body.hasBlock("environment");
  }

  /** Its reserved concurrency; undefined if there is none (which -1 means as well) or it is not known. */
  get reservedConcurrency(): number | undefined {
    const reserved = this.body.number("reserved_concurrent_executions");
    return reserved === undefined || reserved < 0 ? undefined : reserved;
  }

  /**
   * Whether it runs at CloudFront's edge, or probably does: a distribution uses it here, or its versions are published,
   * nothing else calls it, and its role's trust policy or its log group is one for the edge. Functions there log in
   * other regions, and have neither tracing nor logging settings (CloudFront developer guide, Restrictions on
   * Lambda@Edge, 2026-11).
   */
  get isAtEdge(): boolean {
    if (this.triggersOf("cloudfront").some(({ block }) => block.isWritten("event_type"))) return true;
    // a permission for CloudFront only is meant for the edge as well, where it has no effect
    const isForCloudFront = ({ kind, connection }: Trigger) =>
      kind === "cloudfront" || (kind === "function-url" && connection.type === "aws_lambda_permission");
    return (
      this.triggers.every(isForCloudFront) &&
      this.isPublished !== "no" &&
      (this.role?.isTrustedBy("edgelambda.amazonaws.com") === true || this.logsAtEdge)
    );
  }

  /** Whether its log group has a name like those of Lambda@Edge. */
  private get logsAtEdge(): boolean {
    const group = this.logGroup;
    return group.kind === "declared" && knownPrefix(group.resource.body.value("name")).startsWith(EDGE_LOG_GROUP);
  }

  /** Its role; undefined if that is not declared here. */
  get role(): Role | undefined {
    return this.around().role;
  }

  /** Everything in the configuration that calls it. */
  get triggers(): readonly Trigger[] {
    return this.around().triggers;
  }

  /** Its aws_lambda_alias resources. */
  get aliases(): readonly Resource[] {
    return this.around().aliases;
  }

  /** Its aws_lambda_function_event_invoke_config resources. */
  get invokeConfigs(): readonly Resource[] {
    return this.around().invokeConfigs;
  }

  /** The targets for events of asynchronous invocations on which the function failed. */
  get failureTargets(): FailureTargets {
    const { invokeConfigs, knowsInvokeConfigs } = this.around();
    this.foundTargets ??= failureTargets(this.body, invokeConfigs, knowsInvokeConfigs);
    return this.foundTargets;
  }

  /** Its aws_lambda_permission resources. */
  get permissions(): readonly Resource[] {
    return this.around().permissions;
  }

  /** Its aws_lambda_function_url resources. */
  get urls(): readonly Resource[] {
    return this.around().urls;
  }

  /** Its aws_lambda_provisioned_concurrency_config resources. */
  get provisioned(): readonly Resource[] {
    return this.around().provisioned;
  }

  /** The log group that it writes to. */
  get logGroup(): LogGroupMatch {
    return this.around().logGroup;
  }

  /** Whether an argument or block is missing, whoever calls the module. */
  lacks(name: string): boolean {
    return isLeftOut(this.resource, name);
  }

  /** Its triggers of one kind. */
  triggersOf(kind: Trigger["kind"]): readonly Trigger[] {
    return this.triggers.filter((trigger) => trigger.kind === kind);
  }

  /** The environment variables; undefined if there are none or they are not written as an object. */
  get environment(): ObjectValue | undefined {
    const variables = this.body.block("environment")?.value("variables");
    return variables?.kind === "object" ? variables : undefined;
  }

  /** The environment variables written in the configuration, each with the place of its name. */
  get environmentVariables(): readonly EnvironmentVariable[] {
    const { environment } = this;
    return Array.from(environment?.entries ?? [], ([name, value]) => ({
      name,
      value,
      namePlace: environment?.keyPlaces?.get(name) ?? value.place,
    }));
  }

  /** The place of an argument, or the best one to say that it is missing; without a name, that of its header. */
  place(argument?: string): Place {
    return this.body.place(argument);
  }

  /** Its address, for messages. */
  toString(): string {
    return this.resource.address;
  }

  private withDefault(argument: string, value: number): number | undefined {
    return this.body.isSet(argument) === "no" ? value : this.body.number(argument);
  }
}
