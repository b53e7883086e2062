# cloudposse/label/null, versions 0.24.1 to 0.25: an id made of labels, and tags. Left unknown are an id that is shortened to a limit,
# tags if the call chooses among them, and what is empty because a module leaves it to its callers.

variable "enabled" { default = null }
variable "namespace" { default = null }
variable "tenant" { default = null }
variable "environment" { default = null }
variable "stage" { default = null }
variable "name" { default = null }
variable "delimiter" { default = null }
variable "attributes" { default = [] }
variable "tags" { default = {} }
variable "label_order" { default = null }
variable "regex_replace_chars" { default = null }
variable "id_length_limit" { default = null }
variable "label_key_case" { default = null }
variable "label_value_case" { default = null }
variable "labels_as_tags" { default = null }
variable "context" { default = {} }
variable "unread" {}

locals {
  context = {
    enabled             = var.enabled != null ? var.enabled : lookup(var.context, "enabled", true)
    namespace           = var.namespace != null ? var.namespace : lookup(var.context, "namespace", null)
    tenant              = var.tenant != null ? var.tenant : lookup(var.context, "tenant", null)
    environment         = var.environment != null ? var.environment : lookup(var.context, "environment", null)
    stage               = var.stage != null ? var.stage : lookup(var.context, "stage", null)
    name                = var.name != null ? var.name : lookup(var.context, "name", null)
    delimiter           = var.delimiter != null ? var.delimiter : lookup(var.context, "delimiter", null)
    attributes          = compact(distinct(concat(coalesce(lookup(var.context, "attributes", []), []), coalesce(var.attributes, []))))
    tags                = merge(lookup(var.context, "tags", {}), var.tags)
    label_order         = var.label_order != null ? var.label_order : lookup(var.context, "label_order", null)
    regex_replace_chars = var.regex_replace_chars != null ? var.regex_replace_chars : lookup(var.context, "regex_replace_chars", null)
    id_length_limit     = var.id_length_limit != null ? var.id_length_limit : lookup(var.context, "id_length_limit", null)
    label_key_case      = var.label_key_case != null ? var.label_key_case : lookup(var.context, "label_key_case", null)
    label_value_case    = var.label_value_case != null ? var.label_value_case : lookup(var.context, "label_value_case", null)
    labels_as_tags      = contains(lookup(var.context, "labels_as_tags", ["unset"]), "unset") ? coalesce(var.labels_as_tags, ["default"]) : var.context.labels_as_tags
    additional_tag_map  = var.unread
    descriptor_formats  = var.unread
  }

  enabled    = local.context.enabled
  usual      = ["namespace", "environment", "stage", "name", "attributes"]
  removed    = local.context.regex_replace_chars == null || local.context.regex_replace_chars == "" ? "/[^-a-zA-Z0-9]/" : local.context.regex_replace_chars
  delimiter  = local.context.delimiter == null ? "-" : local.context.delimiter
  order      = local.context.label_order == null ? local.usual : length(local.context.label_order) == 0 ? local.usual : local.context.label_order
  value_case = local.context.label_value_case == null ? "lower" : local.context.label_value_case
  key_case   = local.context.label_key_case == null ? "title" : local.context.label_key_case
  limit      = local.context.id_length_limit == null ? 0 : local.context.id_length_limit

  kept       = { for label in ["namespace", "tenant", "environment", "stage", "name"] : label => local.context[label] == null ? "" : replace(local.context[label], local.removed, "") }
  labels     = { for label, text in local.kept : label => local.value_case == "lower" ? lower(text) : local.value_case == "upper" ? upper(text) : local.value_case == "title" ? title(lower(text)) : text }
  added      = [for text in local.context.attributes : replace(text, local.removed, "")]
  attributes = compact(distinct([for text in local.added : local.value_case == "lower" ? lower(text) : local.value_case == "upper" ? upper(text) : local.value_case == "title" ? title(lower(text)) : text]))

  parts = merge(local.labels, { attributes = join(local.delimiter, local.attributes) })
  whole = join(local.delimiter, [for label in local.order : local.parts[label] if local.parts[label] != ""])
  named = join("", values(local.labels)) == "" ? var.unread : local.whole
  id    = local.limit == 0 || length(local.whole) <= local.limit ? local.named : var.unread

  described = { for label, text in merge(local.parts, { name = local.id }) : local.key_case == "lower" ? lower(label) : local.key_case == "upper" ? upper(label) : title(label) => text if text != "" }
  tags      = contains(local.context.labels_as_tags, "default") && local.described != {} ? merge(local.described, local.context.tags) : var.unread
}

output "enabled" { value = local.enabled }
output "id" { value = local.enabled ? local.id : "" }
output "id_full" { value = local.enabled ? local.named : "" }
output "namespace" { value = local.enabled ? local.labels.namespace == "" ? var.unread : local.labels.namespace : "" }
output "tenant" { value = local.enabled ? local.labels.tenant == "" ? var.unread : local.labels.tenant : "" }
output "environment" { value = local.enabled ? local.labels.environment == "" ? var.unread : local.labels.environment : "" }
output "stage" { value = local.enabled ? local.labels.stage == "" ? var.unread : local.labels.stage : "" }
output "name" { value = local.enabled ? local.labels.name == "" ? var.unread : local.labels.name : "" }
output "attributes" { value = local.enabled ? local.attributes : [] }
output "delimiter" { value = local.enabled ? local.delimiter : "" }
output "tags" { value = local.enabled ? local.tags : {} }
output "label_order" { value = local.order }
output "context" { value = local.context }
