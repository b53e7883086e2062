# terraform-aws-modules/s3-bucket/aws//modules/notification, versions 1 to 5: notifications, and what lets the bucket deliver them

variable "create" { default = true }
variable "create_lambda_permission" { default = true }
variable "create_sqs_policy" { default = true }
variable "create_sns_policy" { default = true }
variable "bucket" { default = "" }
variable "bucket_arn" { default = null }
variable "eventbridge" { default = null }
variable "lambda_notifications" { default = {} }
variable "sqs_notifications" { default = {} }
variable "sns_notifications" { default = {} }
variable "unread" {}

locals {
  source = var.bucket_arn == null ? format("arn:aws:s3:::%s", var.bucket) : var.bucket_arn
}

resource "aws_s3_bucket_notification" "this" {
  count = var.create ? 1 : 0

  bucket      = var.bucket
  eventbridge = var.eventbridge

  dynamic "lambda_function" {
    for_each = var.lambda_notifications
    content {
      id                  = lambda_function.key
      lambda_function_arn = lambda_function.value.function_arn
      events              = lambda_function.value.events
      filter_prefix       = lookup(lambda_function.value, "filter_prefix", null)
      filter_suffix       = lookup(lambda_function.value, "filter_suffix", null)
    }
  }

  dynamic "queue" {
    for_each = var.sqs_notifications
    content {
      id            = queue.key
      queue_arn     = queue.value.queue_arn
      events        = queue.value.events
      filter_prefix = lookup(queue.value, "filter_prefix", null)
      filter_suffix = lookup(queue.value, "filter_suffix", null)
    }
  }

  dynamic "topic" {
    for_each = var.sns_notifications
    content {
      id            = topic.key
      topic_arn     = topic.value.topic_arn
      events        = topic.value.events
      filter_prefix = lookup(topic.value, "filter_prefix", null)
      filter_suffix = lookup(topic.value, "filter_suffix", null)
    }
  }

  depends_on = [aws_lambda_permission.this, aws_sqs_queue_policy.this, aws_sns_topic_policy.this]
}

resource "aws_lambda_permission" "this" {
  for_each = { for key, notification in var.lambda_notifications : key => notification if var.create && var.create_lambda_permission }

  action         = "lambda:InvokeFunction"
  function_name  = each.value.function_name
  qualifier      = lookup(each.value, "qualifier", null)
  principal      = "s3.amazonaws.com"
  source_arn     = local.source
  source_account = lookup(each.value, "source_account", var.unread)
}

data "aws_iam_policy_document" "sqs" {
  for_each = { for key, notification in var.sqs_notifications : key => notification if var.create && var.create_sqs_policy }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [each.value.queue_arn]
    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [local.source]
    }
  }
}

resource "aws_sqs_queue_policy" "this" {
  for_each = { for key, notification in var.sqs_notifications : key => notification if var.create && var.create_sqs_policy }

  queue_url = lookup(each.value, "queue_id", null) == null ? var.unread : each.value.queue_id
  policy    = data.aws_iam_policy_document.sqs[each.key].json
}

data "aws_iam_policy_document" "sns" {
  for_each = { for key, notification in var.sns_notifications : key => notification if var.create && var.create_sns_policy }

  statement {
    actions   = ["sns:Publish"]
    resources = [each.value.topic_arn]
    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [local.source]
    }
  }
}

resource "aws_sns_topic_policy" "this" {
  for_each = { for key, notification in var.sns_notifications : key => notification if var.create && var.create_sns_policy }

  arn    = each.value.topic_arn
  policy = data.aws_iam_policy_document.sns[each.key].json
}
