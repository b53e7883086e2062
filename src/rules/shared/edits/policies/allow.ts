import { grouped } from "../../../../grouped.ts";
import { breadthOf, type PolicySite, type Role, type Statement } from "../../../../iam/index.ts";
import type { Stack } from "../../../../lambda/index.ts";
import { oncePer } from "../../../../once-per.ts";
import { type Resource, stringOf } from "../../../../terraform/index.ts";
import type { Edit, Fix } from "../../../rule.ts";
import { blockKey } from "../block-key.ts";
import { type Companion, companion } from "../companion.ts";
import { addDependencies, waitFor } from "../dependencies.ts";
import { fixOf } from "../fixes.ts";
import { selfReference } from "../references.ts";
import { addStatement } from "./add-statement.ts";
import { isShared } from "./shared-documents.ts";
import { policyArgument, toJsonText } from "./statement-text.ts";
import { addStrings } from "./strings.ts";

/** What to allow a role: actions, and the resources as expressions in the role's module. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** What is created only once this is allowed, and therefore has to wait for it where that is possible. */
  readonly before?: readonly Resource[];
}

/**
 * Allows a role something: in a statement on the same resources, or else in a new statement of a policy for the same
 * service or for several, or else in a new policy next to the role. Undefined for a role whose block makes several,
 * which may not all need it, and where a new policy would not stay.
 */
export function allow(role: Role, permission: Permission, stack: Stack): Fix | undefined {
  if (!isOnlyOne(role, stack) || permission.resources.length === 0) return undefined;
  const title = `Allow ${permission.actions.join(", ")} on ${permission.resources.join(", ")}`;
  const own = ownPolicies(role, stack);
  for (const site of own)
    for (const statement of site.document?.statements ?? []) {
      const edit = isOn(statement, permission)
        ? addStrings(statement, "actions", quotedActions(permission))
        : undefined;
      if (edit) return withOrder(title, [edit], permission, (one) => waitFor(one, attaching(site, role)));
    }
  const fitting = own.find((site) => servicesOf(site).has(serviceOf(permission))) ?? own.find(isForSeveral);
  const edits = fitting?.document && addStatement(fitting.document, fitting.holder.body.whole, permission);
  if (edits) return withOrder(title, edits, permission, (one) => waitFor(one, attaching(fitting, role)));
  const made = newPolicy(role, permission, stack);
  return withOrder(`${title} with a separate policy`, [made?.edit], permission, ({ body, module }) =>
    made && module === role.resource.module ? addDependencies(body, [made.address]) : undefined,
  );
}

/** The resource that gives a role a policy: the policy itself, or its attachment. */
function attaching({ document, holder }: PolicySite, role: Role): Resource {
  return role.policies.find((policy) => policy.document === document)?.source ?? holder;
}

/** The edits, and those that make other resources wait for the policy, as far as these can be made. */
function withOrder(
  title: string,
  edits: readonly (Edit | undefined)[],
  { before = [] }: Permission,
  wait: (resource: Resource) => Edit | undefined,
): Fix | undefined {
  const blocks = [...new Map(before.map((resource) => [blockKey(resource), resource])).values()];
  const order = blocks.flatMap((resource) => wait(resource) ?? []);
  return fixOf(title, ...edits, ...order) ?? fixOf(title, ...edits);
}

/** Attaches an AWS managed policy to a role; undefined as for {@link allow}. */
export function attach(role: Role, arn: string, stack: Stack): Fix | undefined {
  if (
    !isOnlyOne(role, stack) ||
    !keepsOthers(role.resource, "managed_policy_arns", "aws_iam_role_policy_attachments_exclusive", stack)
  )
    return undefined;
  const content = `role = ${selfReference(role.resource)}.name\npolicy_arn = "${arn}"`;
  const made = companion(role.resource, "aws_iam_role_policy_attachment", content);
  return fixOf(`Attach ${arn.slice(arn.indexOf("/") + 1)}`, made?.edit);
}

/** Whether a role's block makes only one role: it has no count, and its module is not called several times. */
function isOnlyOne({ resource }: Role, stack: Stack): boolean {
  return !resource.isSymbolic && resource.isCertain && rolesByBlock(stack).get(blockKey(resource))?.length === 1;
}

const rolesByBlock = oncePer(({ roles }: Stack) => grouped(roles, ({ resource }) => [blockKey(resource)]));

/**
 * The policies that belong to this role only and are written once in its module, rather than for each of several
 * instances.
 */
function ownPolicies(role: Role, stack: Stack): readonly PolicySite[] {
  const { module, key } = role.resource;
  return (sitesByRole(stack).get(role) ?? []).filter(({ holder, document, roles }) => {
    const parts = [holder, ...(document?.sources.slice(0, 1) ?? [])];
    return (
      roles.length === 1 &&
      !(document && isShared(document, stack)) &&
      parts.every((part) => part.module === module && (part.key === undefined || part.key === key))
    );
  });
}

const sitesByRole = oncePer(({ policySites }: Stack) =>
  grouped(
    policySites.filter(({ attachment }) => attachment === "identity"),
    ({ roles }) => roles,
  ),
);

/**
 * Whether a statement allows something on exactly these resources, with no other elements. Where that is everything,
 * what could be limited to some resources stays apart.
 */
function isOn(statement: Statement, { resources }: Permission): boolean {
  const { effect, actions, resources: own, conditions, knowsConditions, isCertain } = statement;
  if (effect !== "Allow" || !isCertain || !knowsConditions || conditions.length > 0 || !actions.place) return false;
  const wanted = new Set(resources.flatMap((text) => [text, toJsonText(text), toJsonText(text).slice(1, -1)]));
  return (
    own.isComplete &&
    own.values.length === resources.length &&
    !(resources.includes('"*"') && breadthOf(statement)) &&
    own.values.every(({ place }) => wanted.has(place.file.slice(place)))
  );
}

function quotedActions({ actions }: Permission): readonly string[] {
  return actions.map((action) => `"${action}"`);
}

function serviceOf({ actions: [first = ""] }: Permission): string {
  return first.slice(0, first.indexOf(":"));
}

const servicesOf = oncePer(
  ({ document }: PolicySite) =>
    new Set(
      (document?.statements ?? []).flatMap(({ effect, actions }) =>
        effect === "Allow" ? actions.values.map((action) => (stringOf(action) ?? "").split(":")[0]?.toLowerCase()) : [],
      ),
    ),
);

/** The name of a policy for a single service usually says so; one for several is for whatever its role needs. */
function isForSeveral(site: PolicySite): boolean {
  return servicesOf(site).size > 1;
}

function newPolicy({ resource }: Role, permission: Permission, stack: Stack): Companion | undefined {
  if (!keepsOthers(resource, "inline_policy", "aws_iam_role_policies_exclusive", stack)) return undefined;
  const content = `role = ${selfReference(resource)}.name\n${policyArgument(permission)}`;
  return companion(resource, "aws_iam_role_policy", content);
}

/** Whether an additional policy of a role stays: some arguments and resources remove all others. */
function keepsOthers(
  { body }: Resource,
  own: "inline_policy" | "managed_policy_arns",
  exclusive: string,
  stack: Stack,
) {
  const isOwner = own === "inline_policy" ? body.hasBlock(own) !== "no" : body.isWritten(own);
  return !isOwner && stack.resources(exclusive).length === 0;
}
