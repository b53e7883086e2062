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

/** MB, in steps of 1. */
export const MEMORY: NumberRange = { min: 128, max: 10_240 };
/** MB. Functions on a capacity provider (`capacity_provider_config`) may have this much. */
export const MANAGED_INSTANCE_MEMORY_MAX = 32_768;
/** MB, when `memory_size` is not set. */
export const MEMORY_DEFAULT = 128;
/** MB per vCPU: at this size a function has one whole vCPU ("Configure Lambda function memory"). */
export const MEMORY_OF_ONE_CPU = 1_769;

/** Seconds. */
export const TIMEOUT: NumberRange = { min: 1, max: 900 };
/** Seconds, for asynchronous and polled invocations of functions on a capacity provider. */
export const MANAGED_INSTANCE_TIMEOUT_MAX = 5_400;
/** Seconds, when `timeout` is not set. */
export const TIMEOUT_DEFAULT = 3;

/** MB of /tmp (`ephemeral_storage.size`). */
export const EPHEMERAL_STORAGE: NumberRange = { min: 512, max: 10_240 };
/** MB: what the API takes at the most (botocore 1.43.107, 2026-11), which is more than functions on no capacity provider may have. */
export const MANAGED_INSTANCE_STORAGE_MAX = 32_768;
/** Bytes of all environment variables together, names and values. */
export const ENVIRONMENT_BYTES_MAX = 4_096;
export const LAYERS_MAX = 5;
/** Runtimes that one layer version may name as compatible. */
export const LAYER_COMPATIBLE_RUNTIMES_MAX = 15;

/** Bytes of a .zip that is uploaded directly; larger ones go through S3. */
export const ZIP_UPLOAD_BYTES_MAX = 50 * 1_048_576;
/** Bytes of a package after unzipping, its layers included. */
export const PACKAGE_BYTES_MAX = 250 * 1_048_576;
/** Bytes of a container image, uncompressed. */
export const IMAGE_BYTES_MAX = 10 * 1_073_741_824;

/** Bytes of request and of response of a synchronous invocation. */
export const SYNC_PAYLOAD_BYTES_MAX = 6 * 1_048_576;
/** Bytes of an asynchronous event. */
export const ASYNC_PAYLOAD_BYTES_MAX = 1_048_576;

export const FUNCTION_NAME_LENGTH_MAX = 64;
export const FUNCTION_NAME_PATTERN = /^[a-zA-Z0-9-_]+$/;
/** IAM API reference, CreateRole (2026-11). */
export const ROLE_NAME_LENGTH_MAX = 64;
/** Alias names: not a number alone, which would read as a version. */
export const ALIAS_NAME_PATTERN = /^(?!\d+$)[a-zA-Z0-9-_]{1,128}$/;
/** Characters of a function's description. */
export const DESCRIPTION_LENGTH_MAX = 256;
/** Characters of a function's resource-based policy. */
export const FUNCTION_POLICY_LENGTH_MAX = 20_480;

/** Seconds that an asynchronous event may wait (`maximum_event_age_in_seconds`). */
export const ASYNC_EVENT_AGE: NumberRange = { min: 60, max: 21_600 };
/** Retries of an asynchronous event (`maximum_retry_attempts`). */
export const ASYNC_RETRIES: NumberRange = { min: 0, max: 2 };

/** Concurrency of an account and region unless raised, and what of it must stay unreserved. */
export const ACCOUNT_CONCURRENCY_DEFAULT = 1_000;
export const UNRESERVED_CONCURRENCY_MIN = 100;

/** Event source mappings. Seconds, except where the name says otherwise. */
export const BATCHING_WINDOW: NumberRange = { min: 0, max: 300 };
export const PARALLELIZATION_FACTOR: NumberRange = { min: 1, max: 10 };
/** `maximum_concurrency` of a queue's scaling_config. */
export const QUEUE_CONCURRENCY: NumberRange = { min: 2, max: 1_000 };
/** Stream mappings: -1 means without limit; otherwise this range. */
export const STREAM_RECORD_AGE: NumberRange = { min: 60, max: 604_800 };
export const STREAM_RETRIES: NumberRange = { min: -1, max: 10_000 };
export const TUMBLING_WINDOW: NumberRange = { min: 0, max: 900 };
/** Event pollers of a mapping in provisioned mode. */
export const MINIMUM_POLLERS = { sqs: { min: 2, max: 200 }, kafka: { min: 1, max: 200 } } as const;
export const MAXIMUM_POLLERS = { sqs: { min: 2, max: 10_000 }, kafka: { min: 1, max: 2_000 } } as const;
export const FILTERS_DEFAULT_MAX = 5;
/** Filters of one mapping when the quota is raised. */
export const FILTERS_RAISED_MAX = 10;
/** Characters of one filter pattern. */
export const FILTER_PATTERN_LENGTH_MAX = 4_096;

/** Records in a batch, whatever the source. */
export const BATCH_SIZE: NumberRange = { min: 1, max: 10_000 };
/** Records in a batch, by the kind of source; above 10 a queue or stream needs a batching window of at least 1 s. */
export const BATCH_SIZE_MAX = {
  sqs: 10_000,
  sqsFifo: 10,
  kinesis: 10_000,
  dynamodb: 10_000,
  kafka: 10_000,
  mq: 10_000,
  documentdb: 10_000,
} as const;
export const BATCH_SIZE_WITHOUT_WINDOW_MAX = 10;
export const BATCH_SIZE_DEFAULT = {
  sqs: 10,
  sqsFifo: 10,
  kinesis: 100,
  dynamodb: 100,
  kafka: 100,
  mq: 100,
  documentdb: 100,
} as const;

/** Seconds a browser may keep a function URL's CORS answer. */
export const URL_CORS_AGE_MAX = 86_400;

/** Days, or 0 for ever. CloudWatch Logs API reference, PutRetentionPolicy (2026-11). */
export const LOG_RETENTION_DAYS: readonly number[] = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Seconds. Amazon SQS API reference, SetQueueAttributes (2026-11). */
export const QUEUE_VISIBILITY: NumberRange = { min: 0, max: 43_200 };
export const QUEUE_VISIBILITY_DEFAULT = 30;
export const QUEUE_RETENTION: NumberRange = { min: 60, max: 1_209_600 };
/** `maxReceiveCount` of a redrive policy. */
export const QUEUE_MAX_RECEIVES: NumberRange = { min: 1, max: 1_000 };
/** How many function timeouts a queue should hide a message for. Developer guide, "Using Lambda with Amazon SQS". */
export const QUEUE_VISIBILITY_FACTOR = 6;
/** Receives before a message goes to the dead-letter queue, at the least. Same page. */
export const QUEUE_MAX_RECEIVES_MIN = 5;

/** Seconds that API Gateway waits for an integration (HTTP APIs; REST APIs unless raised by quota). */
export const HTTP_API_TIMEOUT_MAX = 30;
export const REST_API_TIMEOUT_MAX = 29;

/** IAM quotas, "IAM and AWS STS quotas" (2026-11): characters without white space. */
export const MANAGED_POLICY_LENGTH_MAX = 6_144;
export const ROLE_INLINE_POLICIES_LENGTH_MAX = 10_240;
export const TRUST_POLICY_LENGTH_DEFAULT_MAX = 2_048;

/** Environment variables that Lambda sets; setting one is refused. "Lambda environment variables", reserved (2026-11). */
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

/** Whether Lambda refuses an environment variable of this name because it sets it itself. */
export function isReservedEnvironmentName(name: string): boolean {
  return RESERVED_ENVIRONMENT_NAMES.has(name);
}

/** Names of environment variables: a letter first, then letters, digits and underscores. */
export const ENVIRONMENT_NAME_PATTERN = /^[a-zA-Z]\w+$/;

/** Of a queue, by Terraform argument (Amazon SQS API reference, SetQueueAttributes, 2026-11): seconds, and bytes of a message. */
export const QUEUE_RANGES: Readonly<Record<string, NumberRange>> = {
  delay_seconds: { min: 0, max: 900 },
  kms_data_key_reuse_period_seconds: { min: 60, max: 86_400 },
  max_message_size: { min: 1_024, max: 1_048_576 },
  message_retention_seconds: { min: 60, max: 1_209_600 },
  receive_wait_time_seconds: { min: 0, max: 20 },
  visibility_timeout_seconds: { min: 0, max: 43_200 },
};

/**
 * Environment variables that runtimes and the libraries beside them read, and whose names are long enough for a slip to be told
 * from another name.
 */
export const RUNTIME_SETTINGS: readonly string[] = [
  ...["AWS_LAMBDA_EXEC_WRAPPER", "AWS_NODEJS_CONNECTION_REUSE_ENABLED", "JAVA_TOOL_OPTIONS", "LD_LIBRARY_PATH"],
  ...["NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME"],
  ...["POWERTOOLS_LOG_LEVEL", "POWERTOOLS_LOGGER_LOG_EVENT", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_SERVICE_NAME"],
];
