import { defineRule } from "../rule.ts";
import { granteeOf, severityAt } from "../statement-severity.ts";
import { narrowingFix, targetOf, wideStatements } from "../wide-statements.ts";

const example = (statement: string) => `resource "aws_iam_role" "task" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statement}]
  })
}`;

export default defineRule({
  summary: "A policy lets any role be passed to a service",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { trivy: ["AWS-0342"], kics: ["iam_role_policy_passrole_allows_all"], cfn_nag: ["F38", "F39", "F40"] },
  source: "AWS IAM user guide, Granting a user permissions to pass a role to an AWS service (2026-11)",
  why: `Whoever may pass any role hands an administrator's role to a function, a task or an instance of theirs, and acts as it. Together
with one action that starts something, this is every permission in the account.`,
  bad: example('{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }'),
  good: example('{ Effect = "Allow", Action = "iam:PassRole", Resource = aws_iam_role.task.arn }'),
  check(context) {
    return wideStatements(context, "pass-role").flatMap((wide) => {
      const { breadth, narrowing, isLimited, site } = wide;
      return [
        {
          at: breadth.element.place,
          severity: severityAt(
            isLimited === "no" ? "error" : isLimited === "yes" ? "warning" : "info",
            wide,
            context.stack,
          ),
          resource: site.holder.address,
          message: `${granteeOf(wide)} may pass ${rolesOf(breadth.text)} to ${isLimited === "no" ? "any service" : "a service"}`,
          help: `Limit the resource to the role that is passed, ${targetOf(narrowing)}, and add a condition on iam:PassedToService`,
          fix: narrowingFix(wide),
        },
      ];
    });
  },
});

/** A path that all roles are below, or the account's, as words. */
function rolesOf(text: string): string {
  return /^\*+$/.test(text) ? "any role" : "any role of the account";
}
