# terraform-aws-modules/ssm-parameter/aws, versions 1 and 2: a parameter, whose type follows from its value if the call does not say

variable "create" { default = true }
variable "name" { default = null }
variable "description" { default = null }
variable "type" { default = null }
variable "secure_type" { default = false }
variable "value" { default = null }
variable "values" { default = [] }
variable "key_id" { default = null }
variable "tier" { default = null }
variable "allowed_pattern" { default = null }
variable "data_type" { default = null }
variable "tags" { default = {} }
variable "unread" {}

locals {
  type = var.type != null ? var.type : length(var.values) > 0 ? "StringList" : var.secure_type ? "SecureString" : "String"
}

resource "aws_ssm_parameter" "this" {
  count = var.create ? 1 : 0

  name            = var.name
  description     = var.description
  type            = local.type
  value           = local.type == "StringList" || var.value == null ? var.unread : var.value
  key_id          = local.type == "SecureString" ? var.key_id : null
  tier            = var.tier
  allowed_pattern = var.allowed_pattern
  data_type       = var.data_type
  tags            = var.tags
}

output "ssm_parameter_arn" { value = try(aws_ssm_parameter.this[0].arn, null) }
output "ssm_parameter_name" { value = try(aws_ssm_parameter.this[0].name, null) }
output "ssm_parameter_type" { value = try(aws_ssm_parameter.this[0].type, null) }
output "ssm_parameter_version" { value = try(aws_ssm_parameter.this[0].version, null) }
