# terraform-aws-modules/lambda/aws//modules/deploy, versions 2 to 8: CodeDeploy's application, deployment group and role

variable "create" { default = true }
variable "create_app" { default = false }
variable "use_existing_app" { default = false }
variable "app_name" { default = "" }
variable "create_deployment_group" { default = false }
variable "use_existing_deployment_group" { default = false }
variable "deployment_group_name" { default = "" }
variable "deployment_config_name" { default = "CodeDeployDefault.LambdaAllAtOnce" }
variable "auto_rollback_enabled" { default = true }
variable "auto_rollback_events" { default = ["DEPLOYMENT_STOP_ON_ALARM"] }
variable "alarm_enabled" { default = false }
variable "alarms" { default = [] }
variable "alarm_ignore_poll_alarm_failure" { default = false }
variable "create_codedeploy_role" { default = true }
variable "codedeploy_role_name" { default = "" }
variable "codedeploy_principals" { default = ["codedeploy.amazonaws.com"] }
variable "tags" { default = {} }
variable "unread" {}

locals {
  makes_role = var.create && var.create_codedeploy_role
}

resource "aws_codedeploy_app" "this" {
  count = var.create && var.create_app && !var.use_existing_app ? 1 : 0

  name             = var.app_name
  compute_platform = "Lambda"
  tags             = var.tags
}

resource "aws_codedeploy_deployment_group" "this" {
  count = var.create && var.create_deployment_group && !var.use_existing_deployment_group ? 1 : 0

  app_name               = try(aws_codedeploy_app.this[0].name, var.app_name)
  deployment_group_name  = var.deployment_group_name
  service_role_arn       = local.makes_role ? aws_iam_role.codedeploy[0].arn : var.unread
  deployment_config_name = var.deployment_config_name
  tags                   = var.tags

  deployment_style {
    deployment_option = "WITH_TRAFFIC_CONTROL"
    deployment_type   = "BLUE_GREEN"
  }

  auto_rollback_configuration {
    enabled = var.auto_rollback_enabled
    events  = var.auto_rollback_events
  }

  dynamic "alarm_configuration" {
    for_each = var.alarm_enabled ? [true] : []
    content {
      enabled                   = true
      alarms                    = var.alarms
      ignore_poll_alarm_failure = var.alarm_ignore_poll_alarm_failure
    }
  }
}

data "aws_iam_policy_document" "trust" {
  count = local.makes_role ? 1 : 0

  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = var.codedeploy_principals
    }
  }
}

resource "aws_iam_role" "codedeploy" {
  count = local.makes_role ? 1 : 0

  name               = var.codedeploy_role_name == "" ? var.unread : var.codedeploy_role_name
  assume_role_policy = data.aws_iam_policy_document.trust[0].json
}

resource "aws_iam_role_policy_attachment" "codedeploy" {
  count = local.makes_role ? 1 : 0

  role       = aws_iam_role.codedeploy[0].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda"
}

# for hooks and notifications
resource "aws_iam_role_policy" "codedeploy" {
  count = local.makes_role ? 1 : 0

  role   = aws_iam_role.codedeploy[0].name
  policy = var.unread
}
