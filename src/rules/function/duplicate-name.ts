import { type LambdaFunction, locationOf } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { isExcerpt } from "../shared/declarations/excerpt.ts";

export default defineRule({
  summary: "Two functions of one configuration have the same name",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, CreateFunction: ResourceConflictException (2026-11)",
  why: `A name belongs to one function in an account and region. The plan shows two functions, and the apply fails at the second
with a conflict.`,
  ignoreWhen: "The two are never created together, in a way that the configuration does not say.",
  bad: `provider "aws" {
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
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "export.handler"
  filename      = "orders.zip"
}`,
  good: `provider "aws" {
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
  function_name = "orders-export"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "export.handler"
  filename      = "orders.zip"
}`,
  check({ stack }) {
    if (isExcerpt(stack.root)) return [];
    const first = new Map<string, LambdaFunction>();
    return stack.functions.flatMap((fn) => {
      const location = locationOf(fn.resource);
      const isCertain = fn.resource.isCertain && fn.resource.module.trace.every((call) => call.isCertain);
      if (fn.name === undefined || location === undefined || !isCertain) return [];
      const key = JSON.stringify([location, fn.name]);
      const other = first.get(key);
      if (!other) first.set(key, fn);
      if (!other) return [];
      return [
        {
          at: fn.place("function_name"),
          resource: fn.resource.address,
          message: `${nameOf(fn)} has the name "${fn.name}", which ${nameOf(other)} has as well`,
          help: "Give each function a name of its own",
          related: [{ at: other.place("function_name"), message: "the other function" }],
        },
      ];
    });
  },
});

function nameOf({ resource }: LambdaFunction): string {
  const { address } = resource.module;
  return address === "" ? resource.address : `${address}.${resource.address}`;
}
