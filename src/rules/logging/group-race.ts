import { dependsOn } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "Nothing makes a function wait for its log group",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Sending Lambda function logs to CloudWatch Logs (2026-11)",
  why: `Terraform creates both at the same time, or the function first. If an event arrives in between, Lambda creates the group
itself, and the apply fails with ResourceAlreadyExistsException.`,
  ignoreWhen: "Nothing can call the function before the apply is done, or its role may not create log groups.",
  bad: `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/\${aws_lambda_function.orders.function_name}"
  retention_in_days = 30
}

resource "aws_lambda_function" "orders" {
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

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.orders.name
  }
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const group = fn.logGroup;
      if (group.kind !== "declared" || fn.isAtEdge || dependsOn(fn.resource, group.resource) !== "no") return [];
      return [
        {
          at: fn.place(),
          resource: fn.resource.address,
          message: `${fn} does not depend on ${group.resource}, so Lambda may create the group before Terraform does`,
          help: `Write the group's name without referring to the function, and add depends_on = [${group.resource}] or logging_config to the function`,
          suggestions: suggestionOf(`Make it wait for ${group.resource}`, waitFor(fn.resource, group.resource)),
          related: [{ at: group.resource.body.place("name"), message: "Its log group" }],
        },
      ];
    });
  },
});
