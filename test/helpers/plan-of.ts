import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraform } from "../scaffold/terraform-offline.ts";

/** Plans a directory, and writes plan.json into it. */
export function planOf(directory: string, ...flags: readonly string[]): void {
  terraform(directory, "init", "-backend=false", "-no-color");
  terraform(directory, "plan", "-input=false", "-no-color", "-out=plan.bin", ...flags);
  writeFileSync(join(directory, "plan.json"), terraform(directory, "show", "-json", "plan.bin"));
}

/** A module whose values mostly depend on variables. */
export const parameterised = {
  "main.tf": `
variable "timeout" { type = number }
variable "stages" { type = set(string) }
variable "copies" { type = number }
variable "actions" { type = list(string) }
variable "password" {
  type      = string
  sensitive = true
}

resource "aws_sqs_queue" "jobs" {
  for_each                   = var.stages
  name                       = each.key
  visibility_timeout_seconds = 30
}

resource "aws_iam_role" "worker" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = var.actions, Resource = "*" },
      { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::reports/*" },
    ]
  })
}

resource "aws_lambda_function" "worker" {
  count         = var.copies
  function_name = "worker-\${count.index}"
  role          = aws_iam_role.worker.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "worker.zip"
  timeout       = var.timeout
  kms_key_arn   = aws_kms_key.environment.arn

  environment {
    variables = {
      PASSWORD = var.password
      QUEUE    = aws_sqs_queue.jobs["dev"].url
    }
  }
}

resource "aws_kms_key" "environment" {}

resource "aws_lambda_event_source_mapping" "worker" {
  count            = var.copies
  event_source_arn = aws_sqs_queue.jobs["dev"].arn
  function_name    = aws_lambda_function.worker[count.index].arn
}
`,
};

/** The flags for a plan of this module. */
export const parameters = [
  "timeout=60",
  'stages=["dev"]',
  "copies=1",
  'actions=["iam:*"]',
  "password=correct-horse-battery",
].map((value) => `-var=${value}`);
