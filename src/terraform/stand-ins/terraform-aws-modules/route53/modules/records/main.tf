# terraform-aws-modules/route53/aws//modules/records, versions 2 to 5: the records of a zone, whose name is not known

variable "create" { default = true }
variable "zone_id" { default = null }
variable "zone_name" { default = null }
variable "records" { default = [] }
variable "unread" {}

resource "aws_route53_record" "this" {
  for_each = { for record in var.records : join(" ", compact([record.name, record.type, lookup(record, "set_identifier", "")])) => record if var.create && (var.zone_id != null || var.zone_name != null) }

  zone_id         = var.zone_id == null ? var.unread : var.zone_id
  name            = var.unread
  type            = each.value.type
  ttl             = lookup(each.value, "ttl", null)
  records         = lookup(each.value, "records", null)
  set_identifier  = lookup(each.value, "set_identifier", null)
  health_check_id = lookup(each.value, "health_check_id", null)

  dynamic "alias" {
    for_each = length(lookup(each.value, "alias", {})) == 0 ? [] : [each.value.alias]
    content {
      name                   = alias.value.name
      zone_id                = lookup(alias.value, "zone_id", var.unread)
      evaluate_target_health = lookup(alias.value, "evaluate_target_health", false)
    }
  }
}
