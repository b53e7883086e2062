# terraform-aws-modules/step-functions/aws, versions 1 to 5: the state machine. What its own role may do, and its log group, are left
# unknown.

variable "create" { default = true }
variable "name" { default = null }
variable "definition" { default = "" }
variable "type" { default = "STANDARD" }
variable "publish" { default = false }
variable "use_existing_role" { default = false }
variable "role_arn" { default = "" }
variable "tags" { default = {} }
variable "unread" {}

resource "aws_sfn_state_machine" "this" {
  count = var.create ? 1 : 0

  name       = var.name
  definition = var.definition
  role_arn   = var.use_existing_role ? var.role_arn : var.unread
  type       = upper(var.type)
  publish    = var.publish
  tags       = merge({ Name = var.name }, var.tags)

  dynamic "logging_configuration" {
    for_each = var.unread
    content {
      level = var.unread
    }
  }

  dynamic "tracing_configuration" {
    for_each = var.unread
    content {
      enabled = var.unread
    }
  }

  dynamic "encryption_configuration" {
    for_each = var.unread
    content {
      type = var.unread
    }
  }
}

output "state_machine_arn" { value = try(aws_sfn_state_machine.this[0].arn, "") }
output "state_machine_id" { value = try(aws_sfn_state_machine.this[0].id, "") }
output "state_machine_name" { value = try(aws_sfn_state_machine.this[0].name, "") }
output "this_state_machine_arn" { value = try(aws_sfn_state_machine.this[0].arn, "") }
output "this_state_machine_id" { value = try(aws_sfn_state_machine.this[0].id, "") }
