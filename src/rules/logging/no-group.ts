import type { LambdaFunction } from "../../lambda/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { companion } from "../shared/edits/companion.ts";
import { addDependencies } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { insideOfText } from "../shared/edits/references.ts";

export default defineRule({
  summary: "A function has no log group in the configuration, so Lambda creates one that keeps logs forever",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { "serverless-rules": ["aws_cloudwatch_log_group_lambda_retention", "WS1004"] },
  source: "AWS Lambda developer guide, Sending Lambda function logs to CloudWatch Logs (2026-11)",
  why: `If a function has no log group, Lambda creates one at the first call: without a retention period, without your encryption
or tags, and outside the state, so it remains after a destroy. Log storage is billed by the month.`,
  ignoreWhen: "Another configuration creates the group, or something in the account sets the retention of all groups.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/orders"
  retention_in_days = 30
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  depends_on = [aws_cloudwatch_log_group.orders]
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const group = fn.logGroup;
      // logging/group-name-mismatch reports a misspelt group
      if (group.kind !== "none" || group.near || fn.isAtEdge) return [];
      return [
        {
          at: fn.place(),
          resource: fn.resource.address,
          message: `${fn} has no log group here, so Lambda creates one at the first call, which keeps its logs forever`,
          suggestions: groupFor(fn),
          help: `Add an aws_cloudwatch_log_group with name = "/aws/lambda/${writtenName(fn)}" and retention_in_days, and make the function depend on it`,
        },
      ];
    });
  },
});

/** Adds the group, and the function's dependency on it. */
function groupFor(fn: LambdaFunction): readonly Fix[] {
  const { resource, body } = fn;
  if (!body.isWritten("function_name")) return [];
  const content = `name = "/aws/lambda/${writtenName(fn)}"\nretention_in_days = 30`;
  const group = companion(resource, "aws_cloudwatch_log_group", content);
  if (!group) return [];
  const dependency = addDependencies(body, [group.address]);
  return suggestionOf("Add a log group that keeps its logs for 30 days", group.edit, dependency);
}

/** The function's name as written, without a reference to the function, which has to depend on the group. */
function writtenName({ name, body, resource }: LambdaFunction): string {
  if (resource.module.directory.origin === "plan" && name !== undefined) return name;
  return insideOfText(body, "function_name") ?? "<FunctionName>";
}
