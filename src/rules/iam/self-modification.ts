import { coversAction, type RoleStatement } from "../../iam/index.ts";
import { refersTo } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** Actions that change what a role may do, or who may become it. */
const ON_ROLES = [
  "iam:PutRolePolicy",
  "iam:AttachRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:DeleteRolePermissionsBoundary",
];
const ON_POLICIES = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"];

export default defineRule({
  summary: "A role may change its own permissions",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "DataDog pathfinding.cloud: iam-001, iam-005, iam-009, iam-012 (2025-12-17)",
  why: "What may rewrite its own policy has, in effect, every permission: one call, and it is an administrator.",
  bad: `resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "iam:PutRolePolicy", Resource = aws_iam_role.worker.arn },
    ]
  })
}`,
  good: `resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "iam:GetRole", Resource = aws_iam_role.worker.arn },
    ]
  })
}`,
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      const policies = role.policies.flatMap(({ kind, arn }) =>
        kind === "customer-managed" && arn?.via ? [arn.via.resource] : [],
      );
      return role.statements.flatMap((statement) => {
        const own = ownTarget(statement, [role.resource], ON_ROLES) ?? ownTarget(statement, policies, ON_POLICIES);
        if (!own) return [];
        return [
          {
            at: own.at,
            resource: role.resource.address,
            message: `${role} may call ${own.action} on ${own.target === role.resource ? "itself" : own.target.address}, and so give itself any permission`,
            help: `Take ${own.action} away, or let a role that no code runs as hold it`,
          },
        ];
      });
    });
  },
});

type Target = Parameters<typeof refersTo>[1];

/** The first of the targets that an Allow statement names by reference with one of the actions. */
function ownTarget(statement: RoleStatement, targets: readonly Target[], actions: readonly string[]) {
  const action = statement.effect === "Allow" ? actions.find((one) => coversAction(statement, one)) : undefined;
  if (action === undefined || statement.isNegatedResource) return undefined;
  for (const value of statement.statement?.resources.values ?? []) {
    const target = targets.find((one) => refersTo(value, one));
    if (target) return { action, target, at: value.place };
  }
  return undefined;
}
