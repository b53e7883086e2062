# terraform-aws-modules/notify-slack/aws, versions 4 to 7: a topic, and the subscription of the function that posts to Slack. That function is
# the module's own matter, and left out.

variable "create" { default = true }
variable "create_sns_topic" { default = true }
variable "sns_topic_name" { default = null }
variable "sns_topic_kms_key_id" { default = "" }
variable "subscription_filter_policy" { default = null }
variable "subscription_filter_policy_scope" { default = null }
variable "tags" { default = {} }
variable "sns_topic_tags" { default = {} }
variable "unread" {}

locals {
  topic_arn = var.create && var.create_sns_topic ? aws_sns_topic.this[0].arn : format("arn:aws:sns:%s:%s:%s", var.unread, var.unread, var.sns_topic_name)
}

resource "aws_sns_topic" "this" {
  count = var.create && var.create_sns_topic ? 1 : 0

  name              = var.sns_topic_name
  kms_master_key_id = var.sns_topic_kms_key_id == "" ? null : var.sns_topic_kms_key_id
  tags              = merge(var.tags, var.sns_topic_tags)
}

resource "aws_sns_topic_subscription" "this" {
  count = var.create ? 1 : 0

  topic_arn           = local.topic_arn
  protocol            = "lambda"
  endpoint            = var.unread
  filter_policy       = var.subscription_filter_policy
  filter_policy_scope = var.subscription_filter_policy_scope
}

output "slack_topic_arn" { value = local.topic_arn }
output "this_slack_topic_arn" { value = local.topic_arn }
