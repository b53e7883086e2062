import { type LambdaFunction, type Stack, watchesFailures } from "../../lambda/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { alarmActions } from "../shared/edits/alarm-actions.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference } from "../shared/edits/references.ts";

export default defineRule({
  summary: "No alarm watches a function's errors or throttles",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Types of metrics for Lambda functions (2026-11)",
  why: `A function fails or is throttled silently: events are retried and dropped, and whoever called it asynchronously never
learns of it. Every function has the metrics Errors and Throttles, but only an alarm on them notifies a person.`,
  ignoreWhen: "The alarms are created by another configuration or by a monitoring product.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}

resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_name          = "orders-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = aws_lambda_function.orders.function_name }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.operations.arn]
}`,
  check({ stack }) {
    return stack.functions
      .filter((fn) => !fn.isAtEdge && watchesFailures(fn, stack) === "no")
      .map((fn) => ({
        at: fn.place(),
        resource: fn.resource.address,
        message: `No alarm watches the Errors or Throttles of ${fn}`,
        suggestions: alarmFor(fn, stack),
        help: `Add an aws_cloudwatch_metric_alarm on the metric Errors of AWS/Lambda with dimensions = { FunctionName = ${fn}.function_name }`,
      }));
  },
});

/** Adds an alarm on the first error, as a starting point. */
function alarmFor({ resource }: LambdaFunction, stack: Stack): readonly Fix[] {
  const actions = alarmActions(resource, stack);
  const name = `${selfReference(resource)}.function_name`;
  const content = [
    `alarm_name = "\${${name}}-errors"`,
    'namespace = "AWS/Lambda"',
    'metric_name = "Errors"',
    'statistic = "Sum"',
    "period = 300",
    "evaluation_periods = 1",
    "threshold = 0",
    'comparison_operator = "GreaterThanThreshold"',
    'treat_missing_data = "notBreaching"',
    `alarm_actions = ${actions.text}`,
    "",
    "dimensions = {",
    `FunctionName = ${name}`,
    "}",
  ].join("\n");
  const alarm = companion(resource, "aws_cloudwatch_metric_alarm", content, `${resource.name}_errors`);
  return suggestionOf(`Add an alarm on its errors${actions.spoken}`, ...actions.edits, alarm?.edit);
}
