# terraform-aws-modules/acm/aws, versions 3 to 6: a certificate. How it is validated by default differs, and is left unknown, and so are the
# records that validate it, and the wait for them.

variable "create_certificate" { default = true }
variable "domain_name" { default = "" }
variable "subject_alternative_names" { default = [] }
variable "validation_method" {}
variable "key_algorithm" { default = null }
variable "private_authority_arn" { default = null }
variable "region" { default = null }
variable "tags" { default = {} }

resource "aws_acm_certificate" "this" {
  count = var.create_certificate ? 1 : 0

  region                    = var.region
  domain_name               = var.domain_name
  subject_alternative_names = var.subject_alternative_names
  validation_method         = var.validation_method
  key_algorithm             = var.key_algorithm
  certificate_authority_arn = var.private_authority_arn
  tags                      = var.tags
}

output "acm_certificate_arn" { value = try(aws_acm_certificate.this[0].arn, "") }
