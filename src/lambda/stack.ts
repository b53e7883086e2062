import { grouped } from "../grouped.ts";
import { type PolicySite, policySites, type Role, rolesOf, type SiteStatement, siteStatements } from "../iam/index.ts";
import { type Module, type Resource, type ResourceMode, referredOfType, type Value } from "../terraform/index.ts";
import type { Queue } from "./failures/queue.ts";
import { findQueues } from "./failures/queue-search.ts";
import { LambdaFunction } from "./function.ts";
import { handedToCallers, namedToModules } from "./handed-on.ts";
import { FunctionIndex } from "./names/function-index.ts";
import type { NameIndex } from "./names/name-index.ts";
import { ResourceIndex } from "./names/resource-index.ts";
import { SurroundingsSearch } from "./surroundings-search.ts";
import { Permission } from "./triggers/permission.ts";
import type { Trigger } from "./triggers/trigger.ts";
import { findMappings, findTriggers } from "./triggers/trigger-search.ts";

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
  private readonly index: ResourceIndex;
  private readonly surroundings = new SurroundingsSearch(this);
  private functionIndex: FunctionIndex | undefined;
  private allFunctions: readonly LambdaFunction[] | undefined;
  private allRoles: readonly Role[] | undefined;
  private roleByResource: ReadonlyMap<Resource, Role> | undefined;
  private functionsByRole: ReadonlyMap<Role, readonly LambdaFunction[]> | undefined;
  private allPolicySites: readonly PolicySite[] | undefined;
  private allPolicyStatements: readonly SiteStatement[] | undefined;
  private foundTriggers: readonly Trigger[] | undefined;
  private allTriggers: readonly FunctionTrigger[] | undefined;
  private areTriggersKnown: boolean | undefined;
  private allMappings: readonly Trigger[] | undefined;
  private allQueues: readonly Queue[] | undefined;
  private queueByResource: ReadonlyMap<Resource, Queue> | undefined;
  private allPermissions: readonly Permission[] | undefined;
  private permissionsByResource: ReadonlyMap<Resource, Permission> | undefined;

  constructor(root: Module) {
    this.root = root;
    this.modules = withDescendants(root);
    this.index = new ResourceIndex(this.modules);
  }

  /** The managed resources of a type, in all modules. */
  resources(type: string): readonly Resource[] {
    return this.index.resources(type);
  }

  /** All managed resources, in all modules. */
  get managed(): readonly Resource[] {
    return this.index.managed;
  }

  /** The data sources of a type, in all modules. */
  data(type: string): readonly Resource[] {
    return this.index.data(type);
  }

  /** The resource of one of the types that a value refers to, by reference or by the text of its `nameArgument`. */
  resourceNamed(value: Value, types: readonly string[], nameArgument?: string): Resource | undefined {
    return this.index.resourceNamed(value, types, nameArgument);
  }

  /** An index of resources of some types by one of their arguments. */
  names(types: readonly string[], nameArgument: string, modes?: readonly ResourceMode[]): NameIndex {
    return this.index.names(types, nameArgument, modes);
  }

  /** The resources of a type whose argument refers to a given resource. */
  referring(type: string, argument: string, resource: Resource): readonly Resource[] {
    return this.index.referring(type, argument, resource);
  }

  /** Every aws_lambda_function, in all modules. */
  get functions(): readonly LambdaFunction[] {
    this.allFunctions ??= this.resources("aws_lambda_function").map((resource) => {
      const fn: LambdaFunction = new LambdaFunction(resource, () => this.surroundings.of(fn));
      return fn;
    });
    return this.allFunctions;
  }

  /** The functions that a value refers to: by reference to one or to its alias, or by name or ARN. */
  functionsNamed(value: Value): readonly LambdaFunction[] {
    return this.namedFunctions.named(value);
  }

  /** Whether a value may refer to a function of this stack that cannot be identified. */
  mayNameAny(value: Value): boolean {
    return this.namedFunctions.mayNameAny(value);
  }

  private get namedFunctions(): FunctionIndex {
    this.functionIndex ??= new FunctionIndex(this.functions, this.names(["aws_lambda_function"], "function_name"));
    return this.functionIndex;
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

  /** Whether a queue, topic, key or secret has its own policy, which may grant what a role does not. */
  hasResourcePolicy(value: Value | undefined): boolean {
    const resource = value && referredOfType(value, ...WITH_POLICIES);
    if (!resource) return false;
    if (resource.body.isSet("policy") !== "no") return true;
    return GRANTS.some(([type, argument]) => this.referring(type, argument, resource).length > 0);
  }

  /** Every role, in all modules, whatever assumes it. */
  get roles(): readonly Role[] {
    this.allRoles ??= rolesOf(this.modules);
    return this.allRoles;
  }

  /** The role that a value refers to. */
  roleNamed(value: Value): Role | undefined {
    const resource = this.resourceNamed(value, ["aws_iam_role"]);
    this.roleByResource ??= new Map(this.roles.map((role) => [role.resource, role]));
    return resource && this.roleByResource.get(resource);
  }

  /** The functions that run as a role. */
  functionsOf(role: Role): readonly LambdaFunction[] {
    this.functionsByRole ??= grouped(this.functions, (fn) => (fn.role ? [fn.role] : []));
    return this.functionsByRole.get(role) ?? [];
  }

  /** Whether a role is a function's, or intended for one; undefined if its trust policy cannot be read. */
  isFunctionRole(role: Role): boolean | undefined {
    if (role.isTrustedBy("lambda.amazonaws.com") || this.functionsOf(role).length > 0) return true;
    return role.trust?.isComplete ? false : undefined;
  }

  /** Whether every policy on a role is known: all can be read, and nothing that is not visible may attach more. */
  knowsAllPoliciesOf(role: Role): boolean {
    return role.isComplete && ![handedToCallers, namedToModules].some((handed) => handed(this).has(role.resource));
  }

  /** Everything that calls a function of this stack, once for each function that it calls. */
  get triggers(): readonly FunctionTrigger[] {
    this.allTriggers ??= this.triggersOfAny.flatMap((trigger) =>
      this.functionsNamed(trigger.target).map((fn) => ({ ...trigger, function: fn })),
    );
    return this.allTriggers;
  }

  /** Whether the function of every trigger in the configuration is known. */
  get knowsAllTriggers(): boolean {
    this.areTriggersKnown ??= !this.triggersOfAny.some(({ target }) => this.mayNameAny(target));
    return this.areTriggersKnown;
  }

  /** Everything that calls a function, declared here or not. */
  private get triggersOfAny(): readonly Trigger[] {
    this.foundTriggers ??= findTriggers(this);
    return this.foundTriggers;
  }

  /** Every aws_lambda_event_source_mapping, even if its function is not declared here. */
  get eventSourceMappings(): readonly Trigger[] {
    this.allMappings ??= findMappings(this);
    return this.allMappings;
  }

  /** Every aws_sqs_queue, in all modules. */
  get queues(): readonly Queue[] {
    this.allQueues ??= findQueues(this);
    return this.allQueues;
  }

  /** The queue that a value refers to, by reference, name or ARN. */
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
}

/** A trigger and the function that it calls. */
export interface FunctionTrigger extends Trigger {
  readonly function: LambdaFunction;
}

function withDescendants(module: Module): Module[] {
  return [module, ...module.children.flatMap(withDescendants)];
}
