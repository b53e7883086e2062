import { coversAction } from "../../iam/index.ts";
import { namedResources } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { WORKER_FUNCTION, WORKER_ROLE } from "../shared/policies/example-worker.ts";

const ACTIONS = ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"];

const example = (action: string) => `${WORKER_ROLE}

${WORKER_FUNCTION}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "${action}", Resource = aws_lambda_function.worker.arn },
    ]
  })
}`;

export default defineRule({
  summary: "A function may overwrite its own code",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "DataDog pathfinding.cloud: lambda-003 (2025-12-17)",
  why: `An attacker who gets into a function that may change its own code or layers can stay there: the change survives the
request, and Terraform sees it only as drift at the next deployment.`,
  bad: example("lambda:UpdateFunctionCode"),
  good: example("lambda:InvokeFunction"),
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      const functions = stack.functionsOf(role);
      return role.statements.flatMap((statement) => {
        const action = statement.effect === "Allow" ? ACTIONS.find((one) => coversAction(statement, one)) : undefined;
        if (action === undefined || statement.isNegatedResource) return [];
        for (const value of statement.statement?.resources.values ?? []) {
          const named = namedResources(value, new Set(["aws_lambda_function", "aws_lambda_alias"]));
          const fn = functions.find(({ resource }) => named.includes(resource));
          if (!fn) continue;
          return [
            {
              at: value.place,
              resource: role.resource.address,
              message: `${fn} runs as ${role}, which may call ${action} on it: it can overwrite itself`,
              help: `Remove ${action}, and let the pipeline's role deploy code`,
            },
          ];
        }
        return [];
      });
    });
  },
});
