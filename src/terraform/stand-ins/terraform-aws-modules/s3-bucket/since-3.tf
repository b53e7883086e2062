# terraform-aws-modules/s3-bucket/aws, versions 3 to 5: the bucket with its settings. Public access and ownership, whose defaults
# differ between versions, are unknown unless the call sets them, and so is the policy with statements of the module's own.

variable "create_bucket" { default = true }
variable "is_directory_bucket" { default = false }
variable "bucket" { default = null }
variable "bucket_prefix" { default = null }
variable "force_destroy" { default = false }
variable "object_lock_enabled" { default = false }
variable "acl" { default = null }
variable "versioning" { default = {} }
variable "server_side_encryption_configuration" { default = {} }
variable "logging" { default = {} }
variable "lifecycle_rule" { default = [] }
variable "cors_rule" { default = [] }
variable "website" { default = {} }
variable "attach_public_policy" { default = true }
variable "block_public_acls" {}
variable "block_public_policy" {}
variable "ignore_public_acls" {}
variable "restrict_public_buckets" {}
variable "control_object_ownership" { default = false }
variable "object_ownership" {}
variable "attach_policy" { default = false }
variable "policy" { default = null }
variable "attach_deny_insecure_transport_policy" { default = false }
variable "attach_require_latest_tls_policy" { default = false }
variable "attach_access_log_delivery_policy" { default = false }
variable "attach_elb_log_delivery_policy" { default = false }
variable "attach_lb_log_delivery_policy" { default = false }
variable "attach_cloudtrail_log_delivery_policy" { default = false }
variable "attach_waf_log_delivery_policy" { default = false }
variable "attach_inventory_destination_policy" { default = false }
variable "attach_analytics_destination_policy" { default = false }
variable "attach_deny_incorrect_encryption_headers" { default = false }
variable "attach_deny_incorrect_kms_key_sse" { default = false }
variable "attach_deny_unencrypted_object_uploads" { default = false }
variable "attach_deny_ssec_encrypted_object_uploads" { default = false }
variable "tags" { default = {} }
variable "unread" {}

locals {
  makes = var.create_bucket && !var.is_directory_bucket
  has_own_statements = anytrue([
    var.attach_require_latest_tls_policy,
    var.attach_access_log_delivery_policy,
    var.attach_elb_log_delivery_policy,
    var.attach_lb_log_delivery_policy,
    var.attach_cloudtrail_log_delivery_policy,
    var.attach_waf_log_delivery_policy,
    var.attach_inventory_destination_policy,
    var.attach_analytics_destination_policy,
    var.attach_deny_incorrect_encryption_headers,
    var.attach_deny_incorrect_kms_key_sse,
    var.attach_deny_unencrypted_object_uploads,
    var.attach_deny_ssec_encrypted_object_uploads,
  ])
}

resource "aws_s3_bucket" "this" {
  count = local.makes ? 1 : 0

  bucket              = var.bucket
  bucket_prefix       = var.bucket_prefix
  force_destroy       = var.force_destroy
  object_lock_enabled = var.object_lock_enabled
  tags                = var.tags
}

resource "aws_s3_bucket_acl" "this" {
  count = local.makes && var.acl != null && var.acl != "null" ? 1 : 0

  bucket     = aws_s3_bucket.this[0].id
  acl        = var.acl
  depends_on = [aws_s3_bucket_ownership_controls.this]
}

resource "aws_s3_bucket_ownership_controls" "this" {
  count = local.makes && var.control_object_ownership ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  rule {
    object_ownership = var.object_ownership
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  count = local.makes && var.attach_public_policy ? 1 : 0

  bucket                  = aws_s3_bucket.this[0].id
  block_public_acls       = var.block_public_acls
  block_public_policy     = var.block_public_policy
  ignore_public_acls      = var.ignore_public_acls
  restrict_public_buckets = var.restrict_public_buckets
}

resource "aws_s3_bucket_versioning" "this" {
  count = local.makes && length(keys(var.versioning)) > 0 ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  versioning_configuration {
    # enabled = true or status = "Enabled", or "true" in either
    status = contains(["true", "enabled"], lower(try(var.versioning.enabled, var.versioning.status, true))) ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count = local.makes && length(keys(var.server_side_encryption_configuration)) > 0 ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  rule {
    bucket_key_enabled = try(var.server_side_encryption_configuration.rule.bucket_key_enabled, null)
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm
      kms_master_key_id = try(var.server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id, null)
    }
  }
}

resource "aws_s3_bucket_logging" "this" {
  count = local.makes && length(keys(var.logging)) > 0 ? 1 : 0

  bucket        = aws_s3_bucket.this[0].id
  target_bucket = var.logging.target_bucket
  target_prefix = try(var.logging.target_prefix, null)
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count = local.makes && length(var.lifecycle_rule) > 0 ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  dynamic "rule" {
    for_each = var.unread
    content {
      id     = var.unread
      status = var.unread
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "this" {
  count = local.makes && length(var.cors_rule) > 0 ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  dynamic "cors_rule" {
    for_each = can(jsondecode(var.cors_rule)) ? var.unread : var.cors_rule
    content {
      allowed_methods = cors_rule.value.allowed_methods
      allowed_origins = cors_rule.value.allowed_origins
      allowed_headers = lookup(cors_rule.value, "allowed_headers", null)
      expose_headers  = lookup(cors_rule.value, "expose_headers", null)
      max_age_seconds = lookup(cors_rule.value, "max_age_seconds", null)
    }
  }
}

resource "aws_s3_bucket_website_configuration" "this" {
  count = local.makes && length(keys(var.website)) > 0 ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  dynamic "index_document" {
    for_each = var.unread
    content {
      suffix = var.unread
    }
  }
}

data "aws_iam_policy_document" "this" {
  count = local.makes ? 1 : 0

  source_policy_documents = var.attach_policy ? [var.policy] : []

  dynamic "statement" {
    for_each = var.attach_deny_insecure_transport_policy ? [true] : []
    content {
      sid       = "denyInsecureTransport"
      effect    = "Deny"
      actions   = ["s3:*"]
      resources = [aws_s3_bucket.this[0].arn, format("%s/*", aws_s3_bucket.this[0].arn)]
      principals {
        type        = "*"
        identifiers = ["*"]
      }
      condition {
        test     = "Bool"
        variable = "aws:SecureTransport"
        values   = ["false"]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  count = local.makes && (var.attach_deny_insecure_transport_policy || var.attach_policy || local.has_own_statements) ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  policy = local.has_own_statements ? var.unread : data.aws_iam_policy_document.this[0].json
}

output "s3_bucket_id" { value = try(aws_s3_bucket.this[0].id, "") }
output "s3_bucket_arn" { value = try(aws_s3_bucket.this[0].arn, "") }
output "s3_bucket_bucket_domain_name" { value = try(aws_s3_bucket.this[0].bucket_domain_name, "") }
output "s3_bucket_bucket_regional_domain_name" { value = try(aws_s3_bucket.this[0].bucket_regional_domain_name, "") }
output "s3_bucket_hosted_zone_id" { value = try(aws_s3_bucket.this[0].hosted_zone_id, "") }
