# moritzzimmer/lambda/aws, versions 5 to 8: a function with its role, its log group and what invokes it. The policy for event sources is
# left unknown, and so is whether code that is deployed otherwise is ignored.

variable "function_name" { default = null }
variable "description" { default = null }
variable "handler" { default = "" }
variable "runtime" { default = "" }
variable "package_type" { default = "Zip" }
variable "image_uri" { default = null }
variable "image_config" { default = {} }
variable "filename" { default = null }
variable "source_code_hash" { default = "" }
variable "s3_bucket" { default = null }
variable "s3_key" { default = null }
variable "s3_object_version" { default = null }
variable "ignore_external_function_updates" { default = false }
variable "architectures" { default = null }
variable "layers" { default = [] }
variable "memory_size" { default = 128 }
variable "timeout" { default = 3 }
variable "publish" { default = false }
variable "lambda_at_edge" { default = false }
variable "snap_start" { default = false }
variable "reserved_concurrent_executions" { default = -1 }
variable "kms_key_arn" { default = "" }
variable "environment" { default = null }
variable "ephemeral_storage_size" { default = 512 }
variable "tracing_config_mode" { default = null }
variable "vpc_config" { default = null }
variable "file_system_config" { default = null }
variable "logging_config" { default = null }
variable "iam_role_name" { default = null }
variable "ssm" { default = null }
variable "create_cloudwatch_log_group" { default = true }
variable "cloudwatch_logs_enabled" { default = true }
variable "cloudwatch_logs_retention_in_days" { default = null }
variable "cloudwatch_logs_kms_key_id" { default = null }
variable "cloudwatch_lambda_insights_enabled" { default = false }
variable "cloudwatch_event_rules" { default = {} }
variable "event_source_mappings" { default = {} }
variable "sns_subscriptions" { default = {} }
variable "tags" { default = {} }
variable "unread" {}

locals {
  is_zip = var.package_type == "Zip"
  managed = concat(
    var.vpc_config == null ? [] : ["service-role/AWSLambdaENIManagementAccess"],
    var.tracing_config_mode == null ? [] : ["AWSXRayDaemonWriteAccess"],
    var.cloudwatch_lambda_insights_enabled ? ["CloudWatchLambdaInsightsExecutionRolePolicy"] : [],
  )
}

resource "aws_lambda_function" "this" {
  function_name                  = var.function_name
  description                    = var.description
  role                           = aws_iam_role.this.arn
  handler                        = local.is_zip && var.handler != "" ? var.handler : null
  runtime                        = local.is_zip && var.runtime != "" ? var.runtime : null
  package_type                   = var.package_type
  image_uri                      = var.image_uri
  filename                       = var.filename
  source_code_hash               = var.ignore_external_function_updates ? var.unread : var.source_code_hash == "" ? null : var.source_code_hash
  s3_bucket                      = var.s3_bucket
  s3_key                         = var.s3_key
  s3_object_version              = var.ignore_external_function_updates ? var.unread : var.s3_object_version
  architectures                  = var.architectures
  layers                         = var.layers
  memory_size                    = var.memory_size
  timeout                        = var.lambda_at_edge ? min(var.timeout, 5) : var.timeout
  publish                        = var.lambda_at_edge ? true : var.publish
  reserved_concurrent_executions = var.reserved_concurrent_executions
  kms_key_arn                    = var.kms_key_arn == "" ? null : var.kms_key_arn
  tags                           = var.tags

  ephemeral_storage {
    size = var.ephemeral_storage_size
  }

  dynamic "environment" {
    for_each = var.environment == null ? [] : [var.environment]
    content {
      variables = environment.value.variables
    }
  }

  dynamic "image_config" {
    for_each = length(var.image_config) == 0 ? [] : [var.image_config]
    content {
      command           = lookup(image_config.value, "command", null)
      entry_point       = lookup(image_config.value, "entry_point", null)
      working_directory = lookup(image_config.value, "working_directory", null)
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
      subnet_ids                  = vpc_config.value.subnet_ids
      security_group_ids          = vpc_config.value.security_group_ids
      ipv6_allowed_for_dual_stack = lookup(vpc_config.value, "ipv6_allowed_for_dual_stack", null)
    }
  }

  dynamic "file_system_config" {
    for_each = var.file_system_config == null ? [] : [var.file_system_config]
    content {
      arn              = file_system_config.value.arn
      local_mount_path = file_system_config.value.local_mount_path
    }
  }

  dynamic "logging_config" {
    for_each = var.logging_config == null ? [] : [var.logging_config]
    content {
      log_format            = logging_config.value.log_format
      log_group             = lookup(logging_config.value, "log_group", null)
      application_log_level = lookup(logging_config.value, "application_log_level", null)
      system_log_level      = lookup(logging_config.value, "system_log_level", null)
    }
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? [true] : []
    content {
      apply_on = "PublishedVersions"
    }
  }

  depends_on = [aws_cloudwatch_log_group.this]
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.create_cloudwatch_log_group ? 1 : 0

  name              = format("/aws/lambda/%s%s", var.lambda_at_edge ? "us-east-1." : "", var.function_name)
  retention_in_days = var.cloudwatch_logs_retention_in_days
  kms_key_id        = var.cloudwatch_logs_kms_key_id
  tags              = var.tags
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = concat(["lambda.amazonaws.com"], var.lambda_at_edge ? ["edgelambda.amazonaws.com"] : [])
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.iam_role_name == null ? var.unread : var.iam_role_name
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = var.unread
}

resource "aws_iam_role_policy_attachment" "managed" {
  for_each = toset(local.managed)

  role       = aws_iam_role.this.name
  policy_arn = format("arn:aws:iam::aws:policy/%s", each.value)
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [format("arn:aws:logs:*:*:log-group:/aws/lambda/*%s:*", var.function_name)]
  }
}

resource "aws_iam_role_policy" "logs" {
  count = var.cloudwatch_logs_enabled ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.logs.json
}

data "aws_iam_policy_document" "parameters" {
  count = var.ssm == null ? 0 : 1

  statement {
    actions   = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"]
    resources = formatlist("arn:aws:ssm:*:*:parameter%s", var.ssm.parameter_names)
  }
}

resource "aws_iam_role_policy" "parameters" {
  count = var.ssm == null ? 0 : 1

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.parameters[0].json
}

resource "aws_iam_role_policy" "sources" {
  count = length(var.event_source_mappings) == 0 ? 0 : 1

  role   = aws_iam_role.this.name
  policy = var.unread
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = var.event_source_mappings

  event_source_arn                   = each.value.event_source_arn
  function_name                      = lookup(each.value, "function_name", aws_lambda_function.this.arn)
  enabled                            = lookup(each.value, "enabled", null)
  batch_size                         = lookup(each.value, "batch_size", null)
  bisect_batch_on_function_error     = lookup(each.value, "bisect_batch_on_function_error", null)
  maximum_batching_window_in_seconds = lookup(each.value, "maximum_batching_window_in_seconds", null)
  maximum_retry_attempts             = lookup(each.value, "maximum_retry_attempts", null)
  maximum_record_age_in_seconds      = lookup(each.value, "maximum_record_age_in_seconds", null)
  parallelization_factor             = lookup(each.value, "parallelization_factor", null)
  starting_position                  = lookup(each.value, "starting_position", var.unread)
  starting_position_timestamp        = lookup(each.value, "starting_position_timestamp", null)
  function_response_types            = lookup(each.value, "function_response_types", null)

  dynamic "destination_config" {
    for_each = lookup(each.value, "destination_arn_on_failure", null) == null ? [] : [true]
    content {
      on_failure {
        destination_arn = each.value.destination_arn_on_failure
      }
    }
  }

  dynamic "filter_criteria" {
    for_each = lookup(each.value, "filter_criteria", null) == null ? [] : [each.value.filter_criteria]
    content {
      dynamic "filter" {
        for_each = flatten([filter_criteria.value])
        content {
          pattern = filter.value.pattern
        }
      }
    }
  }

  dynamic "scaling_config" {
    for_each = lookup(each.value, "scaling_config", null) == null ? [] : [each.value.scaling_config]
    content {
      maximum_concurrency = scaling_config.value.maximum_concurrency
    }
  }

  depends_on = [aws_iam_role_policy.sources]
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = var.cloudwatch_event_rules

  name                = lookup(each.value, "name", null)
  name_prefix         = lookup(each.value, "name_prefix", null)
  description         = lookup(each.value, "description", null)
  event_bus_name      = lookup(each.value, "event_bus_name", null)
  event_pattern       = lookup(each.value, "event_pattern", null)
  schedule_expression = lookup(each.value, "schedule_expression", null)
  state               = var.unread
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = var.cloudwatch_event_rules

  rule           = aws_cloudwatch_event_rule.this[each.key].name
  event_bus_name = lookup(each.value, "event_bus_name", null)
  arn            = lookup(each.value, "cloudwatch_event_target_arn", aws_lambda_function.this.arn)
  input          = lookup(each.value, "cloudwatch_event_target_input", null)
}

resource "aws_lambda_permission" "events" {
  for_each = var.cloudwatch_event_rules

  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this.function_name
  qualifier     = lookup(each.value, "cloudwatch_event_target_arn", null) == null ? null : var.unread
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.this[each.key].arn
}

resource "aws_sns_topic_subscription" "this" {
  for_each = var.sns_subscriptions

  topic_arn = each.value.topic_arn
  protocol  = "lambda"
  endpoint  = lookup(each.value, "endpoint", aws_lambda_function.this.arn)
}

resource "aws_lambda_permission" "topics" {
  for_each = var.sns_subscriptions

  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this.function_name
  qualifier     = lookup(each.value, "endpoint", null) == null ? null : var.unread
  principal     = "sns.amazonaws.com"
  source_arn    = each.value.topic_arn
}

output "arn" { value = aws_lambda_function.this.arn }
output "invoke_arn" { value = aws_lambda_function.this.invoke_arn }
output "function_name" { value = aws_lambda_function.this.function_name }
output "version" { value = aws_lambda_function.this.version }
output "role_name" { value = aws_iam_role.this.name }
output "cloudwatch_log_group_name" { value = try(aws_cloudwatch_log_group.this[0].name, null) }
output "cloudwatch_log_group_arn" { value = try(aws_cloudwatch_log_group.this[0].arn, null) }
