import { fitsOf, mayBeSwitchedOn, mayHaveOtherPermissions, pushTriggers } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { sourceArnOf } from "../shared/triggers/permission-source-arn.ts";

export default defineRule({
  summary: "A service that calls a function is not allowed to",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Using resource-based policies for Lambda (2026-11)",
  why: `Services such as S3, SNS, EventBridge and API Gateway call a function by themselves, and Lambda refuses the call unless the
function's policy allows it. Some refuse the configuration at once; the others accept it, and then no event ever arrives.`,
  ignoreWhen: "The permission is granted by another stack or by hand.",
  bad: `resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = aws_iam_role.report.arn
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "report" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.report.arn
}`,
  good: `resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = aws_iam_role.report.arn
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "report" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.report.arn
}

resource "aws_lambda_permission" "nightly" {
  function_name = aws_lambda_function.report.function_name
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.nightly.arn
}`,
  check({ stack }) {
    return pushTriggers(stack).flatMap((trigger) => {
      const fn = trigger.function;
      // a permission for the wrong qualifier is there all the same: trigger/permission-mismatch speaks of it
      const isCovered = fitsOf(trigger, stack).some(({ permission }) => permission.mayInvoke);
      if (isCovered || mayHaveOtherPermissions(stack, fn) !== "no") return [];
      if (mayBeSwitchedOn(stack, "aws_lambda_permission", fn.resource)) return [];
      const arn = sourceArnOf(trigger, trigger.connection.module);
      const detail = arn ? `, with source_arn = ${arn}` : "";
      return [
        {
          at: trigger.block.place(trigger.argument),
          resource: trigger.connection.address,
          message: `${trigger.connection} has ${fn} called by ${trigger.principal}, and no aws_lambda_permission allows that`,
          help: `Add an aws_lambda_permission for ${fn} with principal = "${trigger.principal}"${detail}`,
        },
      ];
    });
  },
});
