import type { LambdaFunction } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function has no description",
  severity: "info",
  profile: "all",
  since: "0.1",
  source: "AWS provider 6.66.0, aws_lambda_function: description",
  why: `In an account with many functions the description tells whoever is on call what a function does, and whether it may be
stopped.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  description   = "Takes orders from the shop and passes them on to billing"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      if (!fn.lacks("description") && !isEmpty(fn)) return [];
      return [
        {
          at: fn.place("description"),
          resource: fn.resource.address,
          message: `${fn} has no description`,
          help: "Set description to what the function does and for whom, in up to 256 characters",
        },
      ];
    });
  },
});

function isEmpty({ body, resource }: LambdaFunction): boolean {
  return body.string("description") === "" && !isCallersChoice(resource, "description");
}
