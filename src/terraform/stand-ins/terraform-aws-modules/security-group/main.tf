# terraform-aws-modules/security-group/aws, versions 3 to 5: a group with its rules. Ports of rules that are named are left unknown.

variable "create" { default = true }
variable "create_sg" { default = true }
variable "security_group_id" { default = null }
variable "name" { default = null }
variable "use_name_prefix" { default = true }
variable "description" { default = "Security Group managed by Terraform" }
variable "vpc_id" { default = null }
variable "ingress_cidr_blocks" { default = [] }
variable "ingress_ipv6_cidr_blocks" { default = [] }
variable "ingress_rules" { default = [] }
variable "ingress_with_cidr_blocks" { default = [] }
variable "ingress_with_ipv6_cidr_blocks" { default = [] }
variable "ingress_with_source_security_group_id" { default = [] }
variable "ingress_with_self" { default = [] }
variable "ingress_with_prefix_list_ids" { default = [] }
variable "number_of_computed_ingress_rules" { default = 0 }
variable "number_of_computed_ingress_with_cidr_blocks" { default = 0 }
variable "number_of_computed_ingress_with_ipv6_cidr_blocks" { default = 0 }
variable "number_of_computed_ingress_with_source_security_group_id" { default = 0 }
variable "number_of_computed_ingress_with_self" { default = 0 }
variable "number_of_computed_ingress_with_prefix_list_ids" { default = 0 }
variable "egress_cidr_blocks" { default = ["0.0.0.0/0"] }
variable "egress_ipv6_cidr_blocks" { default = ["::/0"] }
variable "egress_rules" { default = [] }
variable "egress_with_cidr_blocks" { default = [] }
variable "egress_with_ipv6_cidr_blocks" { default = [] }
variable "egress_with_source_security_group_id" { default = [] }
variable "egress_with_self" { default = [] }
variable "egress_with_prefix_list_ids" { default = [] }
variable "number_of_computed_egress_rules" { default = 0 }
variable "number_of_computed_egress_with_cidr_blocks" { default = 0 }
variable "number_of_computed_egress_with_ipv6_cidr_blocks" { default = 0 }
variable "number_of_computed_egress_with_source_security_group_id" { default = 0 }
variable "number_of_computed_egress_with_self" { default = 0 }
variable "number_of_computed_egress_with_prefix_list_ids" { default = 0 }
variable "tags" { default = {} }
variable "unread" {}

locals {
  # whose ports are known from the module alone
  other_ingress = [var.ingress_with_ipv6_cidr_blocks, var.ingress_with_self, var.ingress_with_prefix_list_ids]
  other_egress  = [var.egress_with_ipv6_cidr_blocks, var.egress_with_self, var.egress_with_prefix_list_ids]
  computed_ingress = [for number in [
    var.number_of_computed_ingress_rules,
    var.number_of_computed_ingress_with_cidr_blocks,
    var.number_of_computed_ingress_with_ipv6_cidr_blocks,
    var.number_of_computed_ingress_with_source_security_group_id,
    var.number_of_computed_ingress_with_self,
    var.number_of_computed_ingress_with_prefix_list_ids,
  ] : number if number > 0]
  computed_egress = [for number in [
    var.number_of_computed_egress_rules,
    var.number_of_computed_egress_with_cidr_blocks,
    var.number_of_computed_egress_with_ipv6_cidr_blocks,
    var.number_of_computed_egress_with_source_security_group_id,
    var.number_of_computed_egress_with_self,
    var.number_of_computed_egress_with_prefix_list_ids,
  ] : number if number > 0]
}

resource "aws_security_group" "this" {
  count = var.create && var.create_sg ? 1 : 0

  name        = var.use_name_prefix ? null : var.name
  description = var.description
  vpc_id      = var.vpc_id
  tags        = merge({ Name = var.unread }, var.tags)

  dynamic "ingress" {
    for_each = var.ingress_rules
    content {
      cidr_blocks      = var.ingress_cidr_blocks
      ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
      description      = var.unread
      from_port        = var.unread
      to_port          = var.unread
      protocol         = var.unread
    }
  }

  dynamic "ingress" {
    for_each = var.ingress_with_cidr_blocks
    content {
      cidr_blocks = lookup(ingress.value, "cidr_blocks", null) == null ? var.ingress_cidr_blocks : split(",", ingress.value.cidr_blocks)
      description = lookup(ingress.value, "description", var.unread)
      from_port   = lookup(ingress.value, "from_port", var.unread)
      to_port     = lookup(ingress.value, "to_port", var.unread)
      protocol    = lookup(ingress.value, "protocol", var.unread)
    }
  }

  dynamic "ingress" {
    for_each = var.ingress_with_source_security_group_id
    content {
      security_groups = [ingress.value.source_security_group_id]
      description     = lookup(ingress.value, "description", var.unread)
      from_port       = lookup(ingress.value, "from_port", var.unread)
      to_port         = lookup(ingress.value, "to_port", var.unread)
      protocol        = lookup(ingress.value, "protocol", var.unread)
    }
  }

  dynamic "ingress" {
    for_each = length(flatten(local.other_ingress)) == 0 && length(local.computed_ingress) == 0 ? [] : var.unread
    content {
      from_port = var.unread
      to_port   = var.unread
      protocol  = var.unread
    }
  }

  dynamic "egress" {
    for_each = var.egress_rules
    content {
      cidr_blocks      = var.egress_cidr_blocks
      ipv6_cidr_blocks = var.egress_ipv6_cidr_blocks
      description      = var.unread
      from_port        = var.unread
      to_port          = var.unread
      protocol         = var.unread
    }
  }

  dynamic "egress" {
    for_each = var.egress_with_cidr_blocks
    content {
      cidr_blocks = lookup(egress.value, "cidr_blocks", null) == null ? var.egress_cidr_blocks : split(",", egress.value.cidr_blocks)
      description = lookup(egress.value, "description", var.unread)
      from_port   = lookup(egress.value, "from_port", var.unread)
      to_port     = lookup(egress.value, "to_port", var.unread)
      protocol    = lookup(egress.value, "protocol", var.unread)
    }
  }

  dynamic "egress" {
    for_each = var.egress_with_source_security_group_id
    content {
      security_groups = [egress.value.source_security_group_id]
      description     = lookup(egress.value, "description", var.unread)
      from_port       = lookup(egress.value, "from_port", var.unread)
      to_port         = lookup(egress.value, "to_port", var.unread)
      protocol        = lookup(egress.value, "protocol", var.unread)
    }
  }

  dynamic "egress" {
    for_each = length(flatten(local.other_egress)) == 0 && length(local.computed_egress) == 0 ? [] : var.unread
    content {
      from_port = var.unread
      to_port   = var.unread
      protocol  = var.unread
    }
  }
}

# the rules of a group that is not the module's
resource "aws_security_group_rule" "elsewhere" {
  count = var.create && !var.create_sg ? 1 : 0

  type              = var.unread
  security_group_id = var.security_group_id
  from_port         = var.unread
  to_port           = var.unread
  protocol          = var.unread
}

output "security_group_id" { value = var.create_sg ? try(aws_security_group.this[0].id, "") : var.security_group_id }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, "") }
output "security_group_name" { value = try(aws_security_group.this[0].name, "") }
output "security_group_vpc_id" { value = try(aws_security_group.this[0].vpc_id, "") }
output "this_security_group_id" { value = try(aws_security_group.this[0].id, "") }
