import { actionsForOperationName, operationPermissions } from "../../aws/sdk-operations.ts";
import {
  type ActionPattern,
  actionPatterns,
  arnText,
  coversAction,
  type Role,
  type Statement,
} from "../../iam/index.ts";
import type { Place, Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { fixOf, replacing } from "../shared/edits/fixes.ts";
import { removeString, setString } from "../shared/edits/policies/strings.ts";
import { policyWith } from "../shared/policies/example-policy.ts";

export default defineRule({
  summary: "A policy names an API operation whose permission has a different name",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Service Authorization Reference; Amazon S3 user guide, Required permissions for S3 API operations (2026-11)",
  why: `Most actions are named after the operation, but some are not: listing objects needs s3:ListBucket, sending a batch needs
sqs:SendMessage. IAM accepts the operation's name without complaint, and the call is denied.`,
  bad: policyWith('{ Effect = "Allow", Action = "s3:ListObjectsV2", Resource = "arn:aws:s3:::orders" }'),
  good: policyWith('{ Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:aws:s3:::orders" }'),
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) =>
      actionPatterns(statement).flatMap(({ text, value }, _, patterns): RuleFinding[] => {
        const needed = actionsForOperationName(text);
        if (!needed) return [];
        const missing = needed.filter(
          (action) => !allows(patterns, action) && !areGranted(site.roles, action, statement),
        );
        // a request needs only those actions that its content calls for
        const isPart = needed.length > 1 && dependsOnContent(text);
        const isEnough = needed.length > 0 && (missing.length === 0 || (isPart && missing.length < needed.length));
        const common = { at: value.place, resource: site.holder.address };
        return [
          isEnough
            ? {
                ...common,
                severity: "info",
                message: `${text} is an API operation, not an action; ${needOf(needed, isPart)}, ${missing.length > 0 ? "some of which are" : isPart ? "which are" : "which is"} allowed as well`,
                help: "Remove it",
                fix: fixOf(`Remove ${text}`, removeString(statement, "actions", value)),
              }
            : {
                ...common,
                message: `${text} is an API operation, not an action: ${needed.length > 0 ? needOf(needed, isPart) : "the call needs no permission"}`,
                help: helpFor(needed, isPart),
                ...replacement(statement, value, text, isPart ? needed : missing, isPart),
              },
        ];
      }),
    );
  },
});

/** Whether an operation needs only those of its actions that a request's content calls for. */
function dependsOnContent(fullName: string): boolean {
  const [prefix = "", operation = ""] = fullName.toLowerCase().split(":");
  return operationPermissions(prefix, operation)?.kind === "any";
}

function needOf(needed: readonly string[], isPart: boolean): string {
  return isPart
    ? `the call needs those of ${needed.join(", ")} that its request contains`
    : `the call needs ${needed.join(" and ")}`;
}

function helpFor(needed: readonly string[], isPart: boolean): string {
  if (needed.length === 0) return "Remove it";
  return isPart
    ? `Replace it with those of ${needed.join(", ")} that are called for`
    : `Replace it with ${needed.join(" and ")}`;
}

/** Which of several actions a request needs is not known: all of them are no more than a suggestion. */
function replacement(
  statement: Statement,
  value: Value,
  text: string,
  actions: readonly string[],
  isPart: boolean,
): Pick<RuleFinding, "fix" | "suggestions"> {
  const isSingle = actions.length === 1 && statement.actions.values.length > 0;
  const fix = isSingle ? fixFor(value.place, text, actions[0] ?? "") : severalFor(statement, value, actions);
  return isPart ? { suggestions: fix ? [fix] : [] } : { fix };
}

function allows(patterns: readonly ActionPattern[], action: string): boolean {
  const [service, name] = action.split(":");
  return patterns.some(
    ({ kind, actions }) => kind === "every" || actions.some((one) => one.service === service && one.name === name),
  );
}

/** Whether another statement of every role that has the policy allows an action on the same resources. */
function areGranted(roles: readonly Role[], action: string, { resources }: Statement): boolean {
  const asked = resources.values.map(arnText);
  const isGranted = ({ statements }: Role) =>
    statements.some(
      (other) =>
        other.effect === "Allow" &&
        coversAction(other, action) &&
        !other.isNegatedResource &&
        asked.every((one) => other.resources.includes(one) || other.resources.includes("*")),
    );
  return roles.length > 0 && roles.every(isGranted);
}

/** Replaces one by none or several. */
function severalFor(statement: Statement, value: Value, needed: readonly string[]): Fix | undefined {
  if (needed.length === 0) return fixOf("Remove it", removeString(statement, "actions", value));
  const texts = needed.map((action) => `"${action}"`);
  return fixOf(`Write ${needed.join(" and ")}`, setString(statement, "actions", value, ...texts));
}

/** The fix, if the name is written as a literal, with quotes or (in a heredoc) without. */
function fixFor(place: Place, text: string, action: string): Fix | undefined {
  const source = place.file.slice(place);
  if (source !== `"${text}"` && source !== text) return undefined;
  return replacing(place, source.replace(text, action), action);
}
