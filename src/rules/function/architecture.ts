import { runtime } from "../../aws/runtimes.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "A function runs on x86_64 although nothing prevents arm64",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Selecting and configuring an instruction set architecture (2026-11)",
  why: `A millisecond on arm64 costs a fifth less than on x86_64, and most code runs on both. A function that sets no
architecture runs on x86_64.`,
  ignoreWhen: "The package holds libraries that were compiled for x86_64.",
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
  architectures = ["arm64"]
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      // an explicit architecture is a choice
      if (!fn.lacks("architectures") || fn.isImage !== "no" || fn.hasLayers !== "no") return [];
      if (fn.hasCapacityProvider !== "no" || fn.isAtEdge) return [];
      const family = fn.runtime === undefined ? undefined : runtime(fn.runtime);
      // programs for a custom runtime are compiled for one
      if (!family?.architectures.includes("arm64") || family.family === "provided") return [];
      return [
        {
          at: fn.place("architectures"),
          resource: fn.resource.address,
          message: `${fn} sets no architecture and runs on x86_64, though its runtime runs on arm64 for less`,
          suggestions: suggestValues(fn.body, "architectures", ['["arm64"]', '["x86_64"]']),
          help: 'Set architectures = ["arm64"] if no library is compiled for x86_64, or ["x86_64"] to state that it is intended',
        },
      ];
    });
  },
});
