import { arnText } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";

const LAMBDA = "lambda.amazonaws.com";

/** An account as a principal: its id, or the ARN that stands for it, whose account may not be known. */
const WHOLE_ACCOUNT = /^(?:\d{12}|arn:[^:]*:iam::[^:]*:root)$/;

const example = (principal: string) => `resource "aws_iam_role" "worker" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } },
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "${principal}" } },
    ]
  })
}`;

export default defineRule({
  summary: "A whole account may assume a function's role",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_61"] },
  source: "AWS IAM user guide, AWS JSON policy elements: Principal, AWS account principals (2026-11)",
  why: `An account as principal leaves to that account's policies who may act as the function: everyone there who is allowed
sts:AssumeRole on this role or on all, administrators and pipelines among them, and the calls look like the function's own.`,
  ignoreWhen: "Developers assume the role to run the function on their machines.",
  bad: example("arn:aws:iam::111122223333:root"),
  good: example("arn:aws:iam::111122223333:role/worker-debug"),
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) => {
      const { effect, principals, conditions, knowsConditions } = statement;
      if (site.attachment !== "trust" || !site.roles.some((role) => role.isTrustedBy(LAMBDA))) return [];
      if (effect !== "Allow" || !knowsConditions || conditions.length > 0) return [];
      const account = principals.find(
        ({ type, identifier }) => type === "AWS" && WHOLE_ACCOUNT.test(arnText(identifier)),
      );
      if (!account) return [];
      return [
        {
          at: account.identifier.place,
          resource: site.holder.address,
          message: `Lambda may assume ${site.holder}, and so may anyone whom ${spokenAccount(arnText(account.identifier))} allows`,
          help: "Name the role or user that has to, or give it a role of its own",
        },
      ];
    });
  },
});

function spokenAccount(principal: string): string {
  const id = /\d{12}/.exec(principal)?.[0];
  return id === undefined ? "an entire account" : `account ${id}`;
}
