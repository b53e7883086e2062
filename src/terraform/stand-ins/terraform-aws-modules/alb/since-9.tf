# terraform-aws-modules/alb/aws, versions 9 and 10: the load balancer, its target groups, what is in them, and what lets it call
# functions. Listeners and security groups are left out.

variable "create" { default = true }
variable "name" { default = null }
variable "load_balancer_type" { default = "application" }
variable "internal" { default = null }
variable "subnets" { default = null }
variable "target_groups" { default = {} }
variable "additional_target_group_attachments" { default = {} }
variable "unread" {}

locals {
  target_groups = var.target_groups == null ? {} : var.target_groups
  additional    = var.additional_target_group_attachments == null ? {} : var.additional_target_group_attachments
}

resource "aws_lb" "this" {
  count = var.create ? 1 : 0

  name                       = var.name
  load_balancer_type         = var.load_balancer_type
  internal                   = var.internal
  subnets                    = var.subnets
  security_groups            = var.unread
  drop_invalid_header_fields = var.unread
  enable_deletion_protection = var.unread
  tags                       = var.unread

  dynamic "subnet_mapping" {
    for_each = var.unread
    content {
      subnet_id = var.unread
    }
  }

  dynamic "access_logs" {
    for_each = var.unread
    content {
      bucket = var.unread
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each = { for key, group in local.target_groups : key => group if var.create }

  name                               = lookup(each.value, "name", null)
  name_prefix                        = lookup(each.value, "name_prefix", null)
  target_type                        = lookup(each.value, "target_type", null)
  lambda_multi_value_headers_enabled = lookup(each.value, "lambda_multi_value_headers_enabled", null)
  port                               = lookup(each.value, "target_type", null) == "lambda" ? null : var.unread
  protocol                           = lookup(each.value, "target_type", null) == "lambda" ? null : var.unread
  vpc_id                             = var.unread
  tags                               = var.unread

  dynamic "health_check" {
    for_each = var.unread
    content {
      enabled = var.unread
    }
  }
}

resource "aws_lb_target_group_attachment" "this" {
  for_each = { for key, group in local.target_groups : key => group if var.create && lookup(group, "create_attachment", true) }

  target_group_arn = aws_lb_target_group.this[each.key].arn
  target_id        = lookup(each.value, "target_id", null)
  port             = lookup(each.value, "target_type", null) == "lambda" ? null : var.unread

  depends_on = [aws_lambda_permission.this]
}

resource "aws_lb_target_group_attachment" "additional" {
  for_each = { for key, target in local.additional : key => target if var.create }

  target_group_arn = aws_lb_target_group.this[each.value.target_group_key].arn
  target_id        = each.value.target_id
  port             = lookup(each.value, "target_type", null) == "lambda" ? null : var.unread

  depends_on = [aws_lambda_permission.this]
}

resource "aws_lambda_permission" "this" {
  for_each = { for key, group in local.target_groups : key => group if var.create && lookup(group, "attach_lambda_permission", false) }

  function_name = each.value.target_id
  qualifier     = lookup(each.value, "lambda_qualifier", null)
  statement_id  = lookup(each.value, "lambda_statement_id", "AllowExecutionFromLb")
  action        = lookup(each.value, "lambda_action", "lambda:InvokeFunction")
  principal     = lookup(each.value, "lambda_principal", "elasticloadbalancing.amazonaws.com")
  source_arn    = aws_lb_target_group.this[each.key].arn
}

output "id" { value = try(aws_lb.this[0].id, var.unread) }
output "arn" { value = try(aws_lb.this[0].arn, var.unread) }
output "arn_suffix" { value = try(aws_lb.this[0].arn_suffix, var.unread) }
output "dns_name" { value = try(aws_lb.this[0].dns_name, var.unread) }
output "target_groups" { value = aws_lb_target_group.this }
