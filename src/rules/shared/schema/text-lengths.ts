import { atMost, type FormatsByType } from "./text-form.ts";

/** How long texts may be of which any characters are taken (API models of the services, botocore 1.43.107, 2026-11). */
const LENGTHS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  aws_apigatewayv2_api: { description: 1_024, name: 128, version: 64 },
  aws_apigatewayv2_authorizer: { name: 128 },
  aws_apigatewayv2_integration: { description: 1_024 },
  aws_apigatewayv2_model: { description: 1_024 },
  aws_apigatewayv2_route: { operation_name: 64 },
  aws_apigatewayv2_vpc_link: { name: 128 },
  aws_appconfig_application: { description: 1_024, name: 64 },
  aws_appconfig_configuration_profile: { description: 1_024, name: 128 },
  aws_appconfig_deployment_strategy: { description: 1_024, name: 64 },
  aws_appconfig_environment: { description: 1_024, name: 64 },
  aws_cloudwatch_composite_alarm: { alarm_description: 1_024, alarm_name: 255 },
  aws_cloudwatch_event_api_destination: { description: 512 },
  aws_cloudwatch_event_archive: { description: 512 },
  aws_cloudwatch_event_connection: { description: 512 },
  aws_cloudwatch_event_rule: { description: 512 },
  aws_cloudwatch_metric_alarm: { alarm_description: 1_024, alarm_name: 255 },
  aws_cloudwatch_metric_stream: { name: 255 },
  aws_codedeploy_deployment_config: { deployment_config_name: 100 },
  aws_codedeploy_deployment_group: { app_name: 100, deployment_config_name: 100, deployment_group_name: 100 },
  aws_cognito_identity_provider: { provider_name: 32 },
  aws_cognito_user_group: { description: 2_048 },
  aws_cognito_user_pool: {
    email_verification_subject: 140,
    "verification_message_template.email_subject": 140,
    "verification_message_template.email_subject_by_link": 140,
  },
  aws_config_config_rule: { description: 256, name: 128 },
  aws_efs_file_system: { creation_token: 64 },
  aws_iam_policy: { description: 1_000 },
  aws_lambda_alias: { description: 256 },
  aws_lambda_code_signing_config: { description: 256 },
  aws_lambda_function: { description: 256 },
  aws_lambda_layer_version: { description: 256, license_info: 512 },
  aws_pipes_pipe: { description: 512 },
  aws_route53_health_check: { fqdn: 255, search_string: 255 },
  aws_route53_record: { set_identifier: 128 },
  aws_route53_zone: { comment: 256 },
  aws_scheduler_schedule: { description: 512 },
  aws_secretsmanager_secret: { description: 2_048 },
  aws_ssm_parameter: { allowed_pattern: 1_024, description: 1_024 },
  aws_xray_group: { group_name: 32 },
  aws_xray_sampling_rule: { rule_name: 32 },
};

export const LENGTH_FORMATS: FormatsByType = Object.fromEntries(
  Object.entries(LENGTHS).map(([type, lengths]) => [
    type,
    Object.fromEntries(Object.entries(lengths).map(([argument, max]) => [argument, atMost(max)])),
  ]),
);
