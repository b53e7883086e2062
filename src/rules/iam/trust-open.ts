import { arnText, canOverlap, isPublic, publicPrincipal, type Statement } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";

const example = (principal: string) => `resource "aws_iam_role" "worker" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = ${principal} }]
  })
}`;

export default defineRule({
  summary: "Everyone may assume a role",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_60"], kics: ["iam_role_allows_all_principals_to_assume"] },
  source: "AWS IAM user guide, AWS JSON policy elements: Principal (2026-11)",
  why: `A star as the principal of a trust policy is every principal of every AWS account. Whoever knows or guesses the role's ARN
may assume it and use all of its permissions.`,
  bad: example('{ AWS = "*" }'),
  good: example('{ Service = "lambda.amazonaws.com" }'),
  check({ stack, asOf }) {
    return stack.policyStatements.flatMap(({ site, statement }) => {
      if (site.attachment !== "trust" || !isPublic(statement, asOf) || !mayAssume(statement)) return [];
      return [
        {
          at: publicPrincipal(statement)?.identifier.place ?? statement.place,
          severity: site.isUsed ? ("error" as const) : ("warning" as const),
          resource: site.holder.address,
          message: `Anyone in any AWS account may assume ${site.holder}`,
          help: 'Name who may assume it: { Service = "lambda.amazonaws.com" } for a function, the role\'s ARN for another account',
        },
      ];
    });
  },
});

/** Whether a statement allows assuming the role; other actions, such as tagging a session, do not. */
function mayAssume({ actions, notActions }: Statement): boolean {
  return (
    !actions.isComplete ||
    notActions.place !== undefined ||
    actions.values.some((action) => canOverlap(arnText(action).toLowerCase(), "sts:assumerole*"))
  );
}
