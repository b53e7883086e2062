import { actionPatterns, arnText, limitsReach, type Statement } from "../../iam/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { granteeOf, severityAt } from "../shared/policies/statement-severity.ts";

export default defineRule({
  summary: "A policy allows every action of every service",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_1", "CKV_AWS_62", "CKV_AWS_49", "CKV_AWS_63"],
    kics: ["iam_policies_with_full_privileges", "iam_policy_grants_full_permissions"],
    cfn_nag: ["F3", "F4", "F5"],
  },
  source: "AWS IAM user guide, Security best practices in IAM (2026-11)",
  why: "Whoever takes over what this policy is attached to, through a bug or a poisoned dependency, owns the account.",
  bad: `resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}`,
  good: `resource "aws_s3_bucket" "in" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.in.arn}/*" }]
  })
}`,
  check({ stack, asOf }) {
    return stack.policyStatements
      .filter(({ site, statement }) => site.attachment === "identity" && statement.effect === "Allow")
      .flatMap((each) => {
        const every = actionPatterns(each.statement).find(({ kind }) => kind === "every");
        if (!every) return [];
        const isNamed = isOnFew(each.statement);
        const isLimited = limitsReach(each.statement, asOf) !== "no" || isNamed;
        const actions = isNamed
          ? `every action on ${resourcesOf(each.statement)}`
          : "every action of every AWS service";
        return [
          {
            at: every.value.place,
            severity: severityAt(isLimited ? "warning" : "error", each, stack),
            resource: each.site.holder.address,
            message: `${granteeOf(each)} may call ${actions}`,
            help: "Name the actions that are called, such as s3:GetObject, and the ARNs that they are called on",
          },
        ];
      });
  },
});

/** Whether every resource is an ARN with a fixed part. */
function isOnFew({ resources }: Statement): boolean {
  const texts = resources.values.map(arnText);
  return resources.isComplete && texts.length > 0 && texts.every((text) => !/^\*+$|^arn(?::[^:]*)?:\*/.test(text));
}

/** The statement's resources in words: its only one, as far as it is known, or all. */
function resourcesOf({ resources }: Statement): string {
  const [only, ...others] = resources.values;
  const text = only && others.length === 0 ? stringOf(only) : undefined;
  return text ?? "the resources that are named";
}
