import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (actions: string) => `resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_cloudwatch_log_group" "worker" {
  name              = "/aws/lambda/worker"
  retention_in_days = 30
}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = [${actions}]
      Resource = "\${aws_cloudwatch_log_group.worker.arn}:*"
    }]
  })
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  runtime       = "python3.14"
  handler       = "worker.handler"
  filename      = "worker.zip"
  depends_on    = [aws_cloudwatch_log_group.worker]
}`;

export default defineRule({
  summary: "A function may create its log group, though Terraform does",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Sending function logs to CloudWatch Logs (2026-11)",
  why: `When the stack is destroyed, or the group is replaced, an invocation that is still running brings the group back: without
retention, without key, and in the way of the next apply. Without this action it cannot.`,
  bad: example('"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"'),
  good: example('"logs:CreateLogStream", "logs:PutLogEvents"'),
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      const functions = stack.functionsOf(role);
      if (functions.length === 0 || !functions.every(({ logGroup }) => logGroup.kind === "declared")) return [];
      return role.statements.flatMap(({ effect, statement, policy }) => {
        // AWS's own policies hold it as well, and cannot be changed
        const written = effect === "Allow" && !statement?.notActions.place ? (statement?.actions.values ?? []) : [];
        return written
          .filter((action) => /^logs:CreateLogGroup$/i.test(stringOf(action) ?? ""))
          .map((action) => ({
            at: action.place,
            resource: policy.source.address,
            message: `${role} allows logs:CreateLogGroup, but the log group of ${functions.length === 1 ? functions[0] : "each of its functions"} is made by Terraform`,
            help: "Take it out, so that no invocation can bring the group back after it was destroyed",
          }));
      });
    });
  },
});
