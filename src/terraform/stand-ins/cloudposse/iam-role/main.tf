# cloudposse/iam-role/aws, version 0: a role, and a policy of the documents that the call gives. Names come from a label, and are left
# unknown; whatever a context says is left unknown, except that it is taken to be enabled.

variable "enabled" { default = null }
variable "principals" { default = {} }
variable "assume_role_action" { default = null }
variable "assume_role_actions" { default = null }
variable "assume_role_conditions" { default = [] }
variable "policy_documents" { default = [] }
variable "policy_document_count" { default = 1 }
variable "managed_policy_arns" { default = [] }
variable "inline_policy_enabled" { default = false }
variable "permissions_boundary" { default = "" }
variable "max_session_duration" { default = 3600 }
variable "path" { default = "/" }
variable "unread" {}

locals {
  makes      = var.enabled == null ? true : var.enabled
  has_policy = local.makes && var.policy_document_count > 0
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.principals
    content {
      actions = var.assume_role_action == null ? coalesce(var.assume_role_actions, ["sts:AssumeRole"]) : [var.assume_role_action]
      principals {
        type        = statement.key
        identifiers = statement.value
      }
      dynamic "condition" {
        for_each = var.assume_role_conditions
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.makes ? 1 : 0

  name                 = var.unread
  path                 = var.path
  max_session_duration = var.max_session_duration
  permissions_boundary = var.permissions_boundary == "" ? null : var.permissions_boundary
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  tags                 = var.unread
}

data "aws_iam_policy_document" "this" {
  count = local.has_policy ? 1 : 0

  override_policy_documents = var.policy_documents
}

resource "aws_iam_policy" "this" {
  count = local.has_policy && !var.inline_policy_enabled ? 1 : 0

  name   = var.unread
  path   = var.path
  policy = data.aws_iam_policy_document.this[0].json
}

resource "aws_iam_role_policy_attachment" "this" {
  count = local.has_policy && !var.inline_policy_enabled ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.this[0].arn
}

resource "aws_iam_role_policy" "this" {
  count = local.has_policy && var.inline_policy_enabled ? 1 : 0

  name   = var.unread
  role   = aws_iam_role.this[0].name
  policy = data.aws_iam_policy_document.this[0].json
}

resource "aws_iam_role_policy_attachment" "managed" {
  for_each = { for arn in var.managed_policy_arns : arn => arn if local.makes }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

output "arn" { value = try(aws_iam_role.this[0].arn, "") }
output "name" { value = try(aws_iam_role.this[0].name, "") }
output "policy" { value = try(data.aws_iam_policy_document.this[0].json, "") }
