import { isReservedEnvironmentName } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { removeEntry } from "../shared/edits/elements.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "An environment variable has a name that Lambda sets itself",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3663"] },
  source: "AWS Lambda developer guide, Working with Lambda environment variables: reserved names (2026-11)",
  why: `Lambda refuses to create or update a function that sets one of its own variables. The plan does not show it; the apply
fails.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  environment {
    variables = {
      AWS_REGION = "eu-west-1"
    }
  }
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  environment {
    variables = {
      TABLE_REGION = "eu-west-1"
    }
  }
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.environmentVariables
        .filter(({ name }) => isReservedEnvironmentName(name))
        .map(({ name, namePlace, value }) => ({
          at: namePlace,
          resource: fn.resource.address,
          message: `${fn} sets the environment variable ${name}, which Lambda reserves for itself`,
          help: /REGION|KEY|TOKEN/.test(name)
            ? `Remove it: Lambda sets ${name} by itself; another value needs another name`
            : "Give it another name",
          suggestions: suggestionOf(`Remove ${name}`, removeEntry(namePlace, value.place)),
        })),
    );
  },
});
