# terraform-aws-modules/cloudfront/aws, versions 2 to 5: a distribution, and what it signs requests to buckets with. Policies that the call
# names are left unknown, and so are ids of what version 5 makes beside.

variable "create_distribution" { default = true }
variable "aliases" { default = null }
variable "comment" { default = null }
variable "enabled" { default = true }
variable "web_acl_id" { default = null }
variable "price_class" { default = null }
variable "http_version" { default = "http2" }
variable "is_ipv6_enabled" { default = null }
variable "default_root_object" { default = null }
variable "logging_config" { default = {} }
variable "origin" { default = {} }
variable "origin_group" { default = {} }
variable "default_cache_behavior" {}
variable "ordered_cache_behavior" { default = [] }
variable "viewer_certificate" { default = { cloudfront_default_certificate = true } }
variable "tags" { default = {} }
variable "create_origin_access_identity" { default = false }
variable "origin_access_identities" { default = {} }
variable "create_origin_access_control" { default = false }
variable "origin_access_control" { default = { s3 = { origin_type = "s3", signing_behavior = "always", signing_protocol = "sigv4" } } }
variable "unread" {}

resource "aws_cloudfront_origin_access_identity" "this" {
  for_each = var.create_origin_access_identity ? var.origin_access_identities : {}

  comment = each.value
}

resource "aws_cloudfront_origin_access_control" "this" {
  for_each = var.create_origin_access_control ? var.origin_access_control : {}

  name                              = each.key
  origin_access_control_origin_type = each.value.origin_type
  signing_behavior                  = each.value.signing_behavior
  signing_protocol                  = each.value.signing_protocol
}

resource "aws_cloudfront_distribution" "this" {
  count = var.create_distribution ? 1 : 0

  aliases             = var.aliases
  comment             = var.comment
  enabled             = var.enabled
  web_acl_id          = var.web_acl_id
  price_class         = var.price_class
  http_version        = var.http_version
  is_ipv6_enabled     = var.is_ipv6_enabled
  default_root_object = var.default_root_object
  tags                = var.tags

  dynamic "logging_config" {
    for_each = length(var.logging_config) == 0 ? [] : [var.logging_config]
    content {
      bucket          = logging_config.value.bucket
      prefix          = lookup(logging_config.value, "prefix", null)
      include_cookies = lookup(logging_config.value, "include_cookies", null)
    }
  }

  dynamic "origin" {
    for_each = var.origin
    content {
      domain_name              = origin.value.domain_name
      origin_id                = lookup(origin.value, "origin_id", origin.key)
      origin_path              = lookup(origin.value, "origin_path", "")
      origin_access_control_id = lookup(origin.value, "origin_access_control_id", null) != null ? origin.value.origin_access_control_id : try(aws_cloudfront_origin_access_control.this[origin.value.origin_access_control].id, null)

      dynamic "s3_origin_config" {
        for_each = length(lookup(origin.value, "s3_origin_config", {})) == 0 ? [] : [origin.value.s3_origin_config]
        content {
          origin_access_identity = lookup(s3_origin_config.value, "cloudfront_access_identity_path", try(aws_cloudfront_origin_access_identity.this[s3_origin_config.value.origin_access_identity].cloudfront_access_identity_path, null))
        }
      }

      dynamic "custom_origin_config" {
        for_each = length(lookup(origin.value, "custom_origin_config", {})) == 0 ? [] : [origin.value.custom_origin_config]
        content {
          http_port                = custom_origin_config.value.http_port
          https_port               = custom_origin_config.value.https_port
          origin_protocol_policy   = custom_origin_config.value.origin_protocol_policy
          origin_ssl_protocols     = custom_origin_config.value.origin_ssl_protocols
          origin_keepalive_timeout = lookup(custom_origin_config.value, "origin_keepalive_timeout", null)
          origin_read_timeout      = lookup(custom_origin_config.value, "origin_read_timeout", null)
        }
      }

      dynamic "custom_header" {
        for_each = lookup(origin.value, "custom_header", [])
        content {
          name  = custom_header.value.name
          value = custom_header.value.value
        }
      }
    }
  }

  dynamic "origin_group" {
    for_each = var.origin_group
    content {
      origin_id = lookup(origin_group.value, "origin_id", origin_group.key)
      failover_criteria {
        status_codes = origin_group.value.failover_status_codes
      }
      member {
        origin_id = origin_group.value.primary_member_origin_id
      }
      member {
        origin_id = origin_group.value.secondary_member_origin_id
      }
    }
  }

  dynamic "default_cache_behavior" {
    for_each = [var.default_cache_behavior]
    content {
      target_origin_id           = default_cache_behavior.value.target_origin_id
      viewer_protocol_policy     = default_cache_behavior.value.viewer_protocol_policy
      allowed_methods            = lookup(default_cache_behavior.value, "allowed_methods", ["GET", "HEAD", "OPTIONS"])
      cached_methods             = lookup(default_cache_behavior.value, "cached_methods", ["GET", "HEAD"])
      compress                   = lookup(default_cache_behavior.value, "compress", null)
      trusted_signers            = lookup(default_cache_behavior.value, "trusted_signers", null)
      trusted_key_groups         = lookup(default_cache_behavior.value, "trusted_key_groups", null)
      cache_policy_id            = lookup(default_cache_behavior.value, "cache_policy_id", null) == null && lookup(default_cache_behavior.value, "cache_policy_name", null) != null ? var.unread : lookup(default_cache_behavior.value, "cache_policy_id", null)
      origin_request_policy_id   = lookup(default_cache_behavior.value, "origin_request_policy_id", null) == null && lookup(default_cache_behavior.value, "origin_request_policy_name", null) != null ? var.unread : lookup(default_cache_behavior.value, "origin_request_policy_id", null)
      response_headers_policy_id = lookup(default_cache_behavior.value, "response_headers_policy_id", null) == null && lookup(default_cache_behavior.value, "response_headers_policy_name", null) != null ? var.unread : lookup(default_cache_behavior.value, "response_headers_policy_id", null)
      realtime_log_config_arn    = lookup(default_cache_behavior.value, "realtime_log_config_arn", null)
      min_ttl                    = lookup(default_cache_behavior.value, "min_ttl", null)
      default_ttl                = lookup(default_cache_behavior.value, "default_ttl", null)
      max_ttl                    = lookup(default_cache_behavior.value, "max_ttl", null)

      dynamic "forwarded_values" {
        for_each = lookup(default_cache_behavior.value, "use_forwarded_values", true) ? [default_cache_behavior.value] : []
        content {
          query_string            = lookup(forwarded_values.value, "query_string", false)
          query_string_cache_keys = lookup(forwarded_values.value, "query_string_cache_keys", [])
          headers                 = lookup(forwarded_values.value, "headers", [])
          cookies {
            forward           = lookup(forwarded_values.value, "cookies_forward", "none")
            whitelisted_names = lookup(forwarded_values.value, "cookies_whitelisted_names", null)
          }
        }
      }

      dynamic "lambda_function_association" {
        for_each = lookup(default_cache_behavior.value, "lambda_function_association", {})
        content {
          event_type   = lambda_function_association.key
          lambda_arn   = lambda_function_association.value.lambda_arn
          include_body = lookup(lambda_function_association.value, "include_body", null)
        }
      }

      dynamic "function_association" {
        for_each = lookup(default_cache_behavior.value, "function_association", {})
        content {
          event_type   = function_association.key
          function_arn = function_association.value.function_arn
        }
      }
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.ordered_cache_behavior
    content {
      path_pattern               = ordered_cache_behavior.value.path_pattern
      target_origin_id           = ordered_cache_behavior.value.target_origin_id
      viewer_protocol_policy     = ordered_cache_behavior.value.viewer_protocol_policy
      allowed_methods            = lookup(ordered_cache_behavior.value, "allowed_methods", ["GET", "HEAD", "OPTIONS"])
      cached_methods             = lookup(ordered_cache_behavior.value, "cached_methods", ["GET", "HEAD"])
      compress                   = lookup(ordered_cache_behavior.value, "compress", null)
      trusted_signers            = lookup(ordered_cache_behavior.value, "trusted_signers", null)
      trusted_key_groups         = lookup(ordered_cache_behavior.value, "trusted_key_groups", null)
      cache_policy_id            = lookup(ordered_cache_behavior.value, "cache_policy_id", null) == null && lookup(ordered_cache_behavior.value, "cache_policy_name", null) != null ? var.unread : lookup(ordered_cache_behavior.value, "cache_policy_id", null)
      origin_request_policy_id   = lookup(ordered_cache_behavior.value, "origin_request_policy_id", null) == null && lookup(ordered_cache_behavior.value, "origin_request_policy_name", null) != null ? var.unread : lookup(ordered_cache_behavior.value, "origin_request_policy_id", null)
      response_headers_policy_id = lookup(ordered_cache_behavior.value, "response_headers_policy_id", null) == null && lookup(ordered_cache_behavior.value, "response_headers_policy_name", null) != null ? var.unread : lookup(ordered_cache_behavior.value, "response_headers_policy_id", null)
      realtime_log_config_arn    = lookup(ordered_cache_behavior.value, "realtime_log_config_arn", null)
      min_ttl                    = lookup(ordered_cache_behavior.value, "min_ttl", null)
      default_ttl                = lookup(ordered_cache_behavior.value, "default_ttl", null)
      max_ttl                    = lookup(ordered_cache_behavior.value, "max_ttl", null)

      dynamic "forwarded_values" {
        for_each = lookup(ordered_cache_behavior.value, "use_forwarded_values", true) ? [ordered_cache_behavior.value] : []
        content {
          query_string            = lookup(forwarded_values.value, "query_string", false)
          query_string_cache_keys = lookup(forwarded_values.value, "query_string_cache_keys", [])
          headers                 = lookup(forwarded_values.value, "headers", [])
          cookies {
            forward           = lookup(forwarded_values.value, "cookies_forward", "none")
            whitelisted_names = lookup(forwarded_values.value, "cookies_whitelisted_names", null)
          }
        }
      }

      dynamic "lambda_function_association" {
        for_each = lookup(ordered_cache_behavior.value, "lambda_function_association", {})
        content {
          event_type   = lambda_function_association.key
          lambda_arn   = lambda_function_association.value.lambda_arn
          include_body = lookup(lambda_function_association.value, "include_body", null)
        }
      }

      dynamic "function_association" {
        for_each = lookup(ordered_cache_behavior.value, "function_association", {})
        content {
          event_type   = function_association.key
          function_arn = function_association.value.function_arn
        }
      }
    }
  }

  viewer_certificate {
    acm_certificate_arn            = lookup(var.viewer_certificate, "acm_certificate_arn", null)
    iam_certificate_id             = lookup(var.viewer_certificate, "iam_certificate_id", null)
    cloudfront_default_certificate = lookup(var.viewer_certificate, "cloudfront_default_certificate", null)
    minimum_protocol_version       = lookup(var.viewer_certificate, "minimum_protocol_version", "TLSv1")
    ssl_support_method             = lookup(var.viewer_certificate, "ssl_support_method", null)
  }

  restrictions {
    geo_restriction {
      restriction_type = var.unread
      locations        = var.unread
    }
  }
}

output "cloudfront_distribution_id" { value = try(aws_cloudfront_distribution.this[0].id, "") }
output "cloudfront_distribution_arn" { value = try(aws_cloudfront_distribution.this[0].arn, "") }
output "cloudfront_distribution_domain_name" { value = try(aws_cloudfront_distribution.this[0].domain_name, "") }
output "cloudfront_distribution_hosted_zone_id" { value = try(aws_cloudfront_distribution.this[0].hosted_zone_id, "") }
output "cloudfront_origin_access_identities" { value = aws_cloudfront_origin_access_identity.this }
output "cloudfront_origin_access_identity_ids" { value = [for identity in aws_cloudfront_origin_access_identity.this : identity.id] }
output "cloudfront_origin_access_identity_iam_arns" { value = [for identity in aws_cloudfront_origin_access_identity.this : identity.iam_arn] }
output "cloudfront_origin_access_controls" { value = aws_cloudfront_origin_access_control.this }
output "cloudfront_origin_access_controls_ids" { value = [for control in aws_cloudfront_origin_access_control.this : control.id] }
