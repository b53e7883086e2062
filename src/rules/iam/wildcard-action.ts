import { expandActions } from "../../aws/iam-actions.ts";
import { type Place, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

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
      .flatMap(({ site: { holder }, statement }) =>
        statement.actions.values
          .flatMap((value) => serviceWildcard(stringOf(value), value.place))
          .map(({ at, service }) => ({
            at,
            resource: holder.address,
            message: `${holder} allows all ${expandActions(`${service}:*`).length} actions of ${service}${riskOf(service)}`,
            help: `Name the actions that are called in place of ${service}:*`,
          })),
      );
  },
});

function serviceWildcard(action: string | undefined, at: Place): { at: Place; service: string }[] {
  const service = /^([a-z0-9-]+):\*+$/i.exec(action ?? "")?.[1];
  return service === undefined || expandActions(`${service}:*`).length === 0 ? [] : [{ at, service }];
}

/** What is worst in a service, as the end of a sentence. */
function riskOf(service: string): string {
  const risky =
    expandActions(`${service}:*`).find(({ level }) => level === "Permissions management") ??
    expandActions(`${service}:Delete*`)[0];
  return risky ? `, ${service}:${risky.name} among them` : "";
}
