import { grouped } from "../grouped.ts";
import { type PolicySite, policySites, type Role, rolesOf, type SiteStatement, siteStatements } from "../iam/index.ts";
import {
  allReferences,
  type Module,
  type Resource,
  type ResourceMode,
  referredOfType,
  referredResources,
  stringOf,
  type Value,
} from "../terraform/index.ts";
import { type FunctionSurroundings, LambdaFunction } from "./function.ts";
import { handedToCallers } from "./handed-on.ts";
import { namedResources } from "./identify.ts";
import { LogGroups } from "./log-group.ts";
import { NameIndex } from "./name-index.ts";
import { Permission } from "./permission.ts";
import type { Queue } from "./queue.ts";
import { findQueues } from "./queue-search.ts";
import { textParts } from "./same-text.ts";
import { TextIndex } from "./text-index.ts";
import type { Trigger } from "./trigger.ts";
import { findMappings, findTriggers } from "./trigger-search.ts";

const FUNCTION_TYPES: ReadonlySet<string> = new Set(["aws_lambda_function", "aws_lambda_alias"]);

/** Resources that grant something on a queue, topic, key or secret, and the argument that names it. */
const GRANTS = [
  ["aws_sqs_queue_policy", "queue_url"],
  ["aws_sns_topic_policy", "arn"],
  ["aws_kms_key_policy", "key_id"],
  ["aws_kms_grant", "key_id"],
  ["aws_secretsmanager_secret_policy", "secret_arn"],
] as const;

const WITH_POLICIES = ["aws_sqs_queue", "aws_sns_topic", "aws_kms_key", "aws_secretsmanager_secret"] as const;

/**
 * A root module with everything that it calls, in terms of the domain: functions, their roles and triggers. Each part
 * is built once, when first asked for.
 */
export class Stack {
  readonly root: Module;
  readonly modules: readonly Module[];
  private readonly byType = new Map<string, readonly Resource[]>();
  private readonly dataByType = new Map<string, readonly Resource[]>();
  private readonly byFunction = new Map<string, ReadonlyMap<LambdaFunction, readonly Resource[]>>();
  private readonly surroundings = new Map<LambdaFunction, FunctionSurroundings>();
  private allFunctions: readonly LambdaFunction[] | undefined;
  private functionByResource: ReadonlyMap<Resource, LambdaFunction> | undefined;
  private queueByResource: ReadonlyMap<Resource, Queue> | undefined;
  private triggersByFunction: ReadonlyMap<LambdaFunction, readonly FunctionTrigger[]> | undefined;
  private allRoles: readonly Role[] | undefined;
  private roleByResource: ReadonlyMap<Resource, Role> | undefined;
  private functionsByRole: ReadonlyMap<Role, readonly LambdaFunction[]> | undefined;
  private allLogGroups: LogGroups | undefined;
  private areTriggersKnown: boolean | undefined;
  private areInvokeConfigsKnown: boolean | undefined;
  private allPolicySites: readonly PolicySite[] | undefined;
  private allManaged: readonly Resource[] | undefined;
  private allPolicyStatements: readonly SiteStatement[] | undefined;
  private foundTriggers: readonly Trigger[] | undefined;
  private allTriggers: readonly FunctionTrigger[] | undefined;
  private allQueues: readonly Queue[] | undefined;
  private allMappings: readonly Trigger[] | undefined;
  private readonly namedFunctions = new WeakMap<Value, readonly LambdaFunction[]>();
  private allPermissions: readonly Permission[] | undefined;
  private permissionsByResource: ReadonlyMap<Resource, Permission> | undefined;
  private functionTexts: TextIndex<LambdaFunction> | undefined;
  private readonly nameIndexes = new Map<string, NameIndex>();
  private readonly referringTo = new Map<string, ReadonlyMap<Resource, readonly Resource[]>>();

  constructor(root: Module) {
    this.root = root;
    this.modules = withDescendants(root);
  }

  /** The managed resources of a type, in all modules. */
  resources(type: string): readonly Resource[] {
    return foundOnce(this.byType, type, () => this.modules.flatMap((module) => module.resourcesOf(type)));
  }

  /** All managed resources, in all modules. */
  get managed(): readonly Resource[] {
    this.allManaged ??= this.modules.flatMap(({ resources }) => resources.filter(({ mode }) => mode === "managed"));
    return this.allManaged;
  }

  /** The data sources of a type, in all modules. */
  data(type: string): readonly Resource[] {
    return foundOnce(this.dataByType, type, () => this.modules.flatMap((module) => module.dataOf(type)));
  }

  get functions(): readonly LambdaFunction[] {
    this.allFunctions ??= this.resources("aws_lambda_function").map((resource) => {
      const fn: LambdaFunction = new LambdaFunction(resource, () => this.surroundingsOf(fn));
      return fn;
    });
    return this.allFunctions;
  }

  /** Every policy document in the configuration's resources. */
  get policySites(): readonly PolicySite[] {
    this.allPolicySites ??= policySites(this.modules, this.roles);
    return this.allPolicySites;
  }

  /** The statements of all policy documents, each once. */
  get policyStatements(): readonly SiteStatement[] {
    this.allPolicyStatements ??= siteStatements(this.policySites);
    return this.allPolicyStatements;
  }

  /** Whether a role is a function's, or intended for one; undefined if its trust policy cannot be read. */
  isFunctionRole(role: Role): boolean | undefined {
    if (role.isTrustedBy("lambda.amazonaws.com") || this.functionsOf(role).length > 0) return true;
    return role.trust?.isComplete ? false : undefined;
  }

  get roles(): readonly Role[] {
    this.allRoles ??= rolesOf(this.modules);
    return this.allRoles;
  }

  /** Whether every policy on a role is known: all can be read, and no caller of a reusable module may attach more. */
  knowsAllPoliciesOf(role: Role): boolean {
    return role.isComplete && !handedToCallers(this).has(role.resource);
  }

  /** Whether a queue, topic, key or secret has its own policy, which may grant what a role does not. */
  hasResourcePolicy(value: Value | undefined): boolean {
    const resource = value && referredOfType(value, ...WITH_POLICIES);
    if (!resource) return false;
    if (resource.body.isSet("policy") !== "no") return true;
    return GRANTS.some(([type, argument]) => this.referring(type, argument, resource).length > 0);
  }

  /** The functions that run as a role. */
  functionsOf(role: Role): readonly LambdaFunction[] {
    this.functionsByRole ??= grouped(this.functions, (fn) => (fn.role ? [fn.role] : []));
    return this.functionsByRole.get(role) ?? [];
  }

  /** The functions that a value refers to: by reference to one or to its alias, or by name or ARN. */
  functionsNamed(value: Value): readonly LambdaFunction[] {
    const cached = this.namedFunctions.get(value);
    if (cached) return cached;
    // aliases that refer to each other in a circle name none
    this.namedFunctions.set(value, []);
    const functions = this.findFunctionsNamed(value);
    this.namedFunctions.set(value, functions);
    return functions;
  }

  private findFunctionsNamed(value: Value): readonly LambdaFunction[] {
    const named = namedResources(value, FUNCTION_TYPES).map((resource) =>
      resource.type === "aws_lambda_alias"
        ? this.functionsNamed(resource.body.value("function_name"))
        : this.functionsOfResource(resource),
    );
    const found = [...new Set(named.flat())];
    if (found.length > 0) return found;
    const byText = this.functionNames.named(value);
    return byText ? this.functionsOfResource(byText) : this.functionsOfSameName(value);
  }

  private get functionNames(): NameIndex {
    return this.names(["aws_lambda_function"], "function_name");
  }

  /** The only function whose name is written with the same expression as a text, of parts that are not known. */
  private functionsOfSameName(value: Value): readonly LambdaFunction[] {
    if (value.kind !== "template" && value.kind !== "unknown") return [];
    this.functionTexts ??= new TextIndex(this.functions, ({ body }) => textParts(body.value("function_name")));
    const same = this.functionTexts.sameAs(textParts(value));
    return same.length === 1 ? same : [];
  }

  /** The function declared by a resource; empty if it is declared elsewhere. */
  private functionsOfResource(resource: Resource): readonly LambdaFunction[] {
    this.functionByResource ??= new Map(this.functions.map((fn) => [fn.resource, fn]));
    const found = this.functionByResource.get(resource);
    return found ? [found] : [];
  }

  /** The resource of one of the types that a value refers to, by reference or by the text of its `nameArgument`. */
  resourceNamed(value: Value, types: readonly string[], nameArgument = "name"): Resource | undefined {
    const [found] = namedResources(value, new Set(types));
    if (found || stringOf(value) === undefined) return found;
    return this.names(types, nameArgument).named(value);
  }

  /** An index of resources of some types by one of their arguments. */
  names(types: readonly string[], nameArgument: string, modes: readonly ResourceMode[] = ["managed"]): NameIndex {
    const key = [nameArgument, ...modes, ...types].join(" ");
    const cached = this.nameIndexes.get(key);
    if (cached) return cached;
    const candidates = modes.flatMap((mode) =>
      types.flatMap((type) => (mode === "managed" ? this.resources(type) : this.data(type))),
    );
    const index = new NameIndex(candidates, nameArgument);
    this.nameIndexes.set(key, index);
    return index;
  }

  /** The resources of a type whose argument refers to a given resource. */
  referring(type: string, argument: string, resource: Resource): readonly Resource[] {
    const key = `${type} ${argument}`;
    const index =
      this.referringTo.get(key) ??
      grouped(this.resources(type), ({ body }) => [...new Set(referredResources(body.value(argument)))]);
    this.referringTo.set(key, index);
    return index.get(resource) ?? [];
  }

  get triggers(): readonly FunctionTrigger[] {
    this.foundTriggers ??= findTriggers(this);
    this.allTriggers ??= this.foundTriggers.flatMap((trigger) =>
      this.functionsNamed(trigger.target).map((fn) => ({ ...trigger, function: fn })),
    );
    return this.allTriggers;
  }

  /** Whether the function of every trigger in the configuration is known. */
  get knowsAllTriggers(): boolean {
    this.foundTriggers ??= findTriggers(this);
    this.areTriggersKnown ??= !this.foundTriggers.some(({ target }) => this.mayNameAny(target));
    return this.areTriggersKnown;
  }

  private get knowsInvokeConfigs(): boolean {
    this.areInvokeConfigsKnown ??= !this.resources("aws_lambda_function_event_invoke_config").some(({ body }) =>
      this.mayNameAny(body.value("function_name")),
    );
    return this.areInvokeConfigsKnown;
  }

  /** Whether a value may refer to a function of this stack that cannot be identified. */
  mayNameAny(value: Value): boolean {
    if (value.kind === "null" || this.functionsNamed(value).length > 0) return false;
    if (stringOf(value) !== undefined) return this.functionNames.isShared(value);
    // what data sources look up is created elsewhere
    return !allReferences(value).some(
      ({ resource }) => resource.mode === "managed" || FUNCTION_TYPES.has(resource.type),
    );
  }

  /** Every aws_lambda_event_source_mapping, even if its function is not declared here. */
  get eventSourceMappings(): readonly Trigger[] {
    this.allMappings ??= findMappings(this);
    return this.allMappings;
  }

  get queues(): readonly Queue[] {
    this.allQueues ??= findQueues(this);
    return this.allQueues;
  }

  /** The queue that a value refers to, or that a trigger reads from. */
  queueNamed(value: Value): Queue | undefined {
    const resource = this.resourceNamed(value, ["aws_sqs_queue"]);
    this.queueByResource ??= new Map(this.queues.map((queue) => [queue.resource, queue]));
    return resource && this.queueByResource.get(resource);
  }

  /** Every aws_lambda_permission. */
  get permissions(): readonly Permission[] {
    this.allPermissions ??= this.resources("aws_lambda_permission").map((resource) => new Permission(resource));
    return this.allPermissions;
  }

  /** The permissions of a function, in their overall order. */
  permissionsOf(fn: LambdaFunction): readonly Permission[] {
    this.permissionsByResource ??= new Map(this.permissions.map((permission) => [permission.resource, permission]));
    return fn.permissions.flatMap((resource) => this.permissionsByResource?.get(resource) ?? []);
  }

  private surroundingsOf(fn: LambdaFunction): FunctionSurroundings {
    const cached = this.surroundings.get(fn);
    if (cached) return cached;
    const naming = (type: string) => this.resourcesByFunction(type).get(fn) ?? [];
    this.triggersByFunction ??= grouped(this.triggers, (trigger) => [trigger.function]);
    const found: FunctionSurroundings = {
      role: this.roleNamed(fn.body.value("role")),
      triggers: this.triggersByFunction.get(fn) ?? [],
      aliases: naming("aws_lambda_alias"),
      invokeConfigs: naming("aws_lambda_function_event_invoke_config"),
      knowsInvokeConfigs: this.knowsInvokeConfigs,
      permissions: naming("aws_lambda_permission"),
      urls: naming("aws_lambda_function_url"),
      provisioned: naming("aws_lambda_provisioned_concurrency_config"),
      logGroup: this.logGroups.of(fn),
    };
    this.surroundings.set(fn, found);
    return found;
  }

  private get logGroups(): LogGroups {
    this.allLogGroups ??= new LogGroups({
      groups: this.resources("aws_cloudwatch_log_group"),
      lookedUp: this.data("aws_cloudwatch_log_group"),
      functions: this.functions,
      modules: this.modules,
    });
    return this.allLogGroups;
  }

  /** The resources of a type by the functions that their `function_name` refers to. */
  private resourcesByFunction(type: string): ReadonlyMap<LambdaFunction, readonly Resource[]> {
    const cached = this.byFunction.get(type);
    if (cached) return cached;
    const found = grouped(this.resources(type), ({ body }) => this.functionsNamed(body.value("function_name")));
    this.byFunction.set(type, found);
    return found;
  }

  /** The role that a value refers to. */
  roleNamed(value: Value): Role | undefined {
    const resource = this.resourceNamed(value, ["aws_iam_role"]);
    this.roleByResource ??= new Map(this.roles.map((role) => [role.resource, role]));
    return resource && this.roleByResource.get(resource);
  }
}

/** A trigger and the function that it calls. */
export interface FunctionTrigger extends Trigger {
  readonly function: LambdaFunction;
}

function withDescendants(module: Module): Module[] {
  return [module, ...module.children.flatMap(withDescendants)];
}

function foundOnce(
  cache: Map<string, readonly Resource[]>,
  type: string,
  find: () => readonly Resource[],
): readonly Resource[] {
  const found = cache.get(type) ?? find();
  cache.set(type, found);
  return found;
}
