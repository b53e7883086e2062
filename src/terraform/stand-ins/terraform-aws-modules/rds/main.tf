# terraform-aws-modules/rds/aws, versions 4 to 6: a database. Its names and groups are left unknown, and so are its password, which the module
# may make by itself, and defaults that differ.

variable "create_db_instance" { default = true }
variable "engine" { default = null }
variable "engine_version" { default = null }
variable "instance_class" { default = null }
variable "port" { default = null }
variable "storage_encrypted" {}
variable "kms_key_id" { default = null }
variable "publicly_accessible" { default = false }
variable "deletion_protection" { default = false }
variable "iam_database_authentication_enabled" { default = false }
variable "vpc_security_group_ids" { default = [] }
variable "backup_retention_period" {}
variable "skip_final_snapshot" { default = false }
variable "replicate_source_db" { default = null }
variable "snapshot_identifier" { default = null }
variable "restore_to_point_in_time" { default = null }
variable "s3_import" { default = null }
variable "tags" { default = {} }
variable "db_instance_tags" { default = {} }
variable "unread" {}

resource "aws_db_instance" "this" {
  count = var.create_db_instance ? 1 : 0

  identifier                          = var.unread
  identifier_prefix                   = var.unread
  engine                              = var.engine
  engine_version                      = var.engine_version
  instance_class                      = var.instance_class
  allocated_storage                   = var.unread
  db_name                             = var.unread
  username                            = var.unread
  password                            = var.unread
  manage_master_user_password         = var.unread
  port                                = var.port
  storage_encrypted                   = var.storage_encrypted
  kms_key_id                          = var.kms_key_id
  publicly_accessible                 = var.publicly_accessible
  deletion_protection                 = var.deletion_protection
  iam_database_authentication_enabled = var.iam_database_authentication_enabled
  vpc_security_group_ids              = var.vpc_security_group_ids
  db_subnet_group_name                = var.unread
  parameter_group_name                = var.unread
  backup_retention_period             = var.backup_retention_period
  skip_final_snapshot                 = var.skip_final_snapshot
  replicate_source_db                 = var.replicate_source_db
  snapshot_identifier                 = var.snapshot_identifier
  tags                                = merge(var.tags, var.db_instance_tags)

  dynamic "restore_to_point_in_time" {
    for_each = var.restore_to_point_in_time == null ? [] : [true]
    content {}
  }

  dynamic "s3_import" {
    for_each = var.s3_import == null ? [] : [true]
    content {
      bucket_name           = var.unread
      ingestion_role        = var.unread
      source_engine         = var.unread
      source_engine_version = var.unread
    }
  }
}

output "db_instance_arn" { value = try(aws_db_instance.this[0].arn, null) }
output "db_instance_address" { value = try(aws_db_instance.this[0].address, null) }
output "db_instance_endpoint" { value = try(aws_db_instance.this[0].endpoint, null) }
output "db_instance_port" { value = try(aws_db_instance.this[0].port, null) }
output "db_instance_resource_id" { value = try(aws_db_instance.this[0].resource_id, null) }
