# terraform-aws-modules/sns/aws, versions 1 to 4: a topic, whose policy is an argument. Version 3 renamed outputs.

variable "create_sns_topic" { default = true }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "display_name" { default = null }
variable "policy" { default = null }
variable "delivery_policy" { default = null }
variable "kms_master_key_id" { default = null }
variable "fifo_topic" { default = false }
variable "content_based_deduplication" { default = false }
variable "tags" { default = {} }

resource "aws_sns_topic" "this" {
  count = var.create_sns_topic ? 1 : 0

  name                        = var.name
  name_prefix                 = var.name_prefix
  display_name                = var.display_name
  policy                      = var.policy
  delivery_policy             = var.delivery_policy
  kms_master_key_id           = var.kms_master_key_id
  fifo_topic                  = var.fifo_topic
  content_based_deduplication = var.content_based_deduplication
  tags                        = var.tags
}

output "sns_topic_arn" { value = try(aws_sns_topic.this[0].arn, "") }
output "sns_topic_id" { value = try(aws_sns_topic.this[0].id, "") }
output "sns_topic_name" { value = try(aws_sns_topic.this[0].name, "") }
output "this_sns_topic_arn" { value = try(aws_sns_topic.this[0].arn, "") }
