import { HTTP_API_TIMEOUT_MAX, type NumberRange, URL_CORS_AGE_MAX } from "../../../aws/limits.ts";

/**
 * The numbers that arguments of the services around Lambda may have, where no rule of its own speaks of them. API references
 * of the services and checks of AWS provider 6.66.0 (2026-11).
 */
const NUMBER_RANGES: Readonly<Record<string, Readonly<Record<string, NumberRange>>>> = {
  aws_api_gateway_integration: { timeout_milliseconds: { min: 50, max: 300_000 } },
  aws_api_gateway_rest_api: { minimum_compression_size: { min: -1, max: 10_485_760 } },
  aws_apigatewayv2_integration: { timeout_milliseconds: { min: 50, max: HTTP_API_TIMEOUT_MAX * 1_000 } },
  aws_apigatewayv2_api: { "cors_configuration.max_age": { min: -1, max: 86_400 } },
  aws_appconfig_deployment_strategy: {
    deployment_duration_in_minutes: { min: 0, max: 1_440 },
    final_bake_time_in_minutes: { min: 0, max: 1_440 },
    growth_factor: { min: 1, max: 100 },
  },
  aws_cloudwatch_event_target: {
    "retry_policy.maximum_event_age_in_seconds": { min: 60, max: 86_400 },
    "retry_policy.maximum_retry_attempts": { min: 0, max: 185 },
  },
  aws_cloudwatch_metric_alarm: {
    datapoints_to_alarm: { min: 1, max: Number.POSITIVE_INFINITY },
    evaluation_periods: { min: 1, max: Number.POSITIVE_INFINITY },
  },
  aws_cognito_user_pool: { "password_policy.minimum_length": { min: 6, max: 99 } },
  aws_iam_role: { max_session_duration: { min: 3_600, max: 43_200 } },
  aws_kinesis_firehose_delivery_stream: {
    "extended_s3_configuration.buffering_interval": { min: 0, max: 900 },
    "extended_s3_configuration.buffering_size": { min: 1, max: 128 },
  },
  aws_kinesis_stream: { retention_period: { min: 24, max: 8_760 } },
  aws_kms_external_key: { deletion_window_in_days: { min: 7, max: 30 } },
  aws_kms_key: { deletion_window_in_days: { min: 7, max: 30 } },
  aws_kms_replica_key: { deletion_window_in_days: { min: 7, max: 30 } },
  aws_lambda_function: { reserved_concurrent_executions: { min: -1, max: Number.POSITIVE_INFINITY } },
  aws_lambda_function_url: { "cors.max_age": { min: 0, max: URL_CORS_AGE_MAX } },
  aws_lambda_provisioned_concurrency_config: {
    provisioned_concurrent_executions: { min: 1, max: Number.POSITIVE_INFINITY },
  },
  aws_lb_listener_rule: { priority: { min: 1, max: 50_000 } },
  aws_pipes_pipe: {
    "source_parameters.dynamodb_stream_parameters.batch_size": { min: 1, max: 10_000 },
    "source_parameters.kinesis_stream_parameters.batch_size": { min: 1, max: 10_000 },
    "source_parameters.sqs_queue_parameters.batch_size": { min: 1, max: 10_000 },
    "source_parameters.sqs_queue_parameters.maximum_batching_window_in_seconds": { min: 0, max: 300 },
  },
  aws_scheduler_schedule: {
    "flexible_time_window.maximum_window_in_minutes": { min: 1, max: 1_440 },
    "target.retry_policy.maximum_event_age_in_seconds": { min: 60, max: 86_400 },
    "target.retry_policy.maximum_retry_attempts": { min: 0, max: 185 },
  },
  aws_secretsmanager_secret_rotation: { "rotation_rules.automatically_after_days": { min: 1, max: 1_000 } },
};

/** The range of an argument, by the blocks that it is in. */
interface RangedArgument {
  readonly path: readonly string[];
  readonly argument: string;
  readonly range: NumberRange;
}

/** The ranges of the arguments of each type that has some. */
export const RANGED_ARGUMENTS: ReadonlyMap<string, readonly RangedArgument[]> = new Map(
  Object.entries(NUMBER_RANGES).map(([type, ranges]) => [
    type,
    Object.entries(ranges).map(([key, range]) => {
      const path = key.split(".");
      return { path: path.slice(0, -1), argument: path.at(-1) ?? key, range };
    }),
  ]),
);
