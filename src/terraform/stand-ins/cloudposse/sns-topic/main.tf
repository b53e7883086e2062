# cloudposse/sns-topic/aws, versions 0 and 1: a topic and its subscriptions. Names come from a label, and are left unknown, and so are the
# policy that the module writes, and keys that the call does not name.

variable "enabled" { default = null }
variable "fifo_topic" { default = false }
variable "content_based_deduplication" { default = false }
variable "encryption_enabled" { default = true }
variable "kms_master_key_id" {}
variable "delivery_policy" { default = null }
variable "subscribers" { default = {} }
variable "redrive_policy" { default = null }
variable "sqs_dlq_enabled" { default = false }
variable "sns_topic_policy_json" { default = "" }
variable "unread" {}

locals {
  makes = var.enabled == null ? true : var.enabled
}

resource "aws_sns_topic" "this" {
  count = local.makes ? 1 : 0

  name                        = var.unread
  kms_master_key_id           = var.encryption_enabled ? var.kms_master_key_id : null
  delivery_policy             = var.delivery_policy
  fifo_topic                  = var.fifo_topic
  content_based_deduplication = var.content_based_deduplication
  tags                        = var.unread
}

resource "aws_sns_topic_policy" "this" {
  count = local.makes ? 1 : 0

  arn    = aws_sns_topic.this[0].arn
  policy = var.sns_topic_policy_json == "" ? var.unread : var.sns_topic_policy_json
}

resource "aws_sns_topic_subscription" "this" {
  for_each = { for key, subscriber in var.subscribers : key => subscriber if local.makes }

  topic_arn              = aws_sns_topic.this[0].arn
  protocol               = each.value.protocol
  endpoint               = each.value.endpoint
  endpoint_auto_confirms = lookup(each.value, "endpoint_auto_confirms", null)
  filter_policy          = lookup(each.value, "filter_policy", null)
  filter_policy_scope    = lookup(each.value, "filter_policy_scope", null)
  raw_message_delivery   = lookup(each.value, "raw_message_delivery", null)
  redrive_policy         = var.sqs_dlq_enabled ? var.redrive_policy == null ? var.unread : var.redrive_policy : null
}

output "sns_topic" { value = try(aws_sns_topic.this[0], var.unread) }
output "sns_topic_arn" { value = try(aws_sns_topic.this[0].arn, var.unread) }
output "sns_topic_name" { value = try(aws_sns_topic.this[0].name, var.unread) }
