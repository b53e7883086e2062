import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import {
  apartFrom,
  isUnlimited,
  listed,
  targetOf,
  wideFinding,
  wideStatements,
} from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_secretsmanager_secret" "db" {}

${policyWith(statement)}`;

export default defineRule({
  summary: "A policy allows reading every secret or parameter of the account",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Secrets Manager user guide, Permissions policy examples; AWS Systems Manager user guide, Restricting access to parameters (2026-11)",
  why: `With one vulnerable function, all passwords of all teams leak: databases, partners, payment. The code itself reads only one
secret, or the parameters below one path.`,
  bad: example('{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" }'),
  good: example(
    '{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.db.arn }',
  ),
  check(context) {
    // a condition on a tag, or on what rotates a secret, selects secrets as an ARN would
    return wideStatements(context, "secrets")
      .filter(isUnlimited)
      .map((wide) => {
        const { breadth, narrowing } = wide;
        const noun = breadth.actions.some(({ service }) => service === "secretsmanager") ? "secret" : "parameter";
        return wideFinding(wide, context.stack, "error", {
          may: `read every ${noun} of the account with ${listed(breadth.patterns)}`,
          help: `Limit the resource to ${targetOf(narrowing)}${apartFrom(wide)}`,
        });
      });
  },
});
