import { grouped } from "../../grouped.ts";
import {
  MAX_GROUP_POLICIES,
  MAX_MANAGED_POLICY,
  MAX_ROLE_POLICIES,
  MAX_USER_POLICIES,
  minimumSize,
  type PolicySite,
} from "../../iam/index.ts";
import { defineRule } from "../rule.ts";

const QUOTAS: ReadonlyMap<string, number> = new Map([
  ["aws_iam_policy", MAX_MANAGED_POLICY],
  ["aws_iam_role_policy", MAX_ROLE_POLICIES],
  ["aws_iam_role", MAX_ROLE_POLICIES],
  ["aws_iam_group_policy", MAX_GROUP_POLICIES],
  ["aws_iam_user_policy", MAX_USER_POLICIES],
]);

const example = (count: number) => `resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for i in range(${count}) : "arn:aws:s3:::orders-of-the-year-with-a-long-name-\${i}/*"]
    }]
  })
}`;

export default defineRule({
  summary: "A policy is longer than IAM accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_iam_policy_too_long_policy", "aws_iam_group_policy_too_long"] },
  source: "AWS IAM user guide, IAM and AWS STS quotas: character limits (2026-11)",
  why: "IAM refuses the policy, and the apply stops halfway. The quota cannot be raised.",
  bad: example(150),
  good: example(15),
  check({ stack }) {
    const sites = stack.policySites.filter(
      ({ attachment, isUsed }) => isUsed && (attachment === "identity" || attachment === "boundary"),
    );
    const alone = sites.flatMap((site) => tooLong(site));
    if (alone.length > 0) return alone;
    const inlineSites = sites.filter(({ holder }) => holder.type.startsWith("aws_iam_role"));
    const byRole = grouped(inlineSites, ({ roles }) => roles);
    return stack.roles.flatMap((role) => {
      const inline = byRole.get(role) ?? [];
      const size = inline.reduce((sum, { document }) => sum + (document ? minimumSize(document) : 0), 0);
      if (size <= MAX_ROLE_POLICIES) return [];
      return [
        {
          at: role.resource.body.place(),
          resource: role.resource.address,
          message: `The ${inline.length} inline policies of ${role} have at least ${size} characters, but IAM accepts ${MAX_ROLE_POLICIES} for all of them`,
          help: "Make them aws_iam_policy resources and attach these",
        },
      ];
    });
  },
});

function tooLong({ holder, document, place }: PolicySite) {
  const quota = QUOTAS.get(holder.type);
  const size = document ? minimumSize(document) : 0;
  if (quota === undefined || size <= quota) return [];
  return [
    {
      at: place,
      resource: holder.address,
      message: `The policy of ${holder} has at least ${size} characters, but IAM accepts ${quota}`,
      help: "Split it into several policies, or cover resources with a common prefix",
    },
  ];
}
