# terraform-aws-modules/dynamodb-table/aws, versions 1 to 6: the table and its stream. Backups, encryption, deletion protection and
# expiry, whose arguments and defaults differ between versions, and autoscaling are left unknown.

variable "create_table" { default = true }
variable "create" { default = true }
variable "name" { default = null }
variable "attributes" { default = [] }
variable "hash_key" { default = null }
variable "range_key" { default = null }
variable "billing_mode" { default = "PAY_PER_REQUEST" }
variable "autoscaling_enabled" { default = false }
variable "stream_enabled" { default = false }
variable "stream_view_type" { default = null }
variable "replica_regions" { default = [] }
variable "replicas" { default = [] }
variable "tags" { default = {} }
variable "unread" {}

resource "aws_dynamodb_table" "this" {
  count = var.create_table && var.create ? 1 : 0

  name                        = var.name
  hash_key                    = var.hash_key
  range_key                   = var.range_key
  billing_mode                = var.autoscaling_enabled ? var.unread : var.billing_mode
  read_capacity               = var.unread
  write_capacity              = var.unread
  stream_enabled              = var.stream_enabled
  stream_view_type            = var.stream_view_type
  deletion_protection_enabled = var.unread
  tags                        = merge(var.tags, { Name = var.name })

  dynamic "attribute" {
    for_each = var.attributes == null ? [] : var.attributes
    content {
      name = attribute.value.name
      type = attribute.value.type
    }
  }

  dynamic "global_secondary_index" {
    for_each = var.unread
    content {
      name            = var.unread
      hash_key        = var.unread
      projection_type = var.unread
    }
  }

  dynamic "local_secondary_index" {
    for_each = var.unread
    content {
      name            = var.unread
      range_key       = var.unread
      projection_type = var.unread
    }
  }

  dynamic "point_in_time_recovery" {
    for_each = var.unread
    content {
      enabled = var.unread
    }
  }

  dynamic "server_side_encryption" {
    for_each = var.unread
    content {
      enabled = var.unread
    }
  }

  dynamic "ttl" {
    for_each = var.unread
    content {
      attribute_name = var.unread
      enabled        = var.unread
    }
  }

  dynamic "replica" {
    for_each = concat(var.replica_regions, var.replicas)
    content {
      region_name = var.unread
    }
  }
}

output "dynamodb_table_arn" { value = try(aws_dynamodb_table.this[0].arn, "") }
output "dynamodb_table_id" { value = try(aws_dynamodb_table.this[0].id, "") }
output "dynamodb_table_stream_arn" { value = try(aws_dynamodb_table.this[0].stream_arn, null) }
output "this_dynamodb_table_arn" { value = try(aws_dynamodb_table.this[0].arn, "") }
output "this_dynamodb_table_id" { value = try(aws_dynamodb_table.this[0].id, "") }
output "this_dynamodb_table_stream_arn" { value = try(aws_dynamodb_table.this[0].stream_arn, null) }
