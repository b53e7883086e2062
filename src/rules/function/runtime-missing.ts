import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function with a .zip package lacks its runtime or handler",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["W2533"] },
  source: "AWS Lambda API reference, CreateFunction: Handler, Runtime (2026-11)",
  why: "Lambda must know what runs a .zip package and where it starts: without both the function cannot be created.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const isZip = ["filename", "s3_bucket"].some((argument) => fn.body.isSet(argument) === "yes");
      if (!isZip || fn.isImage !== "no") return [];
      const missing = ["runtime", "handler"].filter((argument) => fn.lacks(argument));
      if (missing.length === 0) return [];
      return [
        {
          at: fn.place(),
          resource: fn.resource.address,
          message: `${fn} is a .zip package without ${missing.join(" and ")}`,
          help: `Set ${missing.join(" and ")}`,
        },
      ];
    });
  },
});
