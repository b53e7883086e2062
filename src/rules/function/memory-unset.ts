import { MEMORY_DEFAULT } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const example = (memory: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  timeout       = 10
${memory}}`;

export default defineRule({
  summary: "A function sets no memory size and gets the minimum",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { "serverless-rules": ["aws_lambda_function_default_memory", "ES1005"] },
  source: "AWS Lambda developer guide, Configure Lambda function memory (2026-11)",
  why: `A function that sets no memory gets ${MEMORY_DEFAULT} MB, and a fourteenth of a vCPU with it: it starts slowly, runs
slowly, and often costs no less than with more, as duration is paid for too.`,
  ignoreWhen: `The function was measured, and ${MEMORY_DEFAULT} MB is what it needs.`,
  bad: example(""),
  good: example("  memory_size   = 512\n"),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      // functions for CloudFront's viewer events may have no more
      if (!fn.lacks("memory_size") || fn.hasCapacityProvider !== "no" || fn.isAtEdge) return [];
      return [
        {
          at: fn.place(),
          resource: fn.resource.address,
          message: `${fn} sets no memory size, and gets ${MEMORY_DEFAULT} MB`,
          suggestions: suggestValues(fn.body, "memory_size", ["256", "512", "1024"]),
          help: "Set memory_size to what you measured, or to 512 to begin with",
        },
      ];
    });
  },
});
