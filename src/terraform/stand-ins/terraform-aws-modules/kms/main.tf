# terraform-aws-modules/kms/aws, versions 1 to 4: a key with its policy and aliases. Whether the key rotates and whether the account
# has every permission, whose defaults differ between versions, are unknown unless the call says so.

variable "create" { default = true }
variable "create_external" { default = false }
variable "create_replica" { default = false }
variable "create_replica_external" { default = false }
variable "description" { default = null }
variable "customer_master_key_spec" { default = null }
variable "key_usage" { default = null }
variable "deletion_window_in_days" { default = null }
variable "enable_key_rotation" {}
variable "is_enabled" { default = null }
variable "multi_region" { default = false }
variable "policy" { default = null }
variable "source_policy_documents" { default = [] }
variable "override_policy_documents" { default = [] }
variable "enable_default_policy" {}
variable "key_owners" { default = [] }
variable "key_administrators" { default = [] }
variable "key_users" { default = [] }
variable "key_service_users" { default = [] }
variable "key_service_roles_for_autoscaling" { default = [] }
variable "key_symmetric_encryption_users" { default = [] }
variable "key_hmac_users" { default = [] }
variable "key_asymmetric_public_encryption_users" { default = [] }
variable "key_asymmetric_sign_verify_users" { default = [] }
variable "enable_route53_dnssec" { default = false }
variable "key_statements" { default = {} }
variable "aliases" { default = [] }
variable "computed_aliases" { default = {} }
variable "aliases_use_name_prefix" { default = false }
variable "tags" { default = {} }
variable "unread" {}

locals {
  makes = var.create && !var.create_external && !var.create_replica && !var.create_replica_external
  uses  = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
  # who may do what
  grants = {
    Owners             = { who = var.key_owners, actions = ["kms:*"] }
    Users              = { who = var.key_users, actions = local.uses }
    AutoScaling        = { who = var.key_service_roles_for_autoscaling, actions = local.uses }
    Symmetric          = { who = var.key_symmetric_encryption_users, actions = local.uses }
    Hmac               = { who = var.key_hmac_users, actions = ["kms:DescribeKey", "kms:GenerateMac", "kms:VerifyMac"] }
    AsymmetricPublic   = { who = var.key_asymmetric_public_encryption_users, actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:GetPublicKey"] }
    AsymmetricSignings = { who = var.key_asymmetric_sign_verify_users, actions = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign", "kms:Verify"] }
    Administrators = {
      who     = var.key_administrators
      actions = ["kms:Create*", "kms:Describe*", "kms:Enable*", "kms:List*", "kms:Put*", "kms:Update*", "kms:Revoke*", "kms:Disable*", "kms:Get*", "kms:Delete*", "kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion", "kms:ReplicateKey", "kms:ImportKeyMaterial"]
    }
  }
  # for AWS resources alone
  lends = {
    ServiceUsers = { who = var.key_service_users, actions = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"] }
    Volumes      = { who = var.key_service_roles_for_autoscaling, actions = ["kms:CreateGrant"] }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "this" {
  count = var.create ? 1 : 0

  source_policy_documents   = var.source_policy_documents
  override_policy_documents = var.override_policy_documents

  dynamic "statement" {
    for_each = var.enable_default_policy ? [true] : []
    content {
      actions   = ["kms:*"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
      }
    }
  }

  dynamic "statement" {
    for_each = { for name, grant in local.grants : name => grant if length(grant.who) > 0 }
    content {
      sid       = statement.key
      actions   = statement.value.actions
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = statement.value.who
      }
    }
  }

  dynamic "statement" {
    for_each = { for name, grant in local.lends : name => grant if length(grant.who) > 0 }
    content {
      sid       = statement.key
      actions   = statement.value.actions
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = statement.value.who
      }
      condition {
        test     = "Bool"
        variable = "kms:GrantIsForAWSResource"
        values   = ["true"]
      }
    }
  }

  # what Route 53 signs with the key
  dynamic "statement" {
    for_each = var.enable_route53_dnssec ? var.unread : []
    content {
      actions = var.unread
    }
  }

  dynamic "statement" {
    for_each = var.key_statements
    content {
      sid           = lookup(statement.value, "sid", null)
      effect        = lookup(statement.value, "effect", null)
      actions       = lookup(statement.value, "actions", null)
      not_actions   = lookup(statement.value, "not_actions", null)
      resources     = lookup(statement.value, "resources", var.unread)
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

resource "aws_kms_key" "this" {
  count = local.makes ? 1 : 0

  description              = var.description
  customer_master_key_spec = var.customer_master_key_spec
  key_usage                = var.key_usage
  deletion_window_in_days  = var.deletion_window_in_days
  enable_key_rotation      = var.enable_key_rotation
  is_enabled               = var.is_enabled
  multi_region             = var.multi_region
  policy                   = var.policy == null ? data.aws_iam_policy_document.this[0].json : var.policy
  tags                     = var.tags
}

resource "aws_kms_alias" "this" {
  for_each = { for key, alias in merge({ for name in var.aliases : name => { name = name } }, var.computed_aliases) : key => alias if local.makes }

  name          = var.aliases_use_name_prefix ? var.unread : format("alias/%s", each.value.name)
  target_key_id = aws_kms_key.this[0].key_id
}

output "key_arn" { value = try(aws_kms_key.this[0].arn, var.unread) }
output "key_id" { value = try(aws_kms_key.this[0].key_id, var.unread) }
output "aliases" { value = aws_kms_alias.this }
