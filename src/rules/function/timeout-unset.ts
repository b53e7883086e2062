import { TIMEOUT_DEFAULT } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { likelyTimeouts } from "../shared/edits/timeouts.ts";

export default defineRule({
  summary: "A function sets no timeout and is stopped after 3 seconds",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { "serverless-rules": ["aws_lambda_function_default_timeout", "ES1006"] },
  source: "AWS Lambda API reference, CreateFunction: Timeout (2026-11)",
  why: `Lambda stops a function that sets no timeout after 3 seconds. A cold start, a slow dependency or a retry inside an SDK
now and then takes longer than that, and the call is cut off halfway through its work.`,
  ignoreWhen: "The function is known to finish well within three seconds, cold starts included.",
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
  timeout       = 10
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      if (!fn.lacks("timeout")) return [];
      return [
        {
          at: fn.place(),
          resource: fn.resource.address,
          message: `${fn} sets no timeout, so Lambda stops it after ${TIMEOUT_DEFAULT} seconds`,
          suggestions: likelyTimeouts(fn, stack),
          help: "Set timeout to the longest time in seconds that a call may take, with a margin",
        },
      ];
    });
  },
});
