# terraform-aws-modules/lambda/aws//modules/alias, versions 2 to 8: an alias, who may invoke it, and what triggers it

variable "create" { default = true }
variable "use_existing_alias" { default = false }
variable "refresh_alias" { default = true }
variable "name" { default = "" }
variable "description" { default = "" }
variable "function_name" { default = "" }
variable "function_version" { default = "" }
variable "routing_additional_version_weights" { default = {} }
variable "create_async_event_config" { default = false }
variable "create_version_async_event_config" { default = true }
variable "create_qualified_alias_async_event_config" { default = true }
variable "maximum_event_age_in_seconds" { default = null }
variable "maximum_retry_attempts" { default = null }
variable "destination_on_failure" { default = null }
variable "destination_on_success" { default = null }
variable "create_version_allowed_triggers" { default = true }
variable "create_qualified_alias_allowed_triggers" { default = true }
variable "allowed_triggers" { default = {} }
variable "event_source_mapping" { default = {} }
variable "unread" {}

locals {
  makes     = var.create && !var.use_existing_alias
  qualifier = var.use_existing_alias ? var.name : var.refresh_alias ? try(aws_lambda_alias.with_refresh[0].name, var.name) : try(aws_lambda_alias.no_refresh[0].name, var.name)
}

resource "aws_lambda_alias" "no_refresh" {
  count = local.makes && !var.refresh_alias ? 1 : 0

  name             = var.name
  description      = var.description
  function_name    = var.function_name
  function_version = var.function_version == "" ? "$LATEST" : var.function_version

  dynamic "routing_config" {
    for_each = length(keys(var.routing_additional_version_weights)) == 0 ? [] : [true]
    content {
      additional_version_weights = var.routing_additional_version_weights
    }
  }
}

# the version is the business of what deploys
resource "aws_lambda_alias" "with_refresh" {
  count = local.makes && var.refresh_alias ? 1 : 0

  name             = var.name
  description      = var.description
  function_name    = var.function_name
  function_version = var.function_version == "" ? "$LATEST" : var.function_version

  dynamic "routing_config" {
    for_each = length(keys(var.routing_additional_version_weights)) == 0 ? [] : [true]
    content {
      additional_version_weights = var.routing_additional_version_weights
    }
  }

  lifecycle {
    ignore_changes = [function_version]
  }
}

resource "aws_lambda_function_event_invoke_config" "alias" {
  count = var.create && var.create_async_event_config && var.create_qualified_alias_async_event_config ? 1 : 0

  function_name                = var.function_name
  qualifier                    = local.qualifier
  maximum_event_age_in_seconds = var.maximum_event_age_in_seconds
  maximum_retry_attempts       = var.maximum_retry_attempts

  dynamic "destination_config" {
    for_each = var.destination_on_failure == null && var.destination_on_success == null ? [] : [true]
    content {
      dynamic "on_failure" {
        for_each = var.destination_on_failure == null ? [] : [true]
        content {
          destination = var.destination_on_failure
        }
      }
      dynamic "on_success" {
        for_each = var.destination_on_success == null ? [] : [true]
        content {
          destination = var.destination_on_success
        }
      }
    }
  }
}

resource "aws_lambda_function_event_invoke_config" "version" {
  count = var.create && var.create_async_event_config && var.create_version_async_event_config ? 1 : 0

  function_name                = var.function_name
  qualifier                    = var.unread
  maximum_event_age_in_seconds = var.unread
  maximum_retry_attempts       = var.unread

  dynamic "destination_config" {
    for_each = var.unread
    content {
      on_failure {
        destination = var.unread
      }
    }
  }
}

resource "aws_lambda_permission" "version" {
  for_each = { for key, trigger in var.allowed_triggers : key => trigger if var.create && var.create_version_allowed_triggers }

  function_name = var.function_name
  qualifier     = var.function_version == "" ? null : var.function_version
  action        = lookup(each.value, "action", "lambda:InvokeFunction")
  # written anew, so that what is wrong with a trigger is said of its other permission alone
  principal          = format("%s", lookup(each.value, "principal", format("%s.amazonaws.com", lookup(each.value, "service", ""))))
  source_arn         = lookup(each.value, "source_arn", null) == null ? null : format("%s", each.value.source_arn)
  source_account     = lookup(each.value, "source_account", null)
  event_source_token = lookup(each.value, "event_source_token", null)
}

resource "aws_lambda_permission" "alias" {
  for_each = { for key, trigger in var.allowed_triggers : key => trigger if var.create && var.create_qualified_alias_allowed_triggers }

  function_name      = var.function_name
  qualifier          = local.qualifier
  action             = lookup(each.value, "action", "lambda:InvokeFunction")
  principal          = lookup(each.value, "principal", format("%s.amazonaws.com", lookup(each.value, "service", "")))
  source_arn         = lookup(each.value, "source_arn", null)
  source_account     = lookup(each.value, "source_account", null)
  event_source_token = lookup(each.value, "event_source_token", null)
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = { for key, mapping in var.event_source_mapping : key => mapping if var.create }

  function_name                      = local.makes ? var.refresh_alias ? aws_lambda_alias.with_refresh[0].arn : aws_lambda_alias.no_refresh[0].arn : var.unread
  event_source_arn                   = lookup(each.value, "event_source_arn", null)
  batch_size                         = lookup(each.value, "batch_size", null)
  maximum_batching_window_in_seconds = lookup(each.value, "maximum_batching_window_in_seconds", null)
  enabled                            = lookup(each.value, "enabled", null)
  starting_position                  = lookup(each.value, "starting_position", null)
  parallelization_factor             = lookup(each.value, "parallelization_factor", null)
  maximum_retry_attempts             = lookup(each.value, "maximum_retry_attempts", null)
  maximum_record_age_in_seconds      = lookup(each.value, "maximum_record_age_in_seconds", null)
  bisect_batch_on_function_error     = lookup(each.value, "bisect_batch_on_function_error", null)
  topics                             = lookup(each.value, "topics", null)
  queues                             = lookup(each.value, "queues", null)
  function_response_types            = lookup(each.value, "function_response_types", null)

  dynamic "destination_config" {
    for_each = lookup(each.value, "destination_arn_on_failure", null) == null ? [] : [true]
    content {
      on_failure {
        destination_arn = each.value.destination_arn_on_failure
      }
    }
  }

  # left unknown, as older versions of the module do not read them
  dynamic "filter_criteria" {
    for_each = lookup(each.value, "filter_criteria", null) == null ? [] : var.unread
    content {
    }
  }
}

output "lambda_alias_name" { value = local.qualifier }
output "lambda_alias_arn" { value = try(aws_lambda_alias.with_refresh[0].arn, aws_lambda_alias.no_refresh[0].arn, var.unread) }
output "lambda_alias_invoke_arn" { value = try(aws_lambda_alias.with_refresh[0].invoke_arn, aws_lambda_alias.no_refresh[0].invoke_arn, var.unread) }
output "lambda_alias_function_version" { value = try(aws_lambda_alias.with_refresh[0].function_version, aws_lambda_alias.no_refresh[0].function_version, var.unread) }
