import type { Role, Statement } from "../../iam/index.ts";
import {
  functionCode,
  functionPermissions,
  isDeployedElsewhere,
  type LambdaFunction,
  type Stack,
  type UnusedAction,
} from "../../lambda/index.ts";
import { isSamePlace, type Place, stringOf } from "../../terraform/index.ts";
import { defineRule, type Edit, type RuleContext, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { keepActions } from "../shared/edits/policies/strings.ts";
import { roleAllowing } from "../shared/policies/example-code.ts";
import { rolesGiven } from "../shared/policies/shared-policies.ts";

export default defineRule({
  summary: "A role allows what none of its functions' code calls",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS IAM user guide, Security best practices: apply least-privilege permissions (2026-11)",
  why: `Whoever takes over the function can do everything that its role allows. What the code never calls is useful only to an
intruder. This is reported only if all of the code could be followed.`,
  ignoreWhen: "A tool that runs beside the code needs it, or code that will be deployed soon.",
  bad: roleAllowing("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"),
  good: roleAllowing("dynamodb:GetItem", "dynamodb:PutItem"),
  readsCode: true,
  check(context) {
    const { stack } = context;
    return stack.roles.flatMap((role) => {
      const [fn] = stack.functionsOf(role);
      return fn ? findingsFor(fn, context) : [];
    });
  },
});

function findingsFor(fn: LambdaFunction, { stack, asOf }: RuleContext): RuleFinding[] {
  if (!functionCode(fn)) return [];
  const { unused: all, role } = functionPermissions(fn, stack, asOf);
  if ((role ? stack.functionsOf(role) : [fn]).some(isDeployedElsewhere)) return [];
  const unused = all.filter((each) =>
    rolesGiven(stack, each.statement.policy).every((other) => other === role || isUnusedBy(other, each, stack, asOf)),
  );
  return [...new Set(unused.map(({ statement }) => statement))].map((statement) => {
    const group = unused.filter((each) => each.statement === statement);
    const actions = group.map(({ action }) => action).join(", ");
    const functions = role ? stack.functionsOf(role).join(", ") : String(fn);
    return {
      at: placeOfAction(group) ?? statement.place,
      resource: statement.policy.source.address,
      message: `${role} allows ${actions}, which the code of ${functions} does not call`,
      help: `Remove ${actions} from the statement`,
      suggestions: suggestionOf(`Remove ${actions}`, withoutActions(statement.statement, group)),
      related: role && [{ at: role.resource.body.place(), message: "The role" }],
    };
  });
}

/** Whether another role with the same statement has no use for the action either. */
function isUnusedBy(other: Role, { action, statement }: UnusedAction, stack: Stack, asOf: string): boolean {
  const [fn] = stack.functionsOf(other);
  const isHere = (each: UnusedAction) => each.action === action && isSamePlace(each.statement.place, statement.place);
  return fn !== undefined && functionPermissions(fn, stack, asOf).unused.some(isHere);
}

function withoutActions(statement: Statement | undefined, unused: readonly UnusedAction[]): Edit | undefined {
  const names = new Set(unused.map(({ action }) => action));
  const kept = statement?.actions.values.filter((value) => !names.has(stringOf(value) ?? ""));
  return statement && kept && keepActions(statement, kept);
}

/** Where the first of the actions is written. */
function placeOfAction([first]: readonly UnusedAction[]): Place | undefined {
  return first?.statement.statement?.actions.values.find((value) => stringOf(value) === first.action)?.place;
}
