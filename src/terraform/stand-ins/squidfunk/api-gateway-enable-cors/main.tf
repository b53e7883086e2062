# squidfunk/api-gateway-enable-cors/aws, version 0: the method that answers a browser's preflight requests

variable "api_id" { default = null }
variable "api_resource_id" { default = null }
variable "allow_headers" { default = ["Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Security-Token", "X-Api-Key"] }
variable "allow_methods" { default = ["OPTIONS", "HEAD", "GET", "POST", "PUT", "PATCH", "DELETE"] }
variable "allow_origin" { default = "*" }
variable "allow_max_age" { default = "7200" }
variable "allow_credentials" { default = false }

locals {
  headers = merge({
    "Access-Control-Allow-Headers" = format("'%s'", join(",", var.allow_headers))
    "Access-Control-Allow-Methods" = format("'%s'", join(",", var.allow_methods))
    "Access-Control-Allow-Origin"  = format("'%s'", var.allow_origin)
    "Access-Control-Max-Age"       = format("'%s'", var.allow_max_age)
  }, var.allow_credentials ? { "Access-Control-Allow-Credentials" = "'true'" } : {})
}

resource "aws_api_gateway_method" "this" {
  rest_api_id   = var.api_id
  resource_id   = var.api_resource_id
  http_method   = "OPTIONS"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "this" {
  rest_api_id       = var.api_id
  resource_id       = var.api_resource_id
  http_method       = aws_api_gateway_method.this.http_method
  type              = "MOCK"
  request_templates = { "application/json" = "{ \"statusCode\": 200 }" }
}

resource "aws_api_gateway_method_response" "this" {
  rest_api_id         = var.api_id
  resource_id         = var.api_resource_id
  http_method         = aws_api_gateway_method.this.http_method
  status_code         = 200
  response_parameters = { for name, value in local.headers : format("method.response.header.%s", name) => true }
  response_models     = { "application/json" = "Empty" }
}

resource "aws_api_gateway_integration_response" "this" {
  rest_api_id         = var.api_id
  resource_id         = var.api_resource_id
  http_method         = aws_api_gateway_method.this.http_method
  status_code         = 200
  response_parameters = { for name, value in local.headers : format("method.response.header.%s", name) => value }

  depends_on = [aws_api_gateway_integration.this, aws_api_gateway_method_response.this]
}
