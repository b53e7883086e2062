import { type ManagedPolicy, managedPolicy } from "../aws/managed-policies.ts";
import { toGlobalPrincipal } from "../aws/principals.ts";
import { grouped } from "../grouped.ts";
import {
  elementsOrSelf,
  knownPrefix,
  type Module,
  type Place,
  type Presence,
  type Resource,
  referenceChain,
  referredOfType,
  referredResources,
  stringOf,
  type Value,
} from "../terraform/index.ts";
import { type PolicyDocument, policyDocument } from "./document.ts";
import { type RoleStatement, statementsOf } from "./permissions.ts";

/** Precedes the name in a role's ARN. */
const ROLE_IN_ARN = ":role/";

/** A policy on a role: one in the configuration, or an AWS managed one. */
export interface AttachedPolicy {
  /** The resource that contains or attaches it. */
  readonly source: Resource;
  readonly kind: "inline" | "customer-managed" | "aws-managed" | "unknown";
  /** Its statements, where they can be read. */
  readonly document: PolicyDocument | undefined;
  /** The AWS managed policy that it is, or is a copy of. */
  readonly managed: ManagedPolicy | undefined;
  /** The ARN as written where the policy is attached; undefined for an inline policy. */
  readonly arn: Value | undefined;
  /** The known part of the ARN as text; for an AWS managed policy in a computed partition, its ARN in `aws`. */
  readonly arnText: string | undefined;
  readonly place: Place;
}

/** An aws_iam_role with everything that the configuration attaches to it. */
export class Role {
  readonly resource: Resource;
  readonly policies: readonly AttachedPolicy[];
  readonly trust: PolicyDocument | undefined;
  /** Whether all policies on the role are completely known, so that anything else is certainly not granted. */
  readonly isComplete: boolean;
  private allStatements: readonly RoleStatement[] | undefined;
  private boundaryStatements: readonly RoleStatement[] | undefined;

  constructor(resource: Resource, policies: readonly AttachedPolicy[], isComplete: boolean) {
    this.resource = resource;
    this.policies = policies;
    this.trust = policyDocument(resource.body.value("assume_role_policy"));
    this.isComplete = isComplete && policies.every(isFullyKnown);
  }

  /** The statements of all its policies. */
  get statements(): readonly RoleStatement[] {
    this.allStatements ??= statementsOf(this.policies);
    return this.allStatements;
  }

  /** Whether it has a permissions boundary. */
  get isBounded(): Presence {
    return this.resource.body.isSet("permissions_boundary");
  }

  /** The statements of its permissions boundary; undefined if it has none, or one that is not completely known. */
  get boundary(): readonly RoleStatement[] | undefined {
    const arn = this.resource.body.value("permissions_boundary");
    if (arn.kind === "null") return undefined;
    const policy = policyOfArn(this.resource, arn);
    this.boundaryStatements ??= statementsOf([policy]);
    return isFullyKnown(policy) ? this.boundaryStatements : undefined;
  }

  /** Whether its trust policy is known to let a service assume it. */
  isTrustedBy(service: string): boolean {
    return this.trustedServices.includes(service);
  }

  /** Whether its trust policy is completely known, and lets no service of this name assume it. */
  refuses(service: string): boolean {
    const statements = this.trust?.statements ?? [];
    if (!this.trust?.isComplete || statements.length === 0) return false;
    return statements.every(({ effect, principals, notPrincipals, knowsConditions }) => {
      if (effect === "Deny") return true;
      if (effect === "unknown" || !knowsConditions || notPrincipals.length > 0) return false;
      // without a principal it is not a trust policy, and IAM refuses the role
      if (principals.length === 0) return false;
      return principals.every(({ type, identifier }) => {
        const text = stringOf(identifier);
        if (text === undefined) return isSurelyOther(type, identifier, service);
        return type !== "*" && text !== "*" && toGlobalPrincipal(text) !== service;
      });
    });
  }

  /** The service principals in its trust policy. */
  get trustedServices(): readonly string[] {
    const statements = this.trust?.statements.filter(({ effect }) => effect === "Allow") ?? [];
    return statements.flatMap(({ principals }) =>
      principals.flatMap(({ type, identifier }) => (type === "Service" ? (stringOf(identifier) ?? []) : [])),
    );
  }

  /** Its name; undefined if not known. */
  get name(): string | undefined {
    return this.resource.body.string("name");
  }

  /** Its address, for messages. */
  toString(): string {
    return this.resource.address;
  }
}

/**
 * Whether a principal that is only partly known is certainly a different one: `states.${var.region}.amazonaws.com`,
 * `arn:aws:iam::${…}:root`.
 */
function isSurelyOther(type: string | undefined, identifier: Value, service: string): boolean {
  if (type === "AWS" || type === "Federated") return knownPrefix(identifier).startsWith("arn:");
  const [name, ...rest] = knownPrefix(identifier).toLowerCase().split(".");
  return type === "Service" && rest.length > 0 && name !== service.split(".")[0];
}

function isFullyKnown({ document, managed }: AttachedPolicy): boolean {
  return document?.isComplete ?? managed !== undefined;
}

/** Every role that the modules declare, with its policies, across modules. */
export function rolesOf(modules: readonly Module[]): readonly Role[] {
  const all = (type: string) => modules.flatMap((module) => module.resourcesOf(type));
  const attachments = [
    ...all("aws_iam_role_policy").map((resource) => inline(resource, resource.body.value("role"))),
    ...all("aws_iam_role_policy_attachment").flatMap((resource) =>
      attached(resource, roleOf(resource), resource.body.value("policy_arn")),
    ),
    ...all("aws_iam_policy_attachment").flatMap((resource) =>
      attached(resource, resource.body.value("roles"), resource.body.value("policy_arn")),
    ),
    ...all("aws_iam_role_policy_attachments_exclusive").flatMap((resource) =>
      attached(resource, resource.body.value("role_name"), resource.body.value("policy_arns")),
    ),
  ];
  // roles named by reference are found from the attachment alone: there may be thousands of each
  const ordered = attachments.map((attachment, order) => {
    return { ...attachment, order, referred: new Set(referredResources(attachment.target).filter(isRoleResource)) };
  });
  const byRole = grouped(ordered, ({ referred }) => [...referred]);
  const others = ordered.filter(({ referred }) => referred.size === 0);
  const byName = grouped(others, ({ target }) => roleNames(stringOf(target)));
  const undecided = others.some(({ target }) => stringOf(target) === undefined && !isComputed(target));
  return all("aws_iam_role").map((resource) => {
    const name = resource.body.string("name");
    const named = name === undefined ? undefined : byName.get(name);
    const own = [...(byRole.get(resource) ?? []), ...(named ?? [])].sort((a, b) => a.order - b.order);
    return new Role(resource, [...own.map(({ policy }) => policy), ...onRole(resource)], !undecided);
  });
}

/** The names of roles that a text may stand for: itself, or the name in an ARN. */
function roleNames(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const start = text.lastIndexOf(ROLE_IN_ARN);
  return start === -1 ? [text] : [text, text.slice(start + ROLE_IN_ARN.length)];
}

function isComputed(value: Value): boolean {
  return value.kind === "unknown" && value.why === "computed";
}

/**
 * The role of an attachment, also where it is written in `roles` as for aws_iam_policy_attachment, which Terraform
 * refuses.
 */
function roleOf({ body }: Resource): Value {
  return body.isWritten("role") ? body.value("role") : body.value("roles");
}

interface Attaching {
  readonly target: Value;
  readonly policy: AttachedPolicy;
}

function inline(source: Resource, target: Value): Attaching {
  const value = source.body.value("policy");
  return { target, policy: inlinePolicy(source, value, source.body.place("policy")) };
}

function inlinePolicy(source: Resource, value: Value, place: Place): AttachedPolicy {
  return {
    source,
    kind: "inline",
    document: policyDocument(value),
    managed: copiedPolicy(value),
    arn: undefined,
    arnText: undefined,
    place,
  };
}

/** An attachment for each role and each policy that the two values name. */
function attached(source: Resource, targets: Value, arns: Value): Attaching[] {
  const roles = elementsOrSelf(targets);
  const policies = elementsOrSelf(arns);
  const eachRole = roles.complete ? roles.elements : [...roles.elements, targets];
  const eachArn = policies.complete ? policies.elements : [...policies.elements, arns];
  return eachRole.flatMap((target) => eachArn.map((arn) => ({ target, policy: policyOfArn(source, arn) })));
}

/** The policy that a resource attaches by its ARN. */
export function policyOfArn(source: Resource, arn: Value): AttachedPolicy {
  const common = { source, arn, place: arn.place };
  const customer = referredOfType(arn, "aws_iam_policy");
  if (customer?.mode === "managed") {
    return {
      ...common,
      kind: "customer-managed",
      document: policyDocument(customer.body.value("policy")),
      managed: copiedPolicy(customer.body.value("policy")),
      arnText: undefined,
    };
  }
  const text = (customer && lookedUp(customer)) ?? stringOf(arn) ?? managedArn(arn);
  const managed = text === undefined ? undefined : managedPolicy(text);
  const isAwsManaged = managed !== undefined || /^arn:[^:]*:iam::aws:policy\//.test(text ?? "");
  return { ...common, kind: isAwsManaged ? "aws-managed" : "unknown", document: undefined, managed, arnText: text };
}

/** The AWS managed policy whose JSON a value is, such as `data.aws_iam_policy.x.policy`. */
function copiedPolicy(value: Value): ManagedPolicy | undefined {
  const copied = referenceChain(value).find(
    ({ resource, path }) => resource.mode === "data" && resource.type === "aws_iam_policy" && path[0] === "policy",
  );
  const text = copied && lookedUp(copied.resource);
  return text === undefined ? undefined : managedPolicy(text);
}

/** The name or ARN by which a data source looks up an aws_iam_policy. */
function lookedUp({ body }: Resource): string | undefined {
  return body.string("arn") ?? managedArn(body.value("arn")) ?? body.string("name");
}

/**
 * The ARN of an AWS managed policy whose partition is computed:
 * `arn:${data.aws_partition.current.partition}:iam::aws:…`.
 */
function managedArn(arn: Value): string | undefined {
  if (arn.kind !== "template" || arn.parts.length !== 3) return undefined;
  const [head, , tail] = arn.parts;
  return head === "arn:" && typeof tail === "string" && tail.startsWith(":iam::aws:policy/")
    ? `arn:aws${tail}`
    : undefined;
}

function onRole(role: Resource): AttachedPolicy[] {
  const inlineBlocks = role.body.blocks("inline_policy").filter((block) => block.isWritten("policy"));
  const arns = elementsOrSelf(role.body.value("managed_policy_arns"));
  const unreadable = arns.complete ? [] : [role.body.value("managed_policy_arns")];
  return [
    ...inlineBlocks.map((block) => inlinePolicy(role, block.value("policy"), block.place("policy"))),
    ...[...arns.elements, ...unreadable].map((arn) => policyOfArn(role, arn)),
  ];
}

function isRoleResource({ type }: Resource): boolean {
  return type === "aws_iam_role";
}
