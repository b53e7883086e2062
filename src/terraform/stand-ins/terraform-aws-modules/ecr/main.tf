# terraform-aws-modules/ecr/aws, versions 1 to 3: a private repository. A policy that the module writes is left unknown, and so is
# whether tags may move and images are scanned, unless the call says so.

variable "create" { default = true }
variable "create_repository" { default = true }
variable "repository_type" { default = "private" }
variable "repository_name" { default = "" }
variable "repository_image_tag_mutability" {}
variable "repository_image_scan_on_push" {}
variable "repository_encryption_type" { default = null }
variable "repository_kms_key" { default = null }
variable "repository_force_delete" { default = null }
variable "attach_repository_policy" { default = true }
variable "create_repository_policy" { default = true }
variable "repository_policy" { default = null }
variable "create_lifecycle_policy" { default = true }
variable "repository_lifecycle_policy" { default = "" }
variable "tags" { default = {} }
variable "unread" {}

locals {
  makes = var.create && var.create_repository && var.repository_type == "private"
}

resource "aws_ecr_repository" "this" {
  count = local.makes ? 1 : 0

  name                 = var.repository_name
  image_tag_mutability = var.repository_image_tag_mutability
  force_delete         = var.repository_force_delete
  tags                 = var.tags

  image_scanning_configuration {
    scan_on_push = var.repository_image_scan_on_push
  }

  encryption_configuration {
    encryption_type = var.repository_encryption_type
    kms_key         = var.repository_kms_key
  }
}

resource "aws_ecr_repository_policy" "this" {
  count = local.makes && var.attach_repository_policy ? 1 : 0

  repository = aws_ecr_repository.this[0].name
  policy     = var.create_repository_policy ? var.unread : var.repository_policy
}

resource "aws_ecr_lifecycle_policy" "this" {
  count = local.makes && var.create_lifecycle_policy ? 1 : 0

  repository = aws_ecr_repository.this[0].name
  policy     = var.repository_lifecycle_policy == "" ? var.unread : var.repository_lifecycle_policy
}

output "repository_arn" { value = try(aws_ecr_repository.this[0].arn, var.unread) }
output "repository_name" { value = try(aws_ecr_repository.this[0].name, var.unread) }
output "repository_registry_id" { value = try(aws_ecr_repository.this[0].registry_id, var.unread) }
output "repository_url" { value = try(aws_ecr_repository.this[0].repository_url, var.unread) }
