# terraform-aws-modules/cloudwatch/aws//modules/metric-alarms-by-multiple-dimensions, versions 1 to 5: an alarm for each set of dimensions

variable "create_metric_alarm" { default = true }
variable "alarm_name" { default = null }
variable "alarm_description" { default = null }
variable "comparison_operator" { default = null }
variable "evaluation_periods" { default = null }
variable "datapoints_to_alarm" { default = null }
variable "threshold" { default = null }
variable "threshold_metric_id" { default = null }
variable "unit" { default = null }
variable "metric_name" { default = null }
variable "namespace" { default = null }
variable "period" { default = null }
variable "statistic" { default = null }
variable "extended_statistic" { default = null }
variable "dimensions" { default = {} }
variable "metric_query" { default = [] }
variable "actions_enabled" { default = true }
variable "alarm_actions" { default = null }
variable "ok_actions" { default = null }
variable "insufficient_data_actions" { default = null }
variable "treat_missing_data" { default = "missing" }
variable "tags" { default = {} }

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = { for key, dimensions in var.dimensions : key => dimensions if var.create_metric_alarm }

  alarm_name                = format("%s%s", var.alarm_name, each.key)
  alarm_description         = var.alarm_description
  comparison_operator       = var.comparison_operator
  evaluation_periods        = var.evaluation_periods
  datapoints_to_alarm       = var.datapoints_to_alarm
  threshold                 = var.threshold
  threshold_metric_id       = var.threshold_metric_id
  unit                      = var.unit
  metric_name               = var.metric_name
  namespace                 = var.namespace
  period                    = var.period
  statistic                 = var.statistic
  extended_statistic        = var.extended_statistic
  dimensions                = each.value
  actions_enabled           = var.actions_enabled
  alarm_actions             = var.alarm_actions
  ok_actions                = var.ok_actions
  insufficient_data_actions = var.insufficient_data_actions
  treat_missing_data        = var.treat_missing_data
  tags                      = var.tags

  dynamic "metric_query" {
    for_each = var.metric_query
    content {
      id          = metric_query.value.id
      account_id  = lookup(metric_query.value, "account_id", null)
      label       = lookup(metric_query.value, "label", null)
      return_data = lookup(metric_query.value, "return_data", null)
      expression  = lookup(metric_query.value, "expression", null)
      period      = lookup(metric_query.value, "period", null)

      dynamic "metric" {
        for_each = lookup(metric_query.value, "metric", [])
        content {
          metric_name = metric.value.metric_name
          namespace   = metric.value.namespace
          period      = metric.value.period
          stat        = metric.value.stat
          unit        = lookup(metric.value, "unit", null)
          dimensions  = lookup(metric.value, "dimensions", null)
        }
      }
    }
  }
}

output "cloudwatch_metric_alarm_arns" { value = { for key, alarm in aws_cloudwatch_metric_alarm.this : key => alarm.arn } }
output "cloudwatch_metric_alarm_ids" { value = { for key, alarm in aws_cloudwatch_metric_alarm.this : key => alarm.id } }
