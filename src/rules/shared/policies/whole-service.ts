import {
  actionPatterns,
  type Escalation,
  escalationsOf,
  type Grantee,
  granteesBesideRoles,
  isAdministrative,
  Role,
} from "../../../iam/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import type { Value } from "../../../terraform/index.ts";

/**
 * The element of Action that opens a path by itself by allowing every action of a service (`lambda:*`);
 * iam/wildcard-action reports it.
 */
export function wholeServiceOf({ path, steps }: Escalation): Value | undefined {
  const [service = "", ...others] = new Set(path.requires.map((action) => action.slice(0, action.indexOf(":"))));
  const statements = new Set(steps.map(({ grant }) => grant.statement.statement));
  const [statement] = statements;
  if (!statement || statements.size > 1 || others.length > 0 || statement.effect !== "Allow") return undefined;
  const patterns = actionPatterns(statement);
  if (patterns.some(({ kind }) => kind === "every")) return undefined;
  return patterns.find((pattern) => pattern.kind === "service" && pattern.service === service)?.value;
}

/** A path to more permissions that all actions of a service open together, and for whom. */
export interface Way {
  readonly grantee: Grantee;
  readonly escalation: Escalation;
}

/** For each element of Action that opens such a path by itself, the most certain one. */
export function waysByElement(stack: Stack, asOf: string): ReadonlyMap<Value, Way> {
  const ways = new Map<Value, Way>();
  for (const grantee of [...stack.roles, ...granteesBesideRoles(stack.modules, stack.policySites)]) {
    if (!hasWholeService(grantee) || isAdministrative(grantee)) continue;
    for (const escalation of escalationsOf(grantee, asOf)) {
      const element = wholeServiceOf(escalation);
      // iam/assume-any-role reports sts:AssumeRole
      if (!element || escalation.path.requires.includes("sts:AssumeRole")) continue;
      const way = { grantee, escalation };
      const known = ways.get(element);
      if (!known || (isCertain(way) && !isCertain(known))) ways.set(element, way);
    }
  }
  return ways;
}

function hasWholeService({ statements }: Grantee): boolean {
  return statements.some(
    ({ statement }) => statement && actionPatterns(statement).some(({ kind }) => kind === "service"),
  );
}

/** Whether no condition keeps it closed, and functions run as the role. */
export function isCertain({ grantee, escalation }: Way): boolean {
  return !escalation.isConditional && grantee instanceof Role && grantee.isTrustedBy("lambda.amazonaws.com");
}
