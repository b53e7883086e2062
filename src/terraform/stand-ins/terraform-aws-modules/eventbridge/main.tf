# terraform-aws-modules/eventbridge/aws, versions 1 to 4: bus, rules, targets, schedules. What its own role may do is left unknown.

variable "create" { default = true }
variable "create_bus" { default = true }
variable "create_rules" { default = true }
variable "create_targets" { default = true }
variable "create_schedules" { default = true }
variable "append_rule_postfix" { default = true }
variable "append_schedule_postfix" { default = true }
variable "bus_name" { default = "default" }
variable "rules" { default = {} }
variable "targets" { default = {} }
variable "schedules" { default = {} }
variable "tags" { default = {} }
variable "unread" {}

locals {
  bus = var.create_bus ? aws_cloudwatch_event_bus.this[0].name : var.bus_name
  targets = flatten([for rule, settings in var.rules : [
    for target in lookup(var.targets, rule, []) : { rule = rule, settings = target }
  ]])
}

resource "aws_cloudwatch_event_bus" "this" {
  count = var.create && var.create_bus ? 1 : 0

  name = var.bus_name
  tags = var.tags
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = { for name, rule in var.rules : name => rule if var.create && var.create_rules }

  name                = var.append_rule_postfix ? format("%s-rule", replace(each.key, "_", "-")) : each.key
  event_bus_name      = local.bus
  description         = lookup(each.value, "description", null)
  event_pattern       = lookup(each.value, "event_pattern", null)
  schedule_expression = lookup(each.value, "schedule_expression", null)
  role_arn            = lookup(each.value, "role_arn", null) == null ? null : var.unread
  state               = lookup(each.value, "enabled", lookup(each.value, "state", null)) == null ? null : try(each.value.enabled, tobool(each.value.state)) ? "ENABLED" : "DISABLED"
  tags                = merge(var.tags, { Name = each.key })
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = { for target in local.targets : target.settings.name => target if var.create && var.create_targets }

  event_bus_name = local.bus
  rule           = aws_cloudwatch_event_rule.this[each.value.rule].name
  arn            = lookup(each.value.settings, "destination", null) == null ? each.value.settings.arn : var.unread
  role_arn       = lookup(each.value.settings, "attach_role_arn", null) == null ? null : can(length(each.value.settings.attach_role_arn)) ? each.value.settings.attach_role_arn : var.unread
  target_id      = lookup(each.value.settings, "target_id", null)
  input          = lookup(each.value.settings, "input", null)
  input_path     = lookup(each.value.settings, "input_path", null)

  dynamic "input_transformer" {
    for_each = lookup(each.value.settings, "input_transformer", null) == null ? [] : [each.value.settings.input_transformer]
    content {
      input_paths    = lookup(input_transformer.value, "input_paths", null)
      input_template = input_transformer.value.input_template
    }
  }

  dynamic "sqs_target" {
    for_each = lookup(each.value.settings, "message_group_id", null) == null ? [] : [true]
    content {
      message_group_id = each.value.settings.message_group_id
    }
  }

  dynamic "kinesis_target" {
    for_each = lookup(each.value.settings, "kinesis_target", null) == null ? [] : [each.value.settings.kinesis_target]
    content {
      partition_key_path = lookup(kinesis_target.value, "partition_key_path", null)
    }
  }

  # of containers and jobs nothing is asked that these say
  dynamic "ecs_target" {
    for_each = lookup(each.value.settings, "ecs_target", null) == null ? [] : [true]
    content {
      task_definition_arn = var.unread
    }
  }

  dynamic "batch_target" {
    for_each = lookup(each.value.settings, "batch_target", null) == null ? [] : [true]
    content {
      job_definition = var.unread
      job_name       = var.unread
    }
  }

  dynamic "dead_letter_config" {
    for_each = lookup(each.value.settings, "dead_letter_arn", null) == null ? [] : [true]
    content {
      arn = each.value.settings.dead_letter_arn
    }
  }

  dynamic "retry_policy" {
    for_each = lookup(each.value.settings, "retry_policy", null) == null ? [] : [each.value.settings.retry_policy]
    content {
      maximum_event_age_in_seconds = retry_policy.value.maximum_event_age_in_seconds
      maximum_retry_attempts       = retry_policy.value.maximum_retry_attempts
    }
  }
}

resource "aws_scheduler_schedule" "this" {
  for_each = { for name, schedule in var.schedules : name => schedule if var.create && var.create_schedules }

  name                         = var.append_schedule_postfix ? format("%s-schedule", replace(each.key, "_", "-")) : each.key
  description                  = lookup(each.value, "description", null)
  group_name                   = lookup(each.value, "group_name", null) == null ? null : var.unread
  start_date                   = lookup(each.value, "start_date", null)
  end_date                     = lookup(each.value, "end_date", null)
  kms_key_arn                  = lookup(each.value, "kms_key_arn", null)
  schedule_expression          = each.value.schedule_expression
  schedule_expression_timezone = lookup(each.value, "timezone", null)
  state                        = lookup(each.value, "state", true) ? "ENABLED" : "DISABLED"

  flexible_time_window {
    maximum_window_in_minutes = lookup(each.value, "maximum_window_in_minutes", null)
    mode                      = lookup(each.value, "use_flexible_time_window", false) ? "FLEXIBLE" : "OFF"
  }

  target {
    arn      = each.value.arn
    role_arn = can(length(each.value.role_arn)) ? each.value.role_arn : var.unread
    input    = lookup(each.value, "input", null)

    dynamic "sqs_parameters" {
      for_each = lookup(each.value, "message_group_id", null) == null ? [] : [true]
      content {
        message_group_id = each.value.message_group_id
      }
    }

    dynamic "kinesis_parameters" {
      for_each = lookup(each.value, "kinesis_parameters", null) == null ? [] : [each.value.kinesis_parameters]
      content {
        partition_key = kinesis_parameters.value.partition_key
      }
    }

    dynamic "ecs_parameters" {
      for_each = lookup(each.value, "ecs_parameters", null) == null ? [] : [true]
      content {
        task_definition_arn = var.unread
      }
    }

    dynamic "dead_letter_config" {
      for_each = lookup(each.value, "dead_letter_arn", null) == null ? [] : [true]
      content {
        arn = each.value.dead_letter_arn
      }
    }

    dynamic "retry_policy" {
      for_each = lookup(each.value, "retry_policy", null) == null ? [] : [each.value.retry_policy]
      content {
        maximum_event_age_in_seconds = retry_policy.value.maximum_event_age_in_seconds
        maximum_retry_attempts       = retry_policy.value.maximum_retry_attempts
      }
    }
  }
}

output "eventbridge_bus_arn" { value = try(aws_cloudwatch_event_bus.this[0].arn, var.unread) }
output "eventbridge_bus_name" { value = var.bus_name }
output "eventbridge_rule_arns" { value = { for name, rule in aws_cloudwatch_event_rule.this : name => rule.arn } }
output "eventbridge_rule_ids" { value = { for name, rule in aws_cloudwatch_event_rule.this : name => rule.id } }
output "eventbridge_schedule_arns" { value = { for name, schedule in aws_scheduler_schedule.this : name => schedule.arn } }
output "eventbridge_schedule_ids" { value = { for name, schedule in aws_scheduler_schedule.this : name => schedule.id } }
