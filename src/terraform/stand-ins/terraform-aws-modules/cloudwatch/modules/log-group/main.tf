# terraform-aws-modules/cloudwatch/aws//modules/log-group, versions 2 to 5

variable "create" { default = true }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "retention_in_days" { default = null }
variable "kms_key_id" { default = null }
variable "skip_destroy" { default = null }
variable "log_group_class" { default = null }
variable "tags" { default = {} }

resource "aws_cloudwatch_log_group" "this" {
  count = var.create ? 1 : 0

  name              = var.name
  name_prefix       = var.name_prefix
  retention_in_days = var.retention_in_days
  kms_key_id        = var.kms_key_id
  skip_destroy      = var.skip_destroy
  log_group_class   = var.log_group_class
  tags              = var.tags
}

output "cloudwatch_log_group_name" { value = try(aws_cloudwatch_log_group.this[0].name, "") }
output "cloudwatch_log_group_arn" { value = try(aws_cloudwatch_log_group.this[0].arn, "") }
