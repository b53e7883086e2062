import { defineRule } from "../rule.ts";
import { WORKER_ROLE } from "../shared/policies/example-worker.ts";
import { ownTarget } from "../shared/policies/own-target.ts";

const example = (action: string) => `${WORKER_ROLE}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "${action}", Resource = aws_iam_role.worker.arn },
    ]
  })
}`;

export default defineRule({
  summary: "A role may change its own permissions",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "DataDog pathfinding.cloud: iam-001, iam-005, iam-009, iam-012 (2025-12-17)",
  why: "A role that may rewrite its own policy has, in effect, every permission: one call makes it an administrator.",
  bad: example("iam:PutRolePolicy"),
  good: example("iam:GetRole"),
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      return role.statements.flatMap((statement) => {
        const own = ownTarget(role, statement);
        if (!own) return [];
        return [
          {
            at: own.at,
            resource: role.resource.address,
            message: `${role} may call ${own.action} on ${own.target === role.resource ? "itself" : own.target.address}, so it can give itself any permission`,
            help: `Remove ${own.action}, or move it to a role that no code runs as`,
          },
        ];
      });
    });
  },
});
