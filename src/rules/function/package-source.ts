import type { LambdaFunction } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const SOURCES = ["filename", "s3_bucket", "image_uri"] as const;

export default defineRule({
  summary: "A function takes its code from no place, or from more than one",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, aws_lambda_function: filename, image_uri, s3_bucket",
  why: `The provider requires exactly one of filename, s3_bucket (with s3_key) and image_uri. With none or several of them the plan
fails.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  s3_bucket     = "deployments"
  s3_key        = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  s3_bucket     = "deployments"
  s3_key        = "orders.zip"
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const fault = faultOf(fn);
      return fault ? [{ at: fn.place(fault.argument), resource: fn.resource.address, ...fault }] : [];
    });
  },
});

function faultOf(
  fn: LambdaFunction,
): { argument: string | undefined; message: string; help: string; suggestions?: readonly Fix[] } | undefined {
  const [first, second] = SOURCES.filter((name) => fn.body.isSet(name) === "yes");
  if (first && second) {
    if ([first, second].some((name) => isCallersChoice(fn.resource, name))) return undefined;
    return {
      suggestions: [second, first].flatMap((name) => suggestionOf(`Remove ${name}`, removeArgument(fn.body, name))),
      argument: second,
      message: `${fn} takes its code from both ${first} and ${second}`,
      help: `Keep one of ${first} and ${second}`,
    };
  }
  if (SOURCES.every((name) => fn.lacks(name))) {
    return {
      argument: undefined,
      message: `${fn} does not say where its code is`,
      help: "Set filename (a .zip beside the configuration), s3_bucket with s3_key, or image_uri",
    };
  }
  if (first === "s3_bucket" && fn.lacks("s3_key")) {
    return {
      argument: "s3_bucket",
      message: `${fn} names the bucket of its code, but not the object in it`,
      help: "Set s3_key as well",
    };
  }
  return undefined;
}
