# terraform-aws-modules/iam/aws//modules/iam-policy, versions 2 to 6

variable "create" { default = true }
variable "create_policy" { default = true }
variable "name" { default = null }
variable "policy" { default = "" }

resource "aws_iam_policy" "this" {
  count = var.create && var.create_policy ? 1 : 0

  name   = var.name
  policy = var.policy
}

output "arn" { value = try(aws_iam_policy.this[0].arn, null) }
output "id" { value = try(aws_iam_policy.this[0].arn, null) }
output "name" { value = try(aws_iam_policy.this[0].name, null) }
