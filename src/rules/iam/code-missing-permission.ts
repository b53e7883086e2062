import {
  codePath,
  describeResource,
  type FunctionCode,
  functionCode,
  functionPermissions,
  type LambdaFunction,
  mayGrantItself,
  type PermissionNeed,
} from "../../lambda/index.ts";
import { defineRule, type RuleContext, type RuleFinding } from "../rule.ts";

export default defineRule({
  summary: "A role does not allow what its function's code calls",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Service Authorization Reference, and the page of each operation in the services' API references (2026-11)",
  why: `The call fails with AccessDenied the first time that it is made: after the deployment, often much later, in the branch
that handles what seldom happens.`,
  ignoreWhen: "The call is made with the credentials of another role, or never.",
  bad: `# file: main.tf
data "archive_file" "orders" {
  type        = "zip"
  source_file = "orders.py"
  output_path = "orders.zip"
}

resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_iam_role" "orders" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "orders" {
  role = aws_iam_role.orders.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem"]
      Resource = aws_dynamodb_table.orders.arn
    }]
  })
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "python3.14"
  handler       = "orders.handler"
  filename      = data.archive_file.orders.output_path

  environment {
    variables = {
      TABLE = aws_dynamodb_table.orders.name
    }
  }
}
# file: orders.py
import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    table.put_item(Item=event)
    return table.get_item(Key={"id": event["id"]})`,
  good: `# file: main.tf
data "archive_file" "orders" {
  type        = "zip"
  source_file = "orders.py"
  output_path = "orders.zip"
}

resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_iam_role" "orders" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "orders" {
  role = aws_iam_role.orders.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:PutItem"]
      Resource = aws_dynamodb_table.orders.arn
    }]
  })
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "python3.14"
  handler       = "orders.handler"
  filename      = data.archive_file.orders.output_path

  environment {
    variables = {
      TABLE = aws_dynamodb_table.orders.name
    }
  }
}
# file: orders.py
import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    table.put_item(Item=event)
    return table.get_item(Key={"id": event["id"]})`,
  readsCode: true,
  check(context) {
    return context.stack.functions.flatMap((fn) => findingsFor(fn, context));
  },
});

function findingsFor(fn: LambdaFunction, { stack, asOf }: RuleContext): RuleFinding[] {
  const { role } = fn;
  // what is not known of a role may be just what is needed
  if (!functionCode(fn) || !role || !stack.knowsAllPoliciesOf(role)) return [];
  const { needs, code } = functionPermissions(fn, stack, asOf);
  const missing = needs.filter(
    ({ origin, grants, on }) =>
      origin === "code" && grants.length === 0 && !(on.resource && mayGrantItself(on.resource, stack)),
  );
  return [...new Set(missing.map(({ on }) => describeResource(on)))].map((resource) => {
    const group = missing.filter(({ on }) => describeResource(on) === resource);
    const actions = group.map(({ action }) => action).join(", ");
    return {
      at: fn.place("role"),
      resource: fn.resource.address,
      message: `${role} does not allow ${actions} on ${resource}, which the code of ${fn} needs (${placesOf(group, code)})`,
      help: `Allow ${actions} on ${resource} in a policy of ${role}; lambda-tf permissions prints one that has all it needs`,
      related: [{ at: role.resource.body.place(), message: "The role" }],
    };
  });
}

/** Where the code asks for it, the first three places. */
function placesOf(needs: readonly PermissionNeed[], code: FunctionCode | undefined): string {
  const places = needs.flatMap(({ at }) =>
    at.flatMap((place) => ("line" in place ? [`${code ? codePath(code, place.file) : place.file}:${place.line}`] : [])),
  );
  const distinct = [...new Set(places)];
  const others = distinct.length > 3 ? ` and ${distinct.length - 3} more` : "";
  return `${distinct.slice(0, 3).join(", ")}${others}`;
}
