import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { anyRole, isUnlimited, targetOf, wideFinding, wideStatements } from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_iam_role" "task" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

${policyWith(statement)}`;

/** By whether a condition limits to whom roles are passed. */
const SEVERITIES = { no: "error", yes: "warning", unknown: "info" } as const;

export default defineRule({
  summary: "A policy allows passing any role to a service",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_110", "CKV_AWS_286"],
    trivy: ["AWS-0342"],
    kics: ["iam_role_policy_passrole_allows_all"],
    cfn_nag: ["F38", "F39", "F40"],
  },
  source: "AWS IAM user guide, Granting a user permissions to pass a role to an AWS service (2026-11)",
  why: `Whoever may pass any role can pass an administrator's role to a function, task or instance of their own, and act as it.
Together with one action that starts something, this amounts to every permission in the account.`,
  bad: example('{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }'),
  good: example('{ Effect = "Allow", Action = "iam:PassRole", Resource = aws_iam_role.task.arn }'),
  check(context) {
    return wideStatements(context, "pass-role").map((wide) =>
      wideFinding(wide, context.stack, SEVERITIES[wide.isLimited], {
        may: `pass ${anyRole(wide)} to ${isUnlimited(wide) ? "any service" : "a service"}`,
        help: `Limit the resource to the role that is passed, ${targetOf(wide.narrowing)}, and add a condition on iam:PassedToService`,
      }),
    );
  },
});
