# terraform-aws-modules/appsync/aws, versions 1 and 2: a GraphQL API with its sources. Roles are left unknown, and so are resolvers and
# functions, which may be made of templates of the module's own.

variable "create_graphql_api" { default = true }
variable "name" { default = "" }
variable "authentication_type" { default = "API_KEY" }
variable "schema" { default = "" }
variable "xray_enabled" { default = false }
variable "logging_enabled" { default = false }
variable "log_field_log_level" { default = null }
variable "log_exclude_verbose_content" { default = false }
variable "lambda_authorizer_config" { default = {} }
variable "openid_connect_config" { default = {} }
variable "user_pool_config" { default = {} }
variable "additional_authentication_provider" { default = {} }
variable "caching_enabled" { default = false }
variable "cache_at_rest_encryption_enabled" { default = false }
variable "cache_transit_encryption_enabled" { default = false }
variable "datasources" { default = {} }
variable "unread" {}

resource "aws_appsync_graphql_api" "this" {
  count = var.create_graphql_api ? 1 : 0

  name                = var.name
  authentication_type = var.authentication_type
  schema              = var.schema
  xray_enabled        = var.xray_enabled
  tags                = var.unread

  dynamic "log_config" {
    for_each = var.logging_enabled ? [true] : []
    content {
      cloudwatch_logs_role_arn = var.unread
      field_log_level          = var.log_field_log_level == null ? var.unread : var.log_field_log_level
      exclude_verbose_content  = var.log_exclude_verbose_content
    }
  }

  dynamic "lambda_authorizer_config" {
    for_each = length(var.lambda_authorizer_config) == 0 ? [] : [var.lambda_authorizer_config]
    content {
      authorizer_uri                   = lambda_authorizer_config.value.authorizer_uri
      authorizer_result_ttl_in_seconds = lookup(lambda_authorizer_config.value, "authorizer_result_ttl_in_seconds", null)
      identity_validation_expression   = lookup(lambda_authorizer_config.value, "identity_validation_expression", null)
    }
  }

  dynamic "openid_connect_config" {
    for_each = length(var.openid_connect_config) == 0 ? [] : [var.openid_connect_config]
    content {
      issuer    = openid_connect_config.value.issuer
      client_id = lookup(openid_connect_config.value, "client_id", null)
      auth_ttl  = lookup(openid_connect_config.value, "auth_ttl", null)
      iat_ttl   = lookup(openid_connect_config.value, "iat_ttl", null)
    }
  }

  dynamic "user_pool_config" {
    for_each = length(var.user_pool_config) == 0 ? [] : [var.user_pool_config]
    content {
      default_action      = user_pool_config.value.default_action
      user_pool_id        = user_pool_config.value.user_pool_id
      app_id_client_regex = lookup(user_pool_config.value, "app_id_client_regex", null)
      aws_region          = lookup(user_pool_config.value, "aws_region", null)
    }
  }

  dynamic "additional_authentication_provider" {
    for_each = var.additional_authentication_provider
    content {
      authentication_type = additional_authentication_provider.value.authentication_type
    }
  }
}

resource "aws_appsync_api_cache" "this" {
  count = var.create_graphql_api && var.caching_enabled ? 1 : 0

  api_id                     = aws_appsync_graphql_api.this[0].id
  api_caching_behavior       = var.unread
  type                       = var.unread
  ttl                        = var.unread
  at_rest_encryption_enabled = var.cache_at_rest_encryption_enabled
  transit_encryption_enabled = var.cache_transit_encryption_enabled
}

resource "aws_appsync_datasource" "this" {
  for_each = { for name, source in var.datasources : name => source if var.create_graphql_api }

  api_id           = aws_appsync_graphql_api.this[0].id
  name             = each.key
  type             = each.value.type
  service_role_arn = lookup(each.value, "service_role_arn", var.unread)

  dynamic "lambda_config" {
    for_each = each.value.type == "AWS_LAMBDA" ? [each.value] : []
    content {
      function_arn = lambda_config.value.function_arn
    }
  }

  dynamic "dynamodb_config" {
    for_each = each.value.type == "AMAZON_DYNAMODB" ? [each.value] : []
    content {
      table_name             = dynamodb_config.value.table_name
      region                 = lookup(dynamodb_config.value, "region", null)
      use_caller_credentials = lookup(dynamodb_config.value, "use_caller_credentials", null)
    }
  }

  dynamic "http_config" {
    for_each = each.value.type == "HTTP" ? [each.value] : []
    content {
      endpoint = http_config.value.endpoint
    }
  }
}

output "appsync_graphql_api_id" { value = try(aws_appsync_graphql_api.this[0].id, "") }
output "appsync_graphql_api_arn" { value = try(aws_appsync_graphql_api.this[0].arn, "") }
output "appsync_graphql_api_uris" { value = try(aws_appsync_graphql_api.this[0].uris, "") }
