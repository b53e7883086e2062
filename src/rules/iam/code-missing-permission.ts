import type { Role } from "../../iam/index.ts";
import {
  describeResource,
  type FunctionCode,
  functionCode,
  functionPermissions,
  isDeployedElsewhere,
  type LambdaFunction,
  mayGrantItself,
  type PermissionNeed,
  type Stack,
} from "../../lambda/index.ts";
import { defineRule, type Fix, type RuleContext, type RuleFinding } from "../rule.ts";
import { allow } from "../shared/edits/policies/allow.ts";
import { isThereFor } from "../shared/edits/references.ts";
import { roleAllowing } from "../shared/policies/example-code.ts";

export default defineRule({
  summary: "A role does not allow what its function's code calls",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Service Authorization Reference, and the page of each operation in the services' API references (2026-11)",
  why: `The call fails with AccessDenied the first time it is made: after the deployment, often much later, in a branch that
handles something rare.`,
  ignoreWhen: "The call is made with the credentials of another role, or never made.",
  bad: roleAllowing("dynamodb:GetItem"),
  good: roleAllowing("dynamodb:GetItem", "dynamodb:PutItem"),
  readsCode: true,
  check(context) {
    return context.stack.functions.flatMap((fn) => findingsFor(fn, context));
  },
});

function findingsFor(fn: LambdaFunction, { stack, asOf }: RuleContext): RuleFinding[] {
  const { role } = fn;
  // an unknown part of a role may be just what is needed
  if (!functionCode(fn) || isDeployedElsewhere(fn) || !role || !stack.knowsAllPoliciesOf(role)) return [];
  const { needs, code } = functionPermissions(fn, stack, asOf);
  const missing = needs.filter(
    ({ origin, grants, on }) =>
      // without the resource's name the call is not made, or fails before permissions are checked
      origin === "code" &&
      grants.length === 0 &&
      !on.isNameless &&
      !(on.resource && mayGrantItself(on.resource, stack)),
  );
  return [...new Set(missing.map(({ on }) => describeResource(on)))].map((resource) => {
    const group = missing.filter(({ on }) => describeResource(on) === resource);
    const actions = group.map(({ action }) => action).join(", ");
    return {
      at: fn.place("role"),
      resource: fn.resource.address,
      message: `${role} does not allow ${actions} on ${resource}, which the code of ${fn} needs (${placesOf(group, code)})`,
      help: `Allow ${actions} on ${resource} in a policy of ${role}; lambda-tf permissions prints a policy with everything it needs`,
      related: [{ at: role.resource.body.place(), message: "The role" }],
      suggestions: suggestionsFor(fn, role, group, stack),
    };
  });
}

/** Only if the resource is in the role's module, or nothing but "*" can be allowed. */
function suggestionsFor(
  fn: LambdaFunction,
  role: Role,
  needs: readonly PermissionNeed[],
  stack: Stack,
): readonly Fix[] {
  const expressions = new Set(needs.map(({ on }) => (on.expression.kind === "expression" ? on.expression.text : "")));
  const areThere = needs.every(({ on }) => !on.resource || isThereFor(on.resource, role.resource));
  if (expressions.has("") || !areThere || role.resource.module !== fn.resource.module) return [];
  const fix = allow(role, { actions: needs.map(({ action }) => action), resources: [...expressions] }, stack);
  return fix ? [fix] : [];
}

/** The first three places at which the code needs it. */
function placesOf(needs: readonly PermissionNeed[], code: FunctionCode | undefined): string {
  const places = needs.flatMap(({ at }) =>
    at.flatMap((place) => ("line" in place ? [`${code?.pathOf(place.file) ?? place.file}:${place.line}`] : [])),
  );
  const distinct = [...new Set(places)];
  const others = distinct.length > 3 ? ` and ${distinct.length - 3} more` : "";
  return `${distinct.slice(0, 3).join(", ")}${others}`;
}
