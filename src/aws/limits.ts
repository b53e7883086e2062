/**
 * Limits and fixed names of AWS Lambda and the services around it. Unless a constant says otherwise: AWS Lambda API
 * model (@aws-sdk/client-lambda 3.1164.0, 2026-11-06) and "Lambda quotas", AWS Lambda developer guide (2026-11).
 */

export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** Whether a value lies within a range, its ends included. */
export function isWithin(range: NumberRange, value: number): boolean {
  return value >= range.min && value <= range.max;
}

/** The number within a range that is nearest to a given one. */
export function nearestWithin({ min, max }: NumberRange, value: number): number {
  return Math.min(max, Math.max(min, Math.round(value)));
}

/** MB, in steps of 1. */
export const MEMORY: NumberRange = { min: 128, max: 10_240 };
/** MB. Functions on a capacity provider (`capacity_provider_config`) may have this much. */
export const MANAGED_INSTANCE_MEMORY_MAX = 32_768;
/** MB, if `memory_size` is not set. */
export const MEMORY_DEFAULT = 128;

/** Seconds. */
export const TIMEOUT: NumberRange = { min: 1, max: 900 };
/** Seconds, for asynchronous and polled invocations of functions on a capacity provider. */
export const MANAGED_INSTANCE_TIMEOUT_MAX = 5_400;
/** Seconds, if `timeout` is not set. */
export const TIMEOUT_DEFAULT = 3;
/**
 * The longest timeout of Lambda@Edge in seconds, by kind of event (CloudFront developer guide, Quotas on Lambda@Edge,
 * 2026-11).
 */
export const EDGE_TIMEOUT = { viewer: 5, origin: 30 };

/** MB of /tmp (`ephemeral_storage.size`). */
export const EPHEMERAL_STORAGE: NumberRange = { min: 512, max: 10_240 };
/**
 * MB, the maximum that the API accepts (botocore 1.43.107, 2026-11); functions without a capacity provider may have
 * less.
 */
export const MANAGED_INSTANCE_STORAGE_MAX = 32_768;
/** Total bytes of a function's environment variables, names and values. */
export const ENVIRONMENT_BYTES_MAX = 4_096;
/** Layers per function. */
export const LAYERS_MAX = 5;

/** Characters of a function's name when it is not given as part of an ARN. */
export const FUNCTION_NAME_LENGTH_MAX = 64;
/** Function names; their length is checked separately. */
export const FUNCTION_NAME_PATTERN = /^[a-zA-Z0-9-_]+$/;
/** IAM API reference, CreateRole (2026-11). */
export const ROLE_NAME_LENGTH_MAX = 64;
/** Alias names. A name that is only a number would mean a version. */
export const ALIAS_NAME_PATTERN = /^(?!\d+$)[a-zA-Z0-9-_]{1,128}$/;

/** Seconds that an asynchronous event may wait for its function (`maximum_event_age_in_seconds`). */
export const ASYNC_EVENT_AGE: NumberRange = { min: 60, max: 21_600 };
/** Retries of an asynchronous event (`maximum_retry_attempts`). */
export const ASYNC_RETRIES: NumberRange = { min: 0, max: 2 };

/** Concurrent executions per account and region, unless the quota is raised. */
export const ACCOUNT_CONCURRENCY_DEFAULT = 1_000;
/** Concurrency of an account and region that must stay unreserved. */
export const UNRESERVED_CONCURRENCY_MIN = 100;

/** Seconds that a mapping may gather records (`maximum_batching_window_in_seconds`). */
export const BATCHING_WINDOW: NumberRange = { min: 0, max: 300 };
/** Batches of one shard processed at once (`parallelization_factor`). */
export const PARALLELIZATION_FACTOR: NumberRange = { min: 1, max: 10 };
/** `maximum_concurrency` of a queue's scaling_config. */
export const QUEUE_CONCURRENCY: NumberRange = { min: 2, max: 1_000 };
/** Seconds for which a stream's record is retried; -1 means without limit. */
export const STREAM_RECORD_AGE: NumberRange = { min: 60, max: 604_800 };
/** Retries of a batch from a stream; -1 means without limit. */
export const STREAM_RETRIES: NumberRange = { min: -1, max: 10_000 };
/** Seconds of a stream's tumbling window. */
export const TUMBLING_WINDOW: NumberRange = { min: 0, max: 900 };
/** Event pollers that a mapping in provisioned mode keeps (`minimum_pollers`). */
export const MINIMUM_POLLERS = { sqs: { min: 2, max: 200 }, kafka: { min: 1, max: 200 } } as const;
/** Event pollers that a mapping in provisioned mode may grow to (`maximum_pollers`). */
export const MAXIMUM_POLLERS = { sqs: { min: 2, max: 10_000 }, kafka: { min: 1, max: 2_000 } } as const;
/** Filters per mapping, unless the quota is raised. */
export const FILTERS_DEFAULT_MAX = 5;
/** Filters per mapping once the quota is raised. */
export const FILTERS_RAISED_MAX = 10;
/** Characters per filter pattern. */
export const FILTER_PATTERN_LENGTH_MAX = 4_096;

/** Records per batch, whatever the source. */
export const BATCH_SIZE: NumberRange = { min: 1, max: 10_000 };
/** Records per batch by kind of source; above 10, a queue or stream needs a batching window of at least 1 s. */
export const BATCH_SIZE_MAX = {
  sqs: 10_000,
  sqsFifo: 10,
  kinesis: 10_000,
  dynamodb: 10_000,
  kafka: 10_000,
  mq: 10_000,
  documentdb: 10_000,
} as const;
/** Records per batch for a queue or stream whose mapping has no batching window. */
export const BATCH_SIZE_WITHOUT_WINDOW_MAX = 10;
/** Records per batch if `batch_size` is not set. */
export const BATCH_SIZE_DEFAULT = {
  sqs: 10,
  sqsFifo: 10,
  kinesis: 100,
  dynamodb: 100,
  kafka: 100,
  mq: 100,
  documentdb: 100,
} as const;

/** Seconds for which a browser may cache a function URL's CORS response. */
export const URL_CORS_AGE_MAX = 86_400;

/** Days, or 0 for ever. CloudWatch Logs API reference, PutRetentionPolicy (2026-11). */
export const LOG_RETENTION_DAYS: readonly number[] = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Seconds that a received message is hidden for. Amazon SQS API reference, SetQueueAttributes (2026-11). */
export const QUEUE_VISIBILITY: NumberRange = { min: 0, max: 43_200 };
/** Seconds, if `visibility_timeout_seconds` is not set. Same page. */
export const QUEUE_VISIBILITY_DEFAULT = 30;
/** Seconds that a message is kept. Same page. */
export const QUEUE_RETENTION: NumberRange = { min: 60, max: 1_209_600 };
/** `maxReceiveCount` of a redrive policy. */
export const QUEUE_MAX_RECEIVES: NumberRange = { min: 1, max: 1_000 };
/**
 * The visibility timeout that a queue should have, as a multiple of the function's timeout. Developer guide, "Using
 * Lambda with Amazon SQS".
 */
export const QUEUE_VISIBILITY_FACTOR = 6;
/** The fewest receives before a message should go to the dead-letter queue. Same page. */
export const QUEUE_MAX_RECEIVES_MIN = 5;

/** Seconds that an HTTP API waits for an integration. "Quotas for HTTP APIs", API Gateway developer guide (2026-11). */
export const HTTP_API_TIMEOUT_MAX = 30;
/** Seconds that a REST API waits for an integration, unless the quota is raised. "Quotas for REST APIs", same guide. */
export const REST_API_TIMEOUT_MAX = 29;

/** Environment variables that Lambda sets and callers may not. "Lambda environment variables", reserved (2026-11). */
const RESERVED_ENVIRONMENT_NAMES: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/** Whether Lambda reserves this name and so refuses an environment variable of this name. */
export function isReservedEnvironmentName(name: string): boolean {
  return RESERVED_ENVIRONMENT_NAMES.has(name);
}

/** Names of environment variables: a letter, then letters, digits and underscores. */
export const ENVIRONMENT_NAME_PATTERN = /^[a-zA-Z]\w+$/;

/**
 * Ranges of a queue's settings by Terraform argument, in seconds, or bytes for the size of a message (Amazon SQS API
 * reference, SetQueueAttributes, 2026-11).
 */
export const QUEUE_RANGES: Readonly<Record<string, NumberRange>> = {
  delay_seconds: { min: 0, max: 900 },
  kms_data_key_reuse_period_seconds: { min: 60, max: 86_400 },
  max_message_size: { min: 1_024, max: 1_048_576 },
  message_retention_seconds: QUEUE_RETENTION,
  receive_wait_time_seconds: { min: 0, max: 20 },
  visibility_timeout_seconds: QUEUE_VISIBILITY,
};

/**
 * Environment variables read by runtimes and the libraries that come with them. All have names long enough to tell a
 * misspelling from a different name.
 */
export const RUNTIME_SETTINGS: readonly string[] = [
  ...["AWS_LAMBDA_EXEC_WRAPPER", "AWS_NODEJS_CONNECTION_REUSE_ENABLED", "JAVA_TOOL_OPTIONS", "LD_LIBRARY_PATH"],
  ...["NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME"],
  ...["POWERTOOLS_LOG_LEVEL", "POWERTOOLS_LOGGER_LOG_EVENT", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_SERVICE_NAME"],
];
