import { apiValues } from "../../../aws/api-enumerations.ts";

const METHODS = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/**
 * What the references of the services' APIs list (2026-11) and their models do not, or what the provider takes less of.
 * By argument, with its type and the blocks that it is in.
 */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  "aws_api_gateway_integration.http_method": METHODS,
  "aws_api_gateway_integration.integration_http_method": METHODS,
  "aws_api_gateway_method.authorization": ["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"],
  "aws_api_gateway_method.http_method": METHODS,
  "aws_api_gateway_usage_plan_key.key_type": ["API_KEY"],
  "aws_cloudwatch_metric_alarm.evaluate_low_sample_count_percentiles": ["evaluate", "ignore"],
  "aws_cloudwatch_metric_alarm.treat_missing_data": ["missing", "ignore", "breaching", "notBreaching"],
  "aws_elasticache_cluster.az_mode": ["single-az", "cross-az"],
  // AWS IoT Core developer guide, "Versioning the AWS IoT rules engine" (2026-11)
  "aws_iot_topic_rule.sql_version": ["2015-10-08", "2016-03-23", "beta"],
  // a method longer than six letters, as OPTIONS is, Lambda refuses: it answers such requests itself
  "aws_lambda_function_url.cors.allow_methods": ["GET", "PUT", "HEAD", "POST", "PATCH", "DELETE", "*"],
  "aws_lambda_layer_version_permission.action": ["lambda:GetLayerVersion"],
  "aws_s3_bucket_versioning.versioning_configuration.status": ["Enabled", "Suspended", "Disabled"],
  "aws_security_group_rule.type": ["ingress", "egress"],
  "aws_sns_topic_subscription.filter_policy_scope": ["MessageAttributes", "MessageBody"],
  "aws_sns_topic_subscription.protocol": [
    ...["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"],
  ],
  "aws_vpc.instance_tenancy": ["default", "dedicated"],
};

/** The values that an argument may have, letter by letter; undefined where nothing is known of it here. */
export function knownValues(type: string, path: readonly string[], argument: string): readonly string[] | undefined {
  const key = [type, ...path, argument].join(".");
  return Object.hasOwn(LISTED, key) ? LISTED[key] : apiValues(key);
}
