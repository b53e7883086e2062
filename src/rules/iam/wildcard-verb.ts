import type { IamAction } from "../../aws/iam-actions.ts";
import { actionPatterns, arnText, canApply } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { granteeOf, severityAt } from "../shared/policies/statement-severity.ts";

export default defineRule({
  summary: "A wildcard in an action includes actions that change permissions",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Service Authorization Reference (2026-09)",
  why: `s3:Put* reads like putting objects, but includes putting bucket policies: whoever has it may open the bucket to the world.
What a pattern includes also grows with every action that AWS adds.`,
  bad: policyWith('{ Effect = "Allow", Action = "s3:Put*", Resource = "arn:aws:s3:::orders" }'),
  good: policyWith('{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::orders/*" }'),
  check({ stack }) {
    return stack.policyStatements
      .filter(({ site, statement }) => site.attachment === "identity" && statement.effect === "Allow")
      .flatMap((each) => {
        const resources = each.statement.resources.values.map(arnText);
        const patterns = actionPatterns(each.statement);
        if (patterns.some(({ kind }) => kind === "every")) return [];
        return patterns.flatMap(({ kind, text, value, actions }) => {
          const reached = actions.filter((action) => resources.some((resource) => canApply(action, resource)));
          const risky = reached.filter(({ level }) => level === "Permissions management");
          if (kind !== "part" || risky.length === 0) return [];
          return [
            {
              at: value.place,
              severity: severityAt("warning", each, stack),
              resource: each.site.holder.address,
              message: `${granteeOf(each)} may call ${text}, which stands for ${reached.length} actions, ${namesOf(risky)} among them`,
              help: `Name the actions that are called in place of ${text}`,
            },
          ];
        });
      });
  },
});

function namesOf(actions: readonly IamAction[]): string {
  const names = actions.slice(0, 2).map(({ service, name }) => `${service}:${name}`);
  const rest = actions.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more that change permissions` : names.join(" and ");
}
