# cloudposse/lambda-function/aws, version 0: function, role, log group and permissions. It names things as the call says; whatever
# a context says is left unknown, except that it is taken to be enabled.

variable "enabled" { default = null }
variable "function_name" { default = null }
variable "description" { default = null }
variable "handler" { default = null }
variable "runtime" { default = null }
variable "package_type" { default = "Zip" }
variable "image_uri" { default = null }
variable "image_config" { default = {} }
variable "filename" { default = null }
variable "source_code_hash" { default = "" }
variable "s3_bucket" { default = null }
variable "s3_key" { default = null }
variable "s3_object_version" { default = null }
variable "architectures" { default = null }
variable "layers" { default = [] }
variable "memory_size" { default = 128 }
variable "timeout" { default = 3 }
variable "publish" { default = false }
variable "reserved_concurrent_executions" { default = -1 }
variable "kms_key_arn" { default = "" }
variable "lambda_environment" { default = null }
variable "dead_letter_config_target_arn" { default = null }
variable "tracing_config_mode" { default = null }
variable "vpc_config" { default = null }
variable "ephemeral_storage_size" { default = null }
variable "file_system_config" { default = null }
variable "lambda_at_edge_enabled" { default = false }
variable "cloudwatch_logs_retention_in_days" { default = null }
variable "cloudwatch_logs_kms_key_arn" { default = null }
variable "cloudwatch_lambda_insights_enabled" { default = false }
variable "role_name" { default = null }
variable "permissions_boundary" { default = "" }
variable "custom_iam_policy_arns" { default = [] }
variable "inline_iam_policy" { default = null }
variable "ssm_parameter_names" { default = null }
variable "invoke_function_permissions" { default = [] }
variable "unread" {}

locals {
  makes = var.enabled == null ? true : var.enabled
  # of the module itself, without what the call attaches
  managed = concat(
    ["service-role/AWSLambdaBasicExecutionRole"],
    var.cloudwatch_lambda_insights_enabled ? ["CloudWatchLambdaInsightsExecutionRolePolicy"] : [],
    var.vpc_config == null ? [] : ["service-role/AWSLambdaVPCAccessExecutionRole"],
    var.tracing_config_mode == null ? [] : ["AWSXRayDaemonWriteAccess"],
  )
}

resource "aws_lambda_function" "this" {
  count = local.makes ? 1 : 0

  function_name                  = var.function_name
  description                    = var.description
  role                           = aws_iam_role.this[0].arn
  handler                        = var.handler
  runtime                        = var.runtime
  package_type                   = var.package_type
  image_uri                      = var.image_uri
  filename                       = var.filename
  source_code_hash               = var.source_code_hash == "" ? null : var.source_code_hash
  s3_bucket                      = var.s3_bucket
  s3_key                         = var.s3_key
  s3_object_version              = var.s3_object_version
  architectures                  = var.architectures
  layers                         = var.layers
  memory_size                    = var.memory_size
  timeout                        = var.timeout
  publish                        = var.publish
  reserved_concurrent_executions = var.reserved_concurrent_executions
  kms_key_arn                    = var.kms_key_arn == "" ? null : var.kms_key_arn
  tags                           = var.unread

  dynamic "image_config" {
    for_each = length(var.image_config) == 0 ? [] : [var.image_config]
    content {
      command           = lookup(image_config.value, "command", null)
      entry_point       = lookup(image_config.value, "entry_point", null)
      working_directory = lookup(image_config.value, "working_directory", null)
    }
  }

  dynamic "environment" {
    for_each = var.lambda_environment == null ? [] : [var.lambda_environment]
    content {
      variables = environment.value.variables
    }
  }

  dynamic "dead_letter_config" {
    for_each = var.dead_letter_config_target_arn == null ? [] : [true]
    content {
      target_arn = var.dead_letter_config_target_arn
    }
  }

  dynamic "tracing_config" {
    for_each = var.tracing_config_mode == null ? [] : [true]
    content {
      mode = var.tracing_config_mode
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc_config == null ? [] : [var.vpc_config]
    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  dynamic "ephemeral_storage" {
    for_each = var.ephemeral_storage_size == null ? [] : [true]
    content {
      size = var.ephemeral_storage_size
    }
  }

  dynamic "file_system_config" {
    for_each = var.file_system_config == null ? [] : [var.file_system_config]
    content {
      arn              = file_system_config.value.arn
      local_mount_path = file_system_config.value.local_mount_path
    }
  }

  depends_on = [aws_cloudwatch_log_group.this]
}

resource "aws_cloudwatch_log_group" "this" {
  count = local.makes ? 1 : 0

  name              = format("/aws/lambda/%s", var.function_name)
  retention_in_days = var.cloudwatch_logs_retention_in_days
  kms_key_id        = var.cloudwatch_logs_kms_key_arn
  tags              = var.unread
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = concat(["lambda.amazonaws.com"], var.lambda_at_edge_enabled ? ["edgelambda.amazonaws.com"] : [])
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.makes ? 1 : 0

  name                 = var.role_name == null ? var.unread : var.role_name
  permissions_boundary = var.permissions_boundary == "" ? null : var.permissions_boundary
  assume_role_policy   = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "managed" {
  for_each = { for policy in local.managed : policy => policy if local.makes }

  role       = aws_iam_role.this[0].name
  policy_arn = format("arn:aws:iam::aws:policy/%s", each.value)
}

resource "aws_iam_role_policy_attachment" "custom" {
  for_each = { for index, arn in var.custom_iam_policy_arns : index => arn if local.makes }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy" "inline" {
  count = local.makes && var.inline_iam_policy != null ? 1 : 0

  role   = aws_iam_role.this[0].name
  policy = var.inline_iam_policy
}

data "aws_iam_policy_document" "parameters" {
  count = try(length(var.ssm_parameter_names), 0) > 0 ? 1 : 0

  statement {
    actions   = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"]
    resources = formatlist("arn:aws:ssm:*:*:parameter%s", var.ssm_parameter_names)
  }
}

resource "aws_iam_role_policy" "parameters" {
  count = local.makes && try(length(var.ssm_parameter_names), 0) > 0 ? 1 : 0

  role   = aws_iam_role.this[0].name
  policy = data.aws_iam_policy_document.parameters[0].json
}

resource "aws_lambda_permission" "this" {
  for_each = { for index, permission in var.invoke_function_permissions : index => permission if local.makes }

  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this[0].function_name
  principal     = each.value.principal
  source_arn    = each.value.source_arn
}

output "arn" { value = try(aws_lambda_function.this[0].arn, null) }
output "invoke_arn" { value = try(aws_lambda_function.this[0].invoke_arn, null) }
output "qualified_arn" { value = try(aws_lambda_function.this[0].qualified_arn, null) }
output "function_name" { value = try(aws_lambda_function.this[0].function_name, null) }
output "role_name" { value = try(aws_iam_role.this[0].name, null) }
output "role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "cloudwatch_log_group_name" { value = try(aws_cloudwatch_log_group.this[0].name, null) }
