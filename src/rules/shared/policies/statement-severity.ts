import type { SiteStatement } from "../../../iam/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import type { Severity } from "../../rule.ts";

const LOWER: Readonly<Record<Severity, Severity>> = { error: "warning", warning: "info", info: "info" };

function lower(severity: Severity): Severity {
  return LOWER[severity];
}

/**
 * The severity of a finding in an identity policy: a level lower if the policy is known not to be a function's. Roles
 * of pipelines and people administer things, and a document without a visible use may grant nothing.
 */
export function severityAt(full: Severity, { site }: SiteStatement, stack: Stack): Severity {
  const isElsewhere = !site.isUsed || /^aws_(?:iam_(?:user|group)_policy|ssoadmin_)/.test(site.holder.type);
  const isOthers = site.roles.length > 0 && site.roles.every((role) => stack.isFunctionRole(role) === false);
  return isElsewhere || isOthers ? lower(full) : full;
}

/** Who may do what a policy allows, in words for a message: the only role that has it, or the policy. */
export function granteeOf({ site }: SiteStatement): string {
  const [role, ...more] = site.roles;
  return role && more.length === 0 ? String(role) : String(site.holder);
}
