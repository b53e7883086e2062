import { actionsForOperationName } from "../../aws/sdk-operations.ts";
import { type ActionPattern, actionPatterns, type Statement } from "../../iam/index.ts";
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
        if (needed.length > 0 && needed.every((action) => allows(patterns, action)))
          return [
            {
              at: value.place,
              severity: "info",
              resource: site.holder.address,
              message: `${text} is an API operation, not an action; the call needs ${needed.join(" and ")}, which is allowed here as well`,
              help: "Remove it",
              fix: fixOf(`Remove ${text}`, removeString(statement, "actions", value)),
            },
          ];
        const written = statement.actions.values.length;
        return [
          {
            at: value.place,
            resource: site.holder.address,
            message: `${text} is an API operation, not an action: ${needed.length > 0 ? `the call needs ${needed.join(" and ")}` : "the call needs no permission"}`,
            help: needed.length > 0 ? `Replace it with ${needed.join(" and ")}` : "Remove it",
            fix:
              needed.length === 1 && written > 0
                ? fixFor(value.place, text, needed[0] ?? "")
                : severalFor(statement, value, needed),
          },
        ];
      }),
    );
  },
});

function allows(patterns: readonly ActionPattern[], action: string): boolean {
  const [service, name] = action.split(":");
  return patterns.some(
    ({ kind, actions }) => kind === "every" || actions.some((one) => one.service === service && one.name === name),
  );
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
