import { LAYERS_MAX } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function has more than five layers",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Lambda quotas: layers (2026-11)",
  why: "A function can have five layers. With a sixth it can be neither created nor updated.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  layers        = [for i in range(6) : "arn:aws:lambda:eu-west-1:123456789012:layer:part-\${i}:1"]
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  layers        = [for i in range(5) : "arn:aws:lambda:eu-west-1:123456789012:layer:part-\${i}:1"]
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const layers = fn.body.value("layers");
      const count = layers.kind === "list" && layers.collection !== "set" ? layers.elements.length : 0;
      if (count <= LAYERS_MAX) return [];
      return [
        {
          at: fn.place("layers"),
          resource: fn.resource.address,
          message: `${fn} has ${count} layers, but Lambda allows ${LAYERS_MAX}`,
          help: "Merge layers into one, or move their content into the package or a container image",
        },
      ];
    });
  },
});
