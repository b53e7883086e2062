import { fullNameOf, type IamAction } from "../../aws/iam-actions.ts";
import { actionPatterns } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";
import { misplacedActions } from "../shared/policies/misplaced-actions.ts";
import { granteeOf, severityAt } from "../shared/policies/statement-severity.ts";

export default defineRule({
  summary: "A policy allows every action of a service",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_63"],
    trivy: ["AWS-0057", "AWS-0345"],
    "serverless-rules": ["aws_iam_role_lambda_no_star", "WS1003"],
    "cdk-nag": ["AwsSolutions-IAM5"],
  },
  source: "AWS IAM user guide, Security best practices in IAM (2026-11); Service Authorization Reference (2026-09)",
  why: `A service has dozens of actions, and those that delete, share or change permissions are among them. The code needs a few of
them; the rest is what an attacker gets on top, and every new action that AWS adds is granted unseen.`,
  ignoreWhen: "The role administers this service, as a deployment pipeline's does.",
  bad: `resource "aws_dynamodb_table" "orders" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:*"], Resource = aws_dynamodb_table.orders.arn }]
  })
}`,
  good: `resource "aws_dynamodb_table" "orders" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = aws_dynamodb_table.orders.arn }]
  })
}`,
  check({ stack }) {
    return stack.policyStatements
      .filter(({ site, statement }) => site.attachment === "identity" && statement.effect === "Allow")
      .flatMap((each) => {
        const patterns = actionPatterns(each.statement);
        if (patterns.some(({ kind }) => kind === "every")) return [];
        const inVain = new Set(misplacedActions(each).map(({ text }) => text));
        return patterns
          .filter(({ kind, actions, text }) => kind === "service" && actions.length > 0 && !inVain.has(text))
          .map(({ value, service, actions }) => ({
            at: value.place,
            severity: severityAt(GIVES_ALL.has(service) ? "error" : "warning", each, stack),
            resource: each.site.holder.address,
            message: `${granteeOf(each)} may call all ${actions.length} actions of ${service}${riskOf(actions)}`,
            help: `Name the actions that are called in place of ${service}:*`,
          }));
      });
  },
});

/** Services of which every action together is every permission there is. */
const GIVES_ALL: ReadonlySet<string> = new Set(["iam", "organizations", "account"]);

/** What is worst in a service, as the end of a sentence. */
function riskOf(actions: readonly IamAction[]): string {
  const risky =
    actions.find(({ level }) => level === "Permissions management") ??
    actions.find(({ name }) => name.startsWith("Delete"));
  return risky ? `, ${fullNameOf(risky)} among them` : "";
}
