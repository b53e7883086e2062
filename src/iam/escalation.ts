import { type EscalationPath, escalationPaths } from "../aws/escalation-paths.ts";
import { iamAction, serviceResourceTypes } from "../aws/iam-actions.ts";
import { matchesWildcard } from "../aws/wildcard.ts";
import { formPattern } from "./applicable.ts";
import { arnParts } from "./arn-text.ts";
import { admittedValues } from "./condition.ts";
import { canOverlap } from "./glob.ts";
import type { Grantee } from "./grantee.ts";
import { coversAction, type Grant, grantsOf, type RoleStatement, servicesOf } from "./permissions.ts";
import type { Role } from "./role.ts";

/** An escalation path open to a role, a user or a group, and the statements that open it. */
export interface Escalation {
  readonly path: EscalationPath;
  readonly steps: readonly { readonly action: string; readonly grant: Grant }[];
  /** A statement has a condition that may keep the path closed. */
  readonly isConditional: boolean;
}

/** The service that assumes the role in a path that passes one, where it is not `<prefix>.amazonaws.com`. */
const PASSED_TO: Readonly<Record<string, readonly string[]>> = {
  ecs: ["ecs-tasks.amazonaws.com"],
  // a job's role is that of the ECS task it runs as
  batch: ["batch.amazonaws.com", "ecs-tasks.amazonaws.com"],
  apprunner: ["tasks.apprunner.amazonaws.com", "build.apprunner.amazonaws.com"],
  "bedrock-agentcore": ["bedrock-agentcore.amazonaws.com"],
  elasticmapreduce: ["elasticmapreduce.amazonaws.com", "ec2.amazonaws.com"],
  gamelift: ["gamelift.amazonaws.com", "ec2.amazonaws.com"],
  imagebuilder: ["ec2.amazonaws.com"],
  datapipeline: ["datapipeline.amazonaws.com", "ec2.amazonaws.com", "elasticmapreduce.amazonaws.com"],
};

/**
 * The types of resource that matter where AWS's data names others too: the instance that a command runs on, not the
 * command's document.
 */
const TARGET_TYPES: Readonly<Record<string, readonly string[]>> = {
  "ec2:RunInstances": ["instance"],
  "ssm:StartSession": ["instance", "managed-instance", "task"],
  "ssm:SendCommand": ["instance", "managed-instance"],
};

/**
 * The minimal escalation paths open to somebody, over all their policies: none whose actions include all those of
 * another. A path is not open if a Deny, a boundary, a resource or a condition that is never true rules it out. Passing
 * a single role by name is an escalation only if that is the role of another administrator.
 */
export function escalationsOf(
  grantee: Grantee,
  asOf: string,
  administrators: readonly Role[] = [],
): readonly Escalation[] {
  const others = administrators.filter((other) => other !== grantee);
  const open = escalationPaths().flatMap((path) => openPath(path, grantee, asOf, others) ?? []);
  return open.filter(({ path }) => !open.some((other) => other.path !== path && isShorter(other.path, path)));
}

function isShorter(one: EscalationPath, other: EscalationPath): boolean {
  return one.requires.length < other.requires.length && one.requires.every((action) => other.requires.includes(action));
}

function openPath(
  path: EscalationPath,
  grantee: Grantee,
  asOf: string,
  administrators: readonly Role[],
): Escalation | undefined {
  const services = servicesOf(grantee.statements);
  const isCovered = (action: string) =>
    services?.has(serviceOf(action)) !== false &&
    grantee.statements.some((statement) => coversAction(statement, action));
  if (!path.requires.every(isCovered)) return undefined;
  const steps: { action: string; grant: Grant }[] = [];
  for (const action of path.requires) {
    const grants = targetForms(action).flatMap((form) =>
      grantsOf(grantee, action, form, asOf).filter(({ statement }) =>
        isFeasible(statement, { action, form, path, grantee, administrators }),
      ),
    );
    const grant = grants.find(({ isConditional }) => !isConditional) ?? grants[0];
    if (!grant) return undefined;
    steps.push({ action, grant });
  }
  return { path, steps, isConditional: steps.some(({ grant }) => grant.isConditional) };
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(":"));
}

/** The formats of the ARNs that an action may be used on; `*` for an action that has no particular resource. */
function targetForms(action: string): readonly string[] {
  const known = iamAction(action);
  if (!known || known.resourceTypes.length === 0) return ["*"];
  const named = TARGET_TYPES[action];
  const required = known.resourceTypes.filter((type) => type.required);
  const wanted = named
    ? known.resourceTypes.filter(({ name }) => named.includes(name))
    : required.length > 0
      ? required
      : known.resourceTypes;
  const types = serviceResourceTypes(known.service);
  return wanted.flatMap(({ name }) => types.get(name)?.arns ?? []);
}

interface Use {
  readonly action: string;
  /** The format of its resource's ARN. */
  readonly form: string;
  readonly path: EscalationPath;
  readonly grantee: Grantee;
  /** Other roles with full access. */
  readonly administrators: readonly Role[];
}

/** Whether the statement's resources and conditions allow using the action on what the path needs. */
function isFeasible(statement: RoleStatement, { action, form, path, grantee, administrators }: Use): boolean {
  if (action === "iam:PassRole") {
    const usable = administrators.filter(({ trustedServices }) =>
      takersOf(path).some((service) => trustedServices.includes(service)),
    );
    return isPassedTo(statement, path) && (reachesMany(statement, form) || reachesOne(statement, usable));
  }
  if (requiresBoundary(statement)) return false;
  // a new resource can have any name
  if (form === "*" || (path.class === "new-passrole" && path.requires.includes("iam:PassRole"))) return true;
  const wildcard = action === "sts:AssumeRole" ? ANY_ROLE : undefined;
  return reachesMany(statement, form, wildcard) || reachesSelf(statement, action, grantee);
}

/**
 * Whether a statement allows its actions only on principals with a certain permissions boundary, beyond which they
 * cannot gain anything (AWS IAM user guide, Delegating responsibility to others using permissions boundaries, 2026-11).
 */
function requiresBoundary({ conditions }: RoleStatement): boolean {
  return conditions.some(
    ({ key, operator, values }) =>
      key.toLowerCase() === "iam:permissionsboundary" &&
      /^(?:string|arn)(?:equals|like)$/.test(operator.toLowerCase()) &&
      !values.includes("*"),
  );
}

function isPassedTo(statement: RoleStatement, path: EscalationPath): boolean {
  const admitted = admittedValues(statement.conditions, "iam:PassedToService");
  return !admitted || admitted.some((pattern) => takersOf(path).some((service) => matchesWildcard(pattern, service)));
}

/** The services that assume the role which a path passes. */
function takersOf(path: EscalationPath): readonly string[] {
  const prefix = path.requires.find((action) => action !== "iam:PassRole")?.split(":")[0] ?? "";
  return PASSED_TO[prefix] ?? [`${prefix}.amazonaws.com`];
}

const ARN_PARTS_BEFORE_RESOURCE = 5;

/** Any role at all. Roles limited to a prefix or path are mostly ones made to be assumed, in many accounts. */
const ANY_ROLE = /^(?:role\/)?[*?]/;

/** Paths of roles that only AWS can change: those of IAM Identity Center, and service-linked ones. */
const PROTECTED_ROLES = /^role\/aws-(?:reserved|service-role)\//;

/**
 * Whether a statement applies to more than one resource, by a wildcard in the part of an ARN that names it. An unknown
 * part counts as one resource. AWS's own policies, under the account `aws`, cannot be changed by anyone.
 */
function reachesMany(statement: RoleStatement, form: string, wildcard = /[*?]/): boolean {
  if (statement.isNegatedResource) return true;
  return statement.resources.some((pattern) => {
    if (pattern === "*") return true;
    const parts = arnParts(pattern);
    return (
      parts !== undefined &&
      parts.account !== "aws" &&
      !PROTECTED_ROLES.test(parts.resource) &&
      wildcard.test(namingPart(parts.resource, form)) &&
      canOverlap(pattern, formPattern(form))
    );
  });
}

/**
 * The part of an ARN's last segment that names the resource: without a qualifier, such as a function's version, and
 * without an id that AWS appends to the name, as it does for stacks. In IAM, a name is unique whatever its path is.
 */
function namingPart(resource: string, form: string): string {
  const ofForm = form.split(":").slice(ARN_PARTS_BEFORE_RESOURCE);
  const named = resource.split(":").slice(0, ofForm.length).join(":");
  const last = named.slice(named.lastIndexOf("/") + 1);
  if (/WithPath\}$/.test(form) && !/[*?]/.test(last)) return last;
  if (!/Name\}[/:]\$\{Id\}$/.test(form)) return named;
  const parts = named.split(/[/:]/);
  return parts.length === ofForm.join(":").split(/[/:]/).length ? parts.slice(0, -1).join("/") : named;
}

/** Whether a statement names one of the roles by reference. */
function reachesOne({ statement }: RoleStatement, roles: readonly Role[]): boolean {
  const values = statement?.resources.values ?? [];
  return values.some((value) => roles.some(({ resource }) => value.via?.resource === resource));
}

/** Actions that change what a user or a group may do. */
const ON_IDENTITY: Readonly<Record<string, string>> = {
  "iam:PutUserPolicy": "aws_iam_user",
  "iam:AttachUserPolicy": "aws_iam_user",
  "iam:PutGroupPolicy": "aws_iam_group",
  "iam:AttachGroupPolicy": "aws_iam_group",
};

/** Whether a statement names those who have it, or a customer policy of theirs. */
function reachesSelf(statement: RoleStatement, action: string, grantee: Grantee): boolean {
  const { resource, policies, name } = grantee;
  const isOnIdentity = resource.type === "aws_iam_role" ? /Role/.test(action) : ON_IDENTITY[action] === resource.type;
  const values = statement.statement?.resources.values ?? [];
  const own = isOnIdentity
    ? [resource]
    : /PolicyVersion/.test(action)
      ? policies.flatMap(({ kind, arn }) => (kind === "customer-managed" && arn?.via ? [arn.via.resource] : []))
      : [];
  if (values.some((value) => own.some((one) => value.via?.resource === one))) return true;
  if (name === undefined || !isOnIdentity) return false;
  const ofKind = `${resource.type.replace("aws_iam_", "")}/${name}`;
  return statement.resources.some((pattern) => matchesWildcard(arnParts(pattern)?.resource ?? "", ofKind));
}
