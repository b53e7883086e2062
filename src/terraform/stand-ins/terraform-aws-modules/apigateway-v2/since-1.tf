# terraform-aws-modules/apigateway-v2/aws, versions 1 to 4: an HTTP API with its $default stage. Settings of single routes are
# left unknown, as is what the domain name needs.

variable "create" { default = true }
variable "create_api_gateway" { default = true }
variable "create_api_domain_name" { default = true }
variable "create_default_stage" { default = true }
variable "create_default_stage_api_mapping" { default = true }
variable "create_default_stage_access_log_group" { default = false }
variable "create_routes_and_integrations" { default = true }
variable "name" { default = "" }
variable "description" { default = null }
variable "protocol_type" { default = "HTTP" }
variable "body" { default = null }
variable "route_key" { default = null }
variable "credentials_arn" { default = null }
variable "target" { default = null }
variable "disable_execute_api_endpoint" { default = null }
variable "cors_configuration" { default = {} }
variable "domain_name" { default = null }
variable "mutual_tls_authentication" { default = {} }
variable "default_stage_access_log_destination_arn" { default = null }
variable "default_stage_access_log_format" { default = null }
variable "default_route_settings" { default = {} }
variable "integrations" { default = {} }
variable "authorizers" { default = {} }
variable "tags" { default = {} }
variable "unread" {}

locals {
  makes_routes = var.create && var.create_routes_and_integrations
  makes_domain = var.create && var.create_api_domain_name
  makes_stage  = var.create && var.create_default_stage
}

resource "aws_apigatewayv2_api" "this" {
  count = var.create && var.create_api_gateway ? 1 : 0

  name                         = var.name
  description                  = var.description
  protocol_type                = var.protocol_type
  body                         = var.body
  route_key                    = var.route_key
  credentials_arn              = var.credentials_arn
  target                       = var.target
  disable_execute_api_endpoint = var.disable_execute_api_endpoint
  tags                         = var.tags

  dynamic "cors_configuration" {
    for_each = length(keys(var.cors_configuration)) == 0 ? [] : [var.cors_configuration]
    content {
      allow_credentials = lookup(cors_configuration.value, "allow_credentials", null)
      allow_headers     = lookup(cors_configuration.value, "allow_headers", null)
      allow_methods     = lookup(cors_configuration.value, "allow_methods", null)
      allow_origins     = lookup(cors_configuration.value, "allow_origins", null)
      expose_headers    = lookup(cors_configuration.value, "expose_headers", null)
      max_age           = lookup(cors_configuration.value, "max_age", null)
    }
  }
}

resource "aws_apigatewayv2_domain_name" "this" {
  count = local.makes_domain ? 1 : 0

  domain_name = var.domain_name
  tags        = var.unread

  domain_name_configuration {
    certificate_arn = var.unread
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }

  dynamic "mutual_tls_authentication" {
    for_each = length(keys(var.mutual_tls_authentication)) == 0 ? [] : [var.mutual_tls_authentication]
    content {
      truststore_uri     = mutual_tls_authentication.value.truststore_uri
      truststore_version = lookup(mutual_tls_authentication.value, "truststore_version", null)
    }
  }
}

resource "aws_apigatewayv2_api_mapping" "this" {
  count = local.makes_domain && var.create_default_stage && var.create_default_stage_api_mapping ? 1 : 0

  api_id      = aws_apigatewayv2_api.this[0].id
  domain_name = aws_apigatewayv2_domain_name.this[0].id
  stage       = aws_apigatewayv2_stage.default[0].id
}

resource "aws_apigatewayv2_stage" "default" {
  count = local.makes_stage ? 1 : 0

  api_id      = aws_apigatewayv2_api.this[0].id
  name        = "$default"
  auto_deploy = true
  tags        = var.unread

  dynamic "access_log_settings" {
    for_each = (var.default_stage_access_log_destination_arn != null || var.create_default_stage_access_log_group) && var.default_stage_access_log_format != null ? [true] : []
    content {
      destination_arn = var.create_default_stage_access_log_group ? var.unread : var.default_stage_access_log_destination_arn
      format          = var.default_stage_access_log_format
    }
  }

  dynamic "default_route_settings" {
    for_each = length(keys(var.default_route_settings)) == 0 ? [] : [var.default_route_settings]
    content {
      data_trace_enabled       = lookup(default_route_settings.value, "data_trace_enabled", null)
      detailed_metrics_enabled = lookup(default_route_settings.value, "detailed_metrics_enabled", null)
      logging_level            = lookup(default_route_settings.value, "logging_level", null)
      throttling_burst_limit   = lookup(default_route_settings.value, "throttling_burst_limit", null)
      throttling_rate_limit    = lookup(default_route_settings.value, "throttling_rate_limit", null)
    }
  }

  dynamic "route_settings" {
    for_each = var.unread
    content {
      route_key = route_settings.key
    }
  }
}

resource "aws_apigatewayv2_authorizer" "this" {
  for_each = { for key, authorizer in var.authorizers : key => authorizer if local.makes_routes }

  api_id                            = aws_apigatewayv2_api.this[0].id
  name                              = lookup(each.value, "name", var.unread)
  authorizer_type                   = each.value.authorizer_type
  identity_sources                  = flatten([lookup(each.value, "identity_sources", [])])
  authorizer_uri                    = lookup(each.value, "authorizer_uri", null)
  authorizer_payload_format_version = lookup(each.value, "authorizer_payload_format_version", null)
  authorizer_result_ttl_in_seconds  = lookup(each.value, "authorizer_result_ttl_in_seconds", var.unread)
  authorizer_credentials_arn        = lookup(each.value, "authorizer_credentials_arn", null)
  enable_simple_responses           = lookup(each.value, "enable_simple_responses", null)

  dynamic "jwt_configuration" {
    for_each = lookup(each.value, "issuer", null) == null && lookup(each.value, "audience", null) == null ? [] : [true]
    content {
      audience = lookup(each.value, "audience", null)
      issuer   = lookup(each.value, "issuer", null)
    }
  }
}

resource "aws_apigatewayv2_route" "this" {
  for_each = { for key, route in var.integrations : key => route if local.makes_routes }

  api_id               = aws_apigatewayv2_api.this[0].id
  route_key            = each.key
  api_key_required     = lookup(each.value, "api_key_required", null)
  authorization_scopes = lookup(each.value, "authorization_scopes", null) == null ? null : var.unread
  authorization_type   = lookup(each.value, "authorization_type", null)
  authorizer_id        = lookup(each.value, "authorizer_key", null) == null ? lookup(each.value, "authorizer_id", null) : aws_apigatewayv2_authorizer.this[each.value.authorizer_key].id
  target               = "integrations/${aws_apigatewayv2_integration.this[each.key].id}"
}

resource "aws_apigatewayv2_integration" "this" {
  for_each = { for key, route in var.integrations : key => route if local.makes_routes }

  api_id                 = aws_apigatewayv2_api.this[0].id
  integration_type       = lookup(each.value, "integration_type", lookup(each.value, "lambda_arn", "") == "" ? "MOCK" : "AWS_PROXY")
  integration_subtype    = lookup(each.value, "integration_subtype", null)
  integration_method     = lookup(each.value, "integration_method", lookup(each.value, "integration_subtype", null) == null ? "POST" : null)
  integration_uri        = lookup(each.value, "lambda_arn", lookup(each.value, "integration_uri", null))
  payload_format_version = lookup(each.value, "payload_format_version", null)
  timeout_milliseconds   = lookup(each.value, "timeout_milliseconds", null)
  credentials_arn        = lookup(each.value, "credentials_arn", null)
  connection_type        = lookup(each.value, "connection_type", "INTERNET")
  connection_id          = lookup(each.value, "vpc_link", null) == null ? lookup(each.value, "connection_id", null) : var.unread
  request_parameters     = lookup(each.value, "request_parameters", null) == null ? null : can(jsondecode(each.value.request_parameters)) ? jsondecode(each.value.request_parameters) : each.value.request_parameters
}

output "apigatewayv2_api_id" { value = try(aws_apigatewayv2_api.this[0].id, "") }
output "apigatewayv2_api_arn" { value = try(aws_apigatewayv2_api.this[0].arn, "") }
output "apigatewayv2_api_api_endpoint" { value = try(aws_apigatewayv2_api.this[0].api_endpoint, "") }
output "apigatewayv2_api_execution_arn" { value = try(aws_apigatewayv2_api.this[0].execution_arn, "") }
output "default_apigatewayv2_stage_id" { value = try(aws_apigatewayv2_stage.default[0].id, "") }
output "default_apigatewayv2_stage_arn" { value = try(aws_apigatewayv2_stage.default[0].arn, "") }
output "default_apigatewayv2_stage_execution_arn" { value = try(aws_apigatewayv2_stage.default[0].execution_arn, "") }
output "default_apigatewayv2_stage_invoke_url" { value = try(aws_apigatewayv2_stage.default[0].invoke_url, "") }
output "this_apigatewayv2_api_id" { value = try(aws_apigatewayv2_api.this[0].id, "") }
output "this_apigatewayv2_api_api_endpoint" { value = try(aws_apigatewayv2_api.this[0].api_endpoint, "") }
output "this_apigatewayv2_api_execution_arn" { value = try(aws_apigatewayv2_api.this[0].execution_arn, "") }
