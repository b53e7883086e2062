import { MANAGED_INSTANCE_MEMORY_MAX, MEMORY } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";

export default defineRule({
  summary: "A function's memory is outside the range that Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Lambda quotas (2026-11)",
  why: `Lambda accepts 128 to 10240 MB, in whole megabytes. With any other value the function can be neither created nor updated,
and the plan does not always show it.`,
  bad: `resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  runtime       = "python3.14"
  handler       = "resize.handler"
  filename      = "resize.zip"
  memory_size   = 64
}`,
  good: `resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  runtime       = "python3.14"
  handler       = "resize.handler"
  filename      = "resize.zip"
  memory_size   = 128
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const memory = fn.body.number("memory_size");
      const max = fn.hasCapacityProvider === "no" ? MEMORY.max : MANAGED_INSTANCE_MEMORY_MAX;
      if (memory === undefined || (Number.isInteger(memory) && memory >= MEMORY.min && memory <= max)) return [];
      return [
        {
          at: fn.place("memory_size"),
          resource: fn.resource.address,
          message: `The memory of ${fn} is ${memory} MB, but Lambda accepts whole numbers from ${MEMORY.min} to ${max}`,
          suggestions: suggestNearest(fn.body, "memory_size", { min: MEMORY.min, max }),
          help: `Set memory_size to a whole number of megabytes from ${MEMORY.min} to ${max}`,
        },
      ];
    });
  },
});
