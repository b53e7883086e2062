/** The files of a Lambda module of typical size: ten files of 1 to 2 kB each. */
export function benchModule(number) {
  const name = `orders-${number}`;
  return {
    "versions.tf": versions(name),
    "variables.tf": VARIABLES,
    "locals.tf": locals(name),
    "lambda.tf": LAMBDA,
    "iam.tf": IAM,
    "logs.tf": LOGS,
    "queue.tf": QUEUE,
    "api.tf": API,
    "alarms.tf": ALARMS,
    "outputs.tf": OUTPUTS,
  };
}

/** A module with many functions, each with the resources that usually surround a function. */
export function largeModule(functions) {
  const numbers = Array.from({ length: functions }, (_, number) => number);
  return { "versions.tf": versions("large"), "functions.tf": numbers.map(oneFunction).join("\n") };
}

const versions = (name) => `# Orders: takes orders over HTTP, keeps them in a table, and works on them from a queue.
#
# The state of each environment lies in a key of its own; who may write there is decided by the role that the pipeline
# assumes, not here.

terraform {
  required_version = ">= 1.10, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.10, < 7.0"
    }
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.7"
    }
  }

  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "services/${name}/terraform.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Service     = "${name}"
      Environment = var.environment
      ManagedBy   = "terraform"
      Repository  = "https://git.example.org/acme/${name}"
    }
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
`;

const VARIABLES = `variable "region" {
  description = "Where everything runs"
  type        = string
  default     = "eu-central-1"
}

variable "account_id" {
  description = "The account that this may be applied to, and no other"
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account id has twelve digits."
  }
}

variable "environment" {
  description = "Which stage this is: its name is part of all others"
  type        = string
  default     = "dev"

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "The environment is dev, staging or prod."
  }
}

variable "memory_size" {
  description = "Memory of the functions in MB; the share of a processor grows with it"
  type        = number
  default     = 512

  validation {
    condition     = var.memory_size >= 128 && var.memory_size <= 10240
    error_message = "Lambda gives a function 128 to 10240 MB."
  }
}

variable "timeout" {
  description = "Seconds after which a function is stopped"
  type        = number
  default     = 25

  validation {
    condition     = var.timeout >= 1 && var.timeout <= 900
    error_message = "A function runs for 900 seconds at most."
  }
}

variable "log_retention_days" {
  description = "Days for which logs are kept"
  type        = number
  default     = 30
}

variable "alarm_topic_arn" {
  description = "The topic that is told of alarms; none is told where it is null"
  type        = string
  default     = null
}
`;

const locals = (name) => `locals {
  name    = "${name}-\${var.environment}"
  is_prod = var.environment == "prod"

  functions = {
    receive = {
      handler     = "receive.handler"
      description = "Takes an order over HTTP, checks it, and puts it into the queue"
      memory_size = var.memory_size
      timeout     = min(var.timeout, 25)
    }
    work = {
      handler     = "work.handler"
      description = "Takes orders from the queue, reserves stock, and writes them down"
      memory_size = var.memory_size * 2
      timeout     = var.timeout
    }
  }

  environment = {
    LOG_LEVEL               = local.is_prod ? "INFO" : "DEBUG"
    POWERTOOLS_SERVICE_NAME = local.name
    QUEUE_URL               = aws_sqs_queue.orders.url
    TABLE_NAME              = aws_dynamodb_table.orders.name
  }

  alarm_actions = compact([var.alarm_topic_arn])

  tags = {
    Team       = "orders"
    CostCenter = "4711"
    DataClass  = local.is_prod ? "confidential" : "internal"
  }
}

resource "aws_dynamodb_table" "orders" {
  name         = local.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "customer"
  range_key    = "order"

  attribute {
    name = "customer"
    type = "S"
  }

  attribute {
    name = "order"
    type = "S"
  }

  point_in_time_recovery {
    enabled = local.is_prod
  }

  server_side_encryption {
    enabled = true
  }

  tags = local.tags
}
`;

const LAMBDA = `data "archive_file" "code" {
  type        = "zip"
  source_dir  = "\${path.module}/src"
  output_path = "\${path.module}/build/code.zip"
}

resource "aws_lambda_function" "this" {
  for_each = local.functions

  function_name    = "\${local.name}-\${each.key}"
  description      = each.value.description
  role             = aws_iam_role.function[each.key].arn
  runtime          = "python3.13"
  handler          = each.value.handler
  architectures    = ["arm64"]
  filename         = data.archive_file.code.output_path
  source_code_hash = data.archive_file.code.output_base64sha256
  memory_size      = each.value.memory_size
  timeout          = each.value.timeout
  publish          = true

  environment {
    variables = merge(local.environment, {
      FUNCTION = each.key
    })
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.function[each.key].name
  }

  tags = local.tags

  depends_on = [aws_iam_role_policy.logs, aws_iam_role_policy.tracing]
}

resource "aws_lambda_alias" "live" {
  for_each = aws_lambda_function.this

  name             = "live"
  description      = "What callers use"
  function_name    = each.value.function_name
  function_version = each.value.version
}

resource "aws_lambda_function_event_invoke_config" "work" {
  function_name                = aws_lambda_function.this["work"].function_name
  qualifier                    = aws_lambda_alias.live["work"].name
  maximum_event_age_in_seconds = 3600
  maximum_retry_attempts       = 2

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed.arn
    }
  }
}
`;

const IAM = `data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "Lambda"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "function" {
  for_each = local.functions

  name               = "\${local.name}-\${each.key}"
  description        = "Runs the function \${each.key} of \${local.name}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "logs" {
  for_each = local.functions

  name = "logs"
  role = aws_iam_role.function[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "WriteLogs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "\${aws_cloudwatch_log_group.function[each.key].arn}:*"
    }]
  })
}

resource "aws_iam_role_policy" "tracing" {
  for_each = local.functions

  name = "tracing"
  role = aws_iam_role.function[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
      Resource = "*"
    }]
  })
}

data "aws_iam_policy_document" "work" {
  statement {
    sid       = "TakeOrders"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = [aws_sqs_queue.orders.arn]
  }

  statement {
    sid       = "KeepOrders"
    actions   = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:GetItem"]
    resources = [aws_dynamodb_table.orders.arn]
  }

  statement {
    sid       = "SendFailures"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed.arn]
  }
}

resource "aws_iam_role_policy" "work" {
  name   = "work"
  role   = aws_iam_role.function["work"].id
  policy = data.aws_iam_policy_document.work.json
}
`;

const LOGS = `data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:\${data.aws_partition.current.partition}:iam::\${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  statement {
    sid       = "Logs"
    actions   = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.\${var.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:aws:logs:\${var.region}:\${var.account_id}:log-group:/aws/lambda/\${local.name}-*"]
    }
  }
}

resource "aws_kms_key" "logs" {
  description             = "Encrypts the logs of \${local.name}"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.key.json
  tags                    = local.tags
}

resource "aws_cloudwatch_log_group" "function" {
  for_each = local.functions

  name              = "/aws/lambda/\${local.name}-\${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.logs.arn
  tags              = local.tags
}
`;

const QUEUE = `resource "aws_sqs_queue" "orders" {
  name                       = "\${local.name}-orders"
  visibility_timeout_seconds = 6 * var.timeout
  message_retention_seconds  = 345600
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  tags                       = local.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "failed" {
  name                      = "\${local.name}-failed"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
  tags                      = local.tags
}

resource "aws_sqs_queue_redrive_allow_policy" "failed" {
  queue_url = aws_sqs_queue.failed.id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.orders.arn]
  })
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn                   = aws_sqs_queue.orders.arn
  function_name                      = aws_lambda_alias.live["work"].arn
  batch_size                         = 10
  maximum_batching_window_in_seconds = 5
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 10
  }

  filter_criteria {
    filter {
      pattern = jsonencode({
        body = {
          kind  = ["order"]
          total = [{ numeric = [">", 0] }]
        }
      })
    }
  }
}
`;

const API = `resource "aws_apigatewayv2_api" "orders" {
  name          = local.name
  description   = "Takes orders"
  protocol_type = "HTTP"
  tags          = local.tags

  cors_configuration {
    allow_origins = ["https://shop.example.org"]
    allow_methods = ["POST"]
    allow_headers = ["authorization", "content-type"]
    max_age       = 3600
  }
}

resource "aws_apigatewayv2_integration" "receive" {
  api_id                 = aws_apigatewayv2_api.orders.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_alias.live["receive"].invoke_arn
  payload_format_version = "2.0"
  timeout_milliseconds   = 29000
}

resource "aws_apigatewayv2_route" "receive" {
  api_id             = aws_apigatewayv2_api.orders.id
  route_key          = "POST /orders"
  target             = "integrations/\${aws_apigatewayv2_integration.receive.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.orders.id
  name        = "$default"
  auto_deploy = true
  tags        = local.tags

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.function["receive"].arn
    format = jsonencode({
      requestId = "$context.requestId"
      ip        = "$context.identity.sourceIp"
      route     = "$context.routeKey"
      status    = "$context.status"
      latency   = "$context.responseLatency"
    })
  }

  default_route_settings {
    throttling_burst_limit = 100
    throttling_rate_limit  = 50
  }
}

resource "aws_lambda_permission" "api" {
  statement_id  = "AllowApi"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this["receive"].function_name
  qualifier     = aws_lambda_alias.live["receive"].name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "\${aws_apigatewayv2_api.orders.execution_arn}/*/POST/orders"
}
`;

const ALARMS = `resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = aws_lambda_function.this

  alarm_name          = "\${each.value.function_name}-errors"
  alarm_description   = "The function \${each.value.function_name} fails"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  dimensions          = { FunctionName = each.value.function_name }
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "throttles" {
  for_each = aws_lambda_function.this

  alarm_name          = "\${each.value.function_name}-throttles"
  namespace           = "AWS/Lambda"
  metric_name         = "Throttles"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  dimensions          = { FunctionName = each.value.function_name }
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "failed" {
  alarm_name          = "\${local.name}-failed"
  alarm_description   = "Orders were given up: look into the queue, mend the cause, and send them again"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  dimensions          = { QueueName = aws_sqs_queue.failed.name }
  tags                = local.tags
}
`;

const OUTPUTS = `output "api_endpoint" {
  description = "Where orders are sent to"
  value       = aws_apigatewayv2_stage.default.invoke_url
}

output "api_id" {
  description = "For a custom domain name, which is mapped outside of this module"
  value       = aws_apigatewayv2_api.orders.id
}

output "function_arns" {
  description = "The functions by what they do, without qualifier"
  value       = { for key, fn in aws_lambda_function.this : key => fn.arn }
}

output "alias_arns" {
  description = "What to call: the alias that deployments move"
  value       = { for key, alias in aws_lambda_alias.live : key => alias.arn }
}

output "role_names" {
  description = "The roles of the functions, for what others grant them"
  value       = { for key, role in aws_iam_role.function : key => role.name }
}

output "queue_arn" {
  description = "The queue that orders wait in"
  value       = aws_sqs_queue.orders.arn
}

output "failed_queue_url" {
  description = "The queue that orders end up in after five attempts"
  value       = aws_sqs_queue.failed.url
}

output "table_name" {
  description = "The table that orders are kept in"
  value       = aws_dynamodb_table.orders.name
}

output "log_group_names" {
  description = "The log groups by function"
  value       = { for key, group in aws_cloudwatch_log_group.function : key => group.name }
}
`;

const oneFunction = (number) => `resource "aws_lambda_function" "f${number}" {
  function_name = "orders-f${number}"
  role          = aws_iam_role.f${number}.arn
  runtime       = "python3.13"
  handler       = "f${number}.handler"
  filename      = "f${number}.zip"
  source_code_hash = filebase64sha256("f${number}.zip")
  timeout       = 30
  memory_size   = 256

  environment {
    variables = {
      TABLE = "orders"
      QUEUE = aws_sqs_queue.q${number}.url
    }
  }

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"]
    security_group_ids = ["sg-0a1b2c3d4e5f67890"]
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.d${number}.arn
  }

  depends_on = [aws_iam_role_policy.f${number}]
}

resource "aws_iam_role" "f${number}" {
  name               = "orders-f${number}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "f${number}" {
  name = "f${number}"
  role = aws_iam_role.f${number}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], Resource = aws_sqs_queue.q${number}.arn },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.d${number}.arn },
      { Effect = "Allow", Action = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"], Resource = "*" },
    ]
  })
}

resource "aws_sqs_queue" "q${number}" {
  name                       = "orders-q${number}"
  visibility_timeout_seconds = 180
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.d${number}.arn, maxReceiveCount = 5 })
}

resource "aws_sqs_queue" "d${number}" {
  name                      = "orders-d${number}"
  message_retention_seconds = 1209600
}

resource "aws_lambda_event_source_mapping" "q${number}" {
  event_source_arn = aws_sqs_queue.q${number}.arn
  function_name    = aws_lambda_alias.f${number}.arn
  function_response_types = ["ReportBatchItemFailures"]
}

resource "aws_lambda_alias" "f${number}" {
  name             = "live"
  function_name    = aws_lambda_function.f${number}.function_name
  function_version = aws_lambda_function.f${number}.version
}

resource "aws_cloudwatch_log_group" "f${number}" {
  name              = "/aws/lambda/orders-f${number}"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "f${number}" {
  alarm_name          = "orders-f${number}"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  dimensions          = { FunctionName = aws_lambda_function.f${number}.function_name }
}
`;
