import { defineRule } from "../rule.ts";
import { granteeOf, severityAt } from "../statement-severity.ts";
import { apartFrom, listed, narrowingFix, targetOf, wideStatements } from "../wide-statements.ts";

const example = (statement: string) => `resource "aws_secretsmanager_secret" "db" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statement}]
  })
}`;

export default defineRule({
  summary: "A policy lets every secret or parameter of the account be read",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Secrets Manager user guide, Permissions policy examples; AWS Systems Manager user guide, Restricting access to parameters (2026-11)",
  why: `One function with a hole, and all passwords of all teams are out: databases, partners, payment. What the code reads is one secret
or the parameters below one path.`,
  bad: example('{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" }'),
  good: example(
    '{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.db.arn }',
  ),
  check(context) {
    return wideStatements(context, "secrets").flatMap((wide) => {
      const { breadth, narrowing, isLimited, site } = wide;
      // a condition on a tag, or on what rotates a secret, names secrets as an ARN would
      if (isLimited !== "no") return [];
      return [
        {
          at: breadth.element.place,
          severity: severityAt("error", wide, context.stack),
          resource: site.holder.address,
          message: `${granteeOf(wide)} may read every ${breadth.actions.some(({ service }) => service === "secretsmanager") ? "secret" : "parameter"} of the account with ${listed(breadth.patterns)}`,
          help: `Limit the resource to ${targetOf(narrowing)}${apartFrom(wide)}`,
          fix: narrowingFix(wide),
        },
      ];
    });
  },
});
