import { apiRanges } from "../../../aws/api-constraints.ts";
import { HTTP_API_TIMEOUT_MAX, type NumberRange } from "../../../aws/limits.ts";
import { byType } from "./argument-path.ts";

/** A range. `zeroIsNone`: 0 means none, and is accepted as well. */
interface OptionalRange extends NumberRange {
  readonly zeroIsNone?: boolean;
}

/**
 * Ranges that the APIs' models lack, or that the provider narrows (API references of the services; validations of AWS
 * provider 6.66.0; 2026-11).
 */
const NUMBER_RANGES: Readonly<Record<string, Readonly<Record<string, OptionalRange>>>> = {
  // 15 minutes if the response is streamed (API Gateway developer guide, "Stream the integration response", 2026-11)
  aws_api_gateway_integration: { timeout_milliseconds: { min: 50, max: 900_000 } },
  aws_api_gateway_method_settings: { "settings.cache_ttl_in_seconds": { min: 0, max: 3_600 } },
  aws_api_gateway_rest_api: { minimum_compression_size: { min: -1, max: 10_485_760 } },
  aws_apigatewayv2_integration: { timeout_milliseconds: { min: 50, max: HTTP_API_TIMEOUT_MAX * 1_000 } },
  // the provider's default is 300, so that it hands 0 over
  aws_cloudwatch_event_api_destination: {
    invocation_rate_limit_per_second: { min: 1, max: Number.POSITIVE_INFINITY },
  },
  // 0 is refused
  aws_cloudwatch_metric_alarm: { evaluation_periods: { min: 1, max: Number.POSITIVE_INFINITY } },
  aws_cognito_user_pool: { "password_policy.minimum_length": { min: 6, max: 99 } },
  aws_kinesis_firehose_delivery_stream: {
    "extended_s3_configuration.buffering_interval": { min: 0, max: 900 },
    "extended_s3_configuration.buffering_size": { min: 1, max: 128 },
  },
  aws_kinesis_stream: { retention_period: { min: 24, max: 8_760 } },
  aws_kms_external_key: { deletion_window_in_days: { min: 7, max: 30 } },
  aws_kms_key: { deletion_window_in_days: { min: 7, max: 30 } },
  aws_kms_replica_key: { deletion_window_in_days: { min: 7, max: 30 } },
  aws_lambda_function: { reserved_concurrent_executions: { min: -1, max: Number.POSITIVE_INFINITY } },
  aws_lb_listener_rule: { priority: { min: 1, max: 50_000 } },
  // the provider takes 7 to 30 days, or 0 for a deletion at once (internal/service/secretsmanager/secret.go, 2026)
  aws_secretsmanager_secret: { recovery_window_in_days: { min: 7, max: 30, zeroIsNone: true } },
  aws_rds_cluster: { backup_retention_period: { min: 1, max: 35 } },
};

/** The ranges of a type's numeric arguments. Those listed here take precedence over the API's model. */
export const numberRanges = byType<OptionalRange>((type) => [
  ...apiRanges(type),
  ...Object.entries(NUMBER_RANGES[type] ?? {}),
]);
