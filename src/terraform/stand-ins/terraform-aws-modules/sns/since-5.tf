# terraform-aws-modules/sns/aws, versions 5 to 7: a topic, its policy and its subscriptions

variable "create" { default = true }
variable "name" { default = null }
variable "use_name_prefix" { default = false }
variable "display_name" { default = null }
variable "delivery_policy" { default = null }
variable "kms_master_key_id" { default = null }
variable "fifo_topic" { default = false }
variable "content_based_deduplication" { default = false }
variable "signature_version" { default = null }
variable "tracing_config" { default = null }
variable "tags" { default = {} }
variable "create_topic_policy" { default = true }
variable "topic_policy" { default = null }
variable "enable_default_topic_policy" { default = true }
variable "source_topic_policy_documents" { default = [] }
variable "override_topic_policy_documents" { default = [] }
variable "topic_policy_statements" { default = {} }
variable "create_subscription" { default = true }
variable "subscriptions" { default = {} }

data "aws_caller_identity" "current" {}

resource "aws_sns_topic" "this" {
  count = var.create ? 1 : 0

  name                        = var.name == null || var.use_name_prefix ? null : var.fifo_topic ? format("%s.fifo", trimsuffix(var.name, ".fifo")) : var.name
  display_name                = var.display_name
  policy                      = var.create_topic_policy ? null : var.topic_policy
  delivery_policy             = var.delivery_policy
  kms_master_key_id           = var.kms_master_key_id
  fifo_topic                  = var.fifo_topic
  content_based_deduplication = var.content_based_deduplication
  signature_version           = var.signature_version
  tracing_config              = var.tracing_config
  tags                        = var.tags
}

data "aws_iam_policy_document" "this" {
  count = var.create && var.create_topic_policy ? 1 : 0

  source_policy_documents   = var.source_topic_policy_documents
  override_policy_documents = var.override_topic_policy_documents

  # what a topic has that is created without a policy
  dynamic "statement" {
    for_each = var.enable_default_topic_policy ? [true] : []
    content {
      sid       = "__default_statement_ID"
      actions   = ["sns:AddPermission", "sns:DeleteTopic", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish", "sns:RemovePermission", "sns:SetTopicAttributes", "sns:Subscribe"]
      resources = [aws_sns_topic.this[0].arn]
      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
      condition {
        test     = "StringEquals"
        variable = "AWS:SourceOwner"
        values   = [data.aws_caller_identity.current.account_id]
      }
    }
  }

  dynamic "statement" {
    for_each = var.topic_policy_statements
    content {
      sid           = lookup(statement.value, "sid", statement.key)
      effect        = lookup(statement.value, "effect", null)
      actions       = lookup(statement.value, "actions", null)
      not_actions   = lookup(statement.value, "not_actions", null)
      resources     = lookup(statement.value, "resources", null) == null ? [aws_sns_topic.this[0].arn] : statement.value.resources
      not_resources = lookup(statement.value, "not_resources", null)
      dynamic "principals" {
        for_each = lookup(statement.value, "principals", [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "not_principals" {
        for_each = lookup(statement.value, "not_principals", [])
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = lookup(statement.value, "conditions", lookup(statement.value, "condition", []))
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_sns_topic_policy" "this" {
  count = var.create && var.create_topic_policy ? 1 : 0

  arn    = aws_sns_topic.this[0].arn
  policy = data.aws_iam_policy_document.this[0].json
}

resource "aws_sns_topic_subscription" "this" {
  for_each = { for key, subscription in var.subscriptions : key => subscription if var.create && var.create_subscription }

  topic_arn                       = aws_sns_topic.this[0].arn
  protocol                        = each.value.protocol
  endpoint                        = each.value.endpoint
  endpoint_auto_confirms          = lookup(each.value, "endpoint_auto_confirms", null)
  confirmation_timeout_in_minutes = lookup(each.value, "confirmation_timeout_in_minutes", null)
  delivery_policy                 = lookup(each.value, "delivery_policy", null)
  filter_policy                   = lookup(each.value, "filter_policy", null)
  filter_policy_scope             = lookup(each.value, "filter_policy_scope", null)
  raw_message_delivery            = lookup(each.value, "raw_message_delivery", null)
  redrive_policy                  = lookup(each.value, "redrive_policy", null)
  replay_policy                   = lookup(each.value, "replay_policy", null)
  subscription_role_arn           = lookup(each.value, "subscription_role_arn", null)
}

output "topic_arn" { value = try(aws_sns_topic.this[0].arn, null) }
output "topic_id" { value = try(aws_sns_topic.this[0].id, null) }
output "topic_name" { value = try(aws_sns_topic.this[0].name, null) }
