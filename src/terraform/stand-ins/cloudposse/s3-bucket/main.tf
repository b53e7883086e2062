# cloudposse/s3-bucket/aws, versions 0 to 4: a bucket and its settings. Its name comes from a label unless the call says one, and is left
# unknown then, as are statements of the module's own, and defaults that differ.

variable "enabled" { default = null }
variable "bucket_name" {}
variable "acl" { default = "private" }
variable "grants" { default = null }
variable "s3_object_ownership" {}
variable "versioning_enabled" {}
variable "block_public_acls" { default = true }
variable "block_public_policy" { default = true }
variable "ignore_public_acls" { default = true }
variable "restrict_public_buckets" { default = true }
variable "sse_algorithm" { default = "AES256" }
variable "kms_master_key_arn" { default = "" }
variable "allow_ssl_requests_only" { default = false }
variable "allow_encrypted_uploads_only" { default = false }
variable "policy" { default = "" }
variable "source_policy_documents" { default = [] }
variable "additional_bucket_policies" { default = [] }
variable "privileged_principal_arns" { default = [] }
variable "unread" {}

locals {
  makes    = var.enabled == null ? true : var.enabled
  policies = concat(var.source_policy_documents, var.policy == "" ? [] : [var.policy], var.additional_bucket_policies)
}

resource "aws_s3_bucket" "this" {
  count = local.makes ? 1 : 0

  bucket = var.bucket_name
  tags   = var.unread
}

resource "aws_s3_bucket_ownership_controls" "this" {
  count = local.makes ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  rule {
    object_ownership = var.s3_object_ownership
  }
}

resource "aws_s3_bucket_acl" "this" {
  count = local.makes && var.acl != null ? 1 : 0

  bucket     = aws_s3_bucket.this[0].id
  acl        = var.grants == null ? var.acl : var.unread
  depends_on = [aws_s3_bucket_ownership_controls.this]
}

resource "aws_s3_bucket_public_access_block" "this" {
  count = local.makes ? 1 : 0

  bucket                  = aws_s3_bucket.this[0].id
  block_public_acls       = var.block_public_acls
  block_public_policy     = var.block_public_policy
  ignore_public_acls      = var.ignore_public_acls
  restrict_public_buckets = var.restrict_public_buckets
}

resource "aws_s3_bucket_versioning" "this" {
  count = local.makes ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  versioning_configuration {
    status = var.versioning_enabled ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count = local.makes ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  rule {
    bucket_key_enabled = var.unread
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.sse_algorithm
      kms_master_key_id = var.kms_master_key_arn == "" ? null : var.kms_master_key_arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count = var.unread

  bucket = aws_s3_bucket.this[0].id
  rule {
    id     = var.unread
    status = var.unread
  }
}

resource "aws_s3_bucket_policy" "this" {
  count = local.makes && (var.allow_ssl_requests_only || var.allow_encrypted_uploads_only || length(local.policies) > 0 || length(var.privileged_principal_arns) > 0) ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  policy = var.unread
}

output "bucket_id" { value = try(aws_s3_bucket.this[0].id, "") }
output "bucket_arn" { value = try(aws_s3_bucket.this[0].arn, "") }
output "bucket_domain_name" { value = try(aws_s3_bucket.this[0].bucket_domain_name, "") }
output "bucket_regional_domain_name" { value = try(aws_s3_bucket.this[0].bucket_regional_domain_name, "") }
