import { defineRule } from "../rule.ts";
import { NOT_TOGETHER, textIdentity, twinsAmong } from "../shared/resources/twins.ts";

const NAME = "function_name";

const example = (second: string) => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}

resource "aws_lambda_function" "orders_export" {
  function_name = "${second}"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "export.handler"
  filename      = "orders.zip"
}`;

export default defineRule({
  summary: "Two functions in one configuration have the same name",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, CreateFunction: ResourceConflictException (2026-11)",
  why: `A name is unique in an account and region. The plan shows two functions, and the apply fails at the second
with a conflict.`,
  ignoreWhen: NOT_TOGETHER,
  bad: example("orders"),
  good: example("orders-export"),
  check({ stack }) {
    const functions = stack.functions.map(({ resource }) => resource);
    return twinsAmong(stack, functions, (fn) => textIdentity(fn, NAME)).map(({ first, second }) => ({
      at: second.body.place(NAME),
      resource: second.address,
      message: `${second.addressFromRoot} has the name "${second.body.string(NAME)}", which ${first.addressFromRoot} has as well`,
      help: "Give each function its own name",
      related: [{ at: first.body.place(NAME), message: "the other function" }],
    }));
  },
});
