# terraform-aws-modules/rds-aurora/aws, versions 7 to 9: a cluster of Aurora and its instances. Names, groups and the password are left unknown.

variable "create" { default = true }
variable "create_cluster" { default = true }
variable "engine" { default = null }
variable "engine_mode" { default = "provisioned" }
variable "engine_version" { default = null }
variable "storage_encrypted" { default = true }
variable "kms_key_id" { default = null }
variable "deletion_protection" { default = null }
variable "enable_http_endpoint" { default = null }
variable "iam_database_authentication_enabled" { default = null }
variable "skip_final_snapshot" { default = false }
variable "publicly_accessible" { default = null }
variable "instances" { default = {} }
variable "instance_class" { default = null }
variable "replication_source_identifier" { default = null }
variable "snapshot_identifier" { default = null }
variable "global_cluster_identifier" { default = null }
variable "restore_to_point_in_time" { default = {} }
variable "s3_import" { default = {} }
variable "tags" { default = {} }
variable "unread" {}

resource "aws_rds_cluster" "this" {
  count = var.create && var.create_cluster ? 1 : 0

  cluster_identifier                  = var.unread
  cluster_identifier_prefix           = var.unread
  engine                              = var.engine
  engine_mode                         = var.engine_mode
  engine_version                      = var.engine_version
  database_name                       = var.unread
  master_username                     = var.unread
  master_password                     = var.unread
  manage_master_user_password         = var.unread
  storage_encrypted                   = var.storage_encrypted
  kms_key_id                          = var.kms_key_id
  deletion_protection                 = var.deletion_protection
  enable_http_endpoint                = var.enable_http_endpoint
  iam_database_authentication_enabled = var.iam_database_authentication_enabled
  skip_final_snapshot                 = var.skip_final_snapshot
  vpc_security_group_ids              = var.unread
  db_subnet_group_name                = var.unread
  replication_source_identifier       = var.replication_source_identifier
  snapshot_identifier                 = var.snapshot_identifier
  global_cluster_identifier           = var.global_cluster_identifier
  tags                                = var.unread

  dynamic "restore_to_point_in_time" {
    for_each = length(var.restore_to_point_in_time) == 0 ? [] : [true]
    content {}
  }

  dynamic "s3_import" {
    for_each = length(var.s3_import) == 0 ? [] : [true]
    content {
      bucket_name           = var.unread
      ingestion_role        = var.unread
      source_engine         = var.unread
      source_engine_version = var.unread
    }
  }
}

resource "aws_rds_cluster_instance" "this" {
  for_each = { for key, instance in var.instances : key => instance if var.create && var.create_cluster && var.engine_mode != "serverless" }

  cluster_identifier  = aws_rds_cluster.this[0].id
  identifier          = var.unread
  identifier_prefix   = var.unread
  engine              = var.engine
  engine_version      = var.engine_version
  instance_class      = lookup(each.value, "instance_class", var.instance_class)
  publicly_accessible = lookup(each.value, "publicly_accessible", var.publicly_accessible)
  tags                = merge(var.tags, lookup(each.value, "tags", {}))
}

output "cluster_arn" { value = try(aws_rds_cluster.this[0].arn, null) }
output "cluster_id" { value = try(aws_rds_cluster.this[0].id, null) }
output "cluster_endpoint" { value = try(aws_rds_cluster.this[0].endpoint, null) }
output "cluster_reader_endpoint" { value = try(aws_rds_cluster.this[0].reader_endpoint, null) }
output "cluster_port" { value = try(aws_rds_cluster.this[0].port, null) }
output "cluster_resource_id" { value = try(aws_rds_cluster.this[0].cluster_resource_id, null) }
