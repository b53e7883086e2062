import { FUNCTION_NAME_PATTERN } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function's name holds characters that Lambda does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_lambda_function_invalid_function_name"] },
  source: "AWS Lambda API reference, CreateFunction: FunctionName (2026-11)",
  why: "Names have letters, digits, hyphens and underscores. With any other character the function cannot be created.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "shop.orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "shop-orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      // the provider takes an ARN in place of a name
      if (fn.name === undefined || fn.name.startsWith("arn:") || FUNCTION_NAME_PATTERN.test(fn.name)) return [];
      return [
        {
          at: fn.place("function_name"),
          resource: fn.resource.address,
          message:
            fn.name === ""
              ? `The name of ${fn} is empty`
              : `The name "${fn.name}" of ${fn} holds characters other than letters, digits, hyphens and underscores`,
          help: "Write the name with letters, digits, hyphens and underscores alone",
        },
      ];
    });
  },
});
