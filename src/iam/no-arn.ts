import type { Reference, Value } from "../terraform/index.ts";

/**
 * Attributes that are often mistaken for a resource's ARN, by type (AWS provider 6.66.0, attribute reference of each).
 */
export const NOT_ARNS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["aws_appsync_graphql_api", new Set(["id", "name"])],
  ["aws_cloudfront_distribution", new Set(["id", "domain_name"])],
  ["aws_cloudwatch_event_bus", new Set(["id", "name"])],
  ["aws_cloudwatch_event_rule", new Set(["id", "name"])],
  ["aws_cloudwatch_log_group", new Set(["id", "name"])],
  ["aws_cloudwatch_metric_alarm", new Set(["id", "alarm_name"])],
  ["aws_cognito_user_pool", new Set(["id", "name"])],
  ["aws_docdb_cluster", new Set(["id", "cluster_identifier"])],
  ["aws_dynamodb_table", new Set(["id", "name"])],
  ["aws_ecr_repository", new Set(["id", "name", "repository_url"])],
  ["aws_efs_access_point", new Set(["id"])],
  ["aws_iam_group", new Set(["id", "name"])],
  ["aws_iam_instance_profile", new Set(["id", "name"])],
  ["aws_iam_policy", new Set(["name", "policy_id"])],
  ["aws_iam_policy_document", new Set(["id", "json"])],
  ["aws_iam_role", new Set(["name", "id", "unique_id"])],
  ["aws_iam_user", new Set(["id", "name"])],
  ["aws_iot_topic_rule", new Set(["id", "name"])],
  ["aws_kinesis_firehose_delivery_stream", new Set(["name"])],
  ["aws_kinesis_stream", new Set(["name"])],
  ["aws_kms_alias", new Set(["id", "name"])],
  ["aws_kms_key", new Set(["id", "key_id"])],
  ["aws_lambda_alias", new Set(["name", "function_name", "invoke_arn"])],
  ["aws_lambda_function", new Set(["id", "function_name", "invoke_arn", "qualified_invoke_arn", "version"])],
  ["aws_lb", new Set(["name", "dns_name"])],
  ["aws_lb_target_group", new Set(["name"])],
  ["aws_mq_broker", new Set(["id", "broker_name"])],
  ["aws_s3_bucket", new Set(["id", "bucket", "bucket_domain_name", "bucket_regional_domain_name"])],
  ["aws_secretsmanager_secret", new Set(["name"])],
  ["aws_sfn_state_machine", new Set(["name"])],
  ["aws_sns_topic", new Set(["name"])],
  ["aws_sqs_queue", new Set(["id", "url", "name"])],
  ["aws_ssm_parameter", new Set(["id", "name"])],
]);

/** The reference that a value is, if it is to an attribute that is often mistaken for an ARN. */
export function noArn({ via }: Value): Reference | undefined {
  return via?.path.length === 1 && NOT_ARNS.get(via.resource.type)?.has(String(via.path[0])) ? via : undefined;
}
