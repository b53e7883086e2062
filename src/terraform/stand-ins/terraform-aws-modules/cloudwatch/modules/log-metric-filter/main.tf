# terraform-aws-modules/cloudwatch/aws//modules/log-metric-filter, versions 1 to 5

variable "create_cloudwatch_log_metric_filter" { default = true }
variable "name" { default = null }
variable "pattern" { default = null }
variable "log_group_name" { default = null }
variable "metric_transformation_name" { default = null }
variable "metric_transformation_namespace" { default = null }
variable "metric_transformation_value" { default = "1" }
variable "metric_transformation_default_value" { default = null }
variable "metric_transformation_unit" { default = null }
variable "metric_transformation_dimensions" { default = {} }

resource "aws_cloudwatch_log_metric_filter" "this" {
  count = var.create_cloudwatch_log_metric_filter ? 1 : 0

  name           = var.name
  pattern        = var.pattern
  log_group_name = var.log_group_name

  metric_transformation {
    name          = var.metric_transformation_name
    namespace     = var.metric_transformation_namespace
    value         = var.metric_transformation_value
    default_value = var.metric_transformation_default_value
    unit          = var.metric_transformation_unit
    dimensions    = var.metric_transformation_dimensions
  }
}

output "cloudwatch_log_metric_filter_id" { value = try(aws_cloudwatch_log_metric_filter.this[0].id, "") }
