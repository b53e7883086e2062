/** A function whose code reads and writes items of a table, with a role that allows the given actions. */
export function roleAllowing(...actions: readonly string[]): string {
  return `# file: main.tf
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
      Action   = [${actions.map((action) => `"${action}"`).join(", ")}]
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
    return table.get_item(Key={"id": event["id"]})`;
}

/** Parts of a statement in an example that can be replaced, each as an expression. */
type StatementPart = "Effect" | "Principal" | "Action" | "Condition";

/** A condition that allows only the topic `orders`. */
export const FROM_TOPIC = '{ ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-west-1:111122223333:orders" } }';

/** A queue with a policy of one statement that lets SNS send to it, with some parts replaced. */
export function queueWithPolicy(otherwise: Readonly<Partial<Record<StatementPart, string>>>): string {
  const statement = {
    Effect: '"Allow"',
    Principal: '{ Service = "sns.amazonaws.com" }',
    Action: '"sqs:SendMessage"',
    Resource: "aws_sqs_queue.orders.arn",
    ...otherwise,
  };
  const lines = Object.entries(statement).map(([name, value]) => `      ${name.padEnd("Principal".length)} = ${value}`);
  return `resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
${lines.join("\n")}
    }]
  })
}`;
}
