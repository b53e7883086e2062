import { arnParts, arnText, canOverlap, type Statement } from "../../iam/index.ts";
import { couldBe, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { removeString } from "../shared/edits/policies/strings.ts";

const ACTION = "logs:CreateLogGroup";

const example = (granted: string) => `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/orders"
  retention_in_days = 30
}

resource "aws_iam_role" "orders" {
  name               = "orders"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "logs" {
  role = aws_iam_role.orders.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
${granted}
    }]
  })
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`;

export default defineRule({
  summary: "A function may create log groups although its own is managed here",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Sending Lambda function logs to CloudWatch Logs (2026-11)",
  why: `A function that may create log groups recreates its own after Terraform has destroyed it, or creates it before Terraform
does: without retention, and the next apply fails because the group already exists.`,
  bad: example(`      Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "arn:aws:logs:*:*:*"`),
  good: example(`      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "\${aws_cloudwatch_log_group.orders.arn}:*"`),
  check({ stack }) {
    const needing = new Set(stack.functions.flatMap((fn) => (fn.logGroup.kind === "declared" ? [] : [fn.role])));
    return stack.functions.flatMap((fn) => {
      const group = fn.logGroup;
      // another function with the role may need it, and a replica at the edge, which creates a group in each region
      if (group.kind !== "declared" || !fn.role || needing.has(fn.role) || fn.isAtEdge) return [];
      return fn.role.policies.flatMap(({ document, source }) =>
        (document?.statements ?? [])
          .filter((statement) => statement.effect === "Allow" && mayMake(statement, group.resource))
          .flatMap((statement) =>
            statement.actions.values
              .filter((action) => couldBe(action, ACTION) && action.kind === "known")
              .map((action) => ({ action, statement })),
          )
          .map(({ action, statement }) => ({
            at: action.place,
            resource: source.address,
            message: `${fn} may create log groups, so it would recreate ${group.resource}, without its settings, after a destroy`,
            suggestions:
              stringOf(action) === ACTION
                ? suggestionOf(`Remove ${ACTION}`, removeString(statement, "actions", action))
                : undefined,
            help: `Remove ${ACTION}, and grant logs:CreateLogStream and logs:PutLogEvents on "\${${group.resource}.arn}:*"`,
          })),
      );
    });
  },
});

/** False if a statement lists log groups, and this one is not among them. */
function mayMake({ resources }: Statement, group: Resource): boolean {
  if (!resources.isComplete || resources.values.length === 0) return true;
  const own = `log-group:${arnText(group.body.value("name"))}`;
  return resources.values.some((value) => {
    const named = arnParts(arnText(value))?.resource ?? "*";
    return canOverlap(named, own) || canOverlap(named, `${own}:*`);
  });
}
