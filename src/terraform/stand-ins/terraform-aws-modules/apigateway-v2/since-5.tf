# terraform-aws-modules/apigateway-v2/aws, versions 5 and 6: an HTTP or WebSocket API with a stage, its access log and a domain
# name. Settings of single routes are left unknown, as is what the domain name needs.

variable "create" { default = true }
variable "create_domain_name" { default = true }
variable "create_stage" { default = true }
variable "create_routes_and_integrations" { default = true }
variable "deploy_stage" { default = true }
variable "name" { default = "" }
variable "description" { default = null }
variable "protocol_type" { default = "HTTP" }
variable "route_selection_expression" { default = null }
variable "body" { default = null }
variable "route_key" { default = null }
variable "credentials_arn" { default = null }
variable "target" { default = null }
variable "disable_execute_api_endpoint" { default = null }
variable "cors_configuration" { default = null }
variable "domain_name" { default = "" }
variable "mutual_tls_authentication" { default = {} }
variable "stage_name" { default = "$default" }
variable "stage_access_log_settings" { default = {} }
variable "stage_default_route_settings" { default = {} }
variable "routes" { default = {} }
variable "authorizers" { default = {} }
variable "tags" { default = {} }
variable "unread" {}

locals {
  is_http      = var.protocol_type == "HTTP"
  makes_routes = var.create && var.create_routes_and_integrations
  makes_domain = var.create && var.create_domain_name
  makes_stage  = var.create && var.create_stage
  makes_group  = local.makes_stage && var.stage_access_log_settings != null && try(var.stage_access_log_settings.create_log_group, true)
}

resource "aws_apigatewayv2_api" "this" {
  count = var.create ? 1 : 0

  name                         = var.name
  description                  = var.description
  protocol_type                = var.protocol_type
  route_selection_expression   = var.route_selection_expression
  body                         = local.is_http ? var.body : null
  route_key                    = local.is_http ? var.route_key : null
  credentials_arn              = local.is_http ? var.credentials_arn : null
  target                       = local.is_http ? var.target : null
  disable_execute_api_endpoint = local.is_http && local.makes_domain ? true : var.disable_execute_api_endpoint
  tags                         = var.unread

  dynamic "cors_configuration" {
    for_each = local.is_http && var.cors_configuration != null ? [var.cors_configuration] : []
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
  tags        = var.tags

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
  count = local.makes_domain && var.create_stage ? 1 : 0

  api_id      = aws_apigatewayv2_api.this[0].id
  domain_name = aws_apigatewayv2_domain_name.this[0].id
  stage       = aws_apigatewayv2_stage.this[0].id
}

resource "aws_apigatewayv2_stage" "this" {
  count = local.makes_stage ? 1 : 0

  api_id        = aws_apigatewayv2_api.this[0].id
  name          = var.stage_name
  auto_deploy   = local.is_http ? true : null
  deployment_id = local.is_http ? null : try(aws_apigatewayv2_deployment.this[0].id, null)
  tags          = var.unread

  dynamic "access_log_settings" {
    for_each = var.stage_access_log_settings == null ? [] : [var.stage_access_log_settings]
    content {
      destination_arn = local.makes_group ? aws_cloudwatch_log_group.this[0].arn : access_log_settings.value.destination_arn
      format          = lookup(access_log_settings.value, "format", null) == null ? var.unread : access_log_settings.value.format
    }
  }

  dynamic "default_route_settings" {
    for_each = var.stage_default_route_settings == null ? [] : [var.stage_default_route_settings]
    content {
      data_trace_enabled       = local.is_http ? null : lookup(default_route_settings.value, "data_trace_enabled", var.unread)
      detailed_metrics_enabled = lookup(default_route_settings.value, "detailed_metrics_enabled", true)
      logging_level            = local.is_http ? null : lookup(default_route_settings.value, "logging_level", null)
      throttling_burst_limit   = lookup(default_route_settings.value, "throttling_burst_limit", 500)
      throttling_rate_limit    = lookup(default_route_settings.value, "throttling_rate_limit", 1000)
    }
  }

  dynamic "route_settings" {
    for_each = var.unread
    content {
      route_key = route_settings.key
    }
  }

  depends_on = [aws_apigatewayv2_route.this]
}

resource "aws_apigatewayv2_deployment" "this" {
  count = local.makes_stage && var.deploy_stage && !local.is_http ? 1 : 0

  api_id   = aws_apigatewayv2_api.this[0].id
  triggers = var.unread

  depends_on = [aws_apigatewayv2_api.this, aws_apigatewayv2_route.this, aws_apigatewayv2_integration.this]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  count = local.makes_group ? 1 : 0

  name              = lookup(var.stage_access_log_settings, "log_group_name", null) == null ? format("/aws/apigateway/%s/%s", var.name, replace(var.stage_name, "$", "")) : var.stage_access_log_settings.log_group_name
  retention_in_days = lookup(var.stage_access_log_settings, "log_group_retention_in_days", 30)
  kms_key_id        = lookup(var.stage_access_log_settings, "log_group_kms_key_id", null)
  tags              = var.unread
}

resource "aws_apigatewayv2_authorizer" "this" {
  for_each = { for key, authorizer in var.authorizers : key => authorizer if var.create }

  api_id                            = aws_apigatewayv2_api.this[0].id
  name                              = lookup(each.value, "name", null) == null ? each.key : each.value.name
  authorizer_type                   = lookup(each.value, "authorizer_type", "REQUEST")
  identity_sources                  = lookup(each.value, "identity_sources", null)
  authorizer_uri                    = lookup(each.value, "authorizer_uri", null)
  authorizer_payload_format_version = lookup(each.value, "authorizer_payload_format_version", null)
  authorizer_result_ttl_in_seconds  = lookup(each.value, "authorizer_result_ttl_in_seconds", null)
  authorizer_credentials_arn        = lookup(each.value, "authorizer_credentials_arn", null)
  enable_simple_responses           = lookup(each.value, "enable_simple_responses", null)

  dynamic "jwt_configuration" {
    for_each = lookup(each.value, "jwt_configuration", null) == null ? [] : [each.value.jwt_configuration]
    content {
      audience = lookup(jwt_configuration.value, "audience", null)
      issuer   = lookup(jwt_configuration.value, "issuer", null)
    }
  }
}

resource "aws_apigatewayv2_route" "this" {
  for_each = { for key, route in var.routes : key => route if local.makes_routes }

  api_id                              = aws_apigatewayv2_api.this[0].id
  route_key                           = each.key
  api_key_required                    = local.is_http ? null : lookup(each.value, "api_key_required", null)
  authorization_scopes                = lookup(each.value, "authorization_scopes", null)
  authorization_type                  = lookup(each.value, "authorization_type", null)
  authorizer_id                       = lookup(each.value, "authorizer_key", null) == null ? lookup(each.value, "authorizer_id", null) : aws_apigatewayv2_authorizer.this[each.value.authorizer_key].id
  route_response_selection_expression = local.is_http ? null : lookup(each.value, "route_response_selection_expression", null)
  target                              = "integrations/${aws_apigatewayv2_integration.this[each.key].id}"
}

resource "aws_apigatewayv2_integration" "this" {
  for_each = { for key, route in var.routes : key => route.integration if local.makes_routes }

  api_id                 = aws_apigatewayv2_api.this[0].id
  integration_type       = lookup(each.value, "type", "AWS_PROXY")
  integration_subtype    = lookup(each.value, "subtype", null)
  integration_method     = lookup(each.value, "method", null)
  integration_uri        = lookup(each.value, "uri", null)
  payload_format_version = lookup(each.value, "payload_format_version", null)
  timeout_milliseconds   = lookup(each.value, "timeout_milliseconds", null)
  credentials_arn        = lookup(each.value, "credentials_arn", null)
  connection_type        = lookup(each.value, "connection_type", null)
  connection_id          = lookup(each.value, "vpc_link_key", null) == null ? lookup(each.value, "connection_id", null) : var.unread
  request_parameters     = lookup(each.value, "request_parameters", null)
  request_templates      = lookup(each.value, "request_templates", null)
}

output "api_id" { value = try(aws_apigatewayv2_api.this[0].id, null) }
output "api_arn" { value = try(aws_apigatewayv2_api.this[0].arn, null) }
output "api_endpoint" { value = try(aws_apigatewayv2_api.this[0].api_endpoint, null) }
output "api_execution_arn" { value = try(aws_apigatewayv2_api.this[0].execution_arn, null) }
output "stage_id" { value = try(aws_apigatewayv2_stage.this[0].id, null) }
output "stage_arn" { value = try(aws_apigatewayv2_stage.this[0].arn, null) }
output "stage_execution_arn" { value = try(aws_apigatewayv2_stage.this[0].execution_arn, null) }
output "stage_invoke_url" { value = try(aws_apigatewayv2_stage.this[0].invoke_url, null) }
output "stage_access_logs_cloudwatch_log_group_name" { value = try(aws_cloudwatch_log_group.this[0].name, null) }
output "stage_access_logs_cloudwatch_log_group_arn" { value = try(aws_cloudwatch_log_group.this[0].arn, null) }
