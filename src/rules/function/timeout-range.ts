import { MANAGED_INSTANCE_TIMEOUT_MAX, TIMEOUT } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";

export default defineRule({
  summary: "A function's timeout is outside the range that Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Lambda quotas (2026-11)",
  why: "Lambda accepts a timeout from 1 to 900 seconds. With any other value the function can be neither created nor updated.",
  bad: `resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = aws_iam_role.report.arn
  runtime       = "python3.14"
  handler       = "report.handler"
  filename      = "report.zip"
  timeout       = 1200
}`,
  good: `resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = aws_iam_role.report.arn
  runtime       = "python3.14"
  handler       = "report.handler"
  filename      = "report.zip"
  timeout       = 900
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const timeout = fn.body.number("timeout");
      const isManaged = fn.body.hasBlock("capacity_provider_config") !== "no";
      const max = isManaged ? MANAGED_INSTANCE_TIMEOUT_MAX : TIMEOUT.max;
      if (timeout === undefined || (Number.isInteger(timeout) && timeout >= TIMEOUT.min && timeout <= max)) return [];
      return [
        {
          at: fn.place("timeout"),
          resource: fn.resource.address,
          message: `The timeout of ${fn} is ${timeout} seconds, but Lambda accepts whole numbers from ${TIMEOUT.min} to ${max}`,
          suggestions: suggestNearest(fn.body, "timeout", { min: TIMEOUT.min, max }),
          help:
            timeout > max
              ? `Set timeout to at most ${max}; work that takes longer belongs in Step Functions, or in a container on ECS or Batch`
              : `Set timeout to a whole number of seconds from ${TIMEOUT.min} to ${max}`,
        },
      ];
    });
  },
});
