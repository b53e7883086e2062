const PIPE_SOURCES = [
  "activemq_broker_parameters",
  "dynamodb_stream_parameters",
  "kinesis_stream_parameters",
  "managed_streaming_kafka_parameters",
  "rabbitmq_broker_parameters",
  "self_managed_kafka_parameters",
  "sqs_queue_parameters",
];
const PIPE_TARGETS = [
  "batch_job_parameters",
  "cloudwatch_logs_parameters",
  "ecs_task_parameters",
  "eventbridge_event_bus_parameters",
  "http_parameters",
  "kinesis_stream_parameters",
  "lambda_function_parameters",
  "redshift_data_parameters",
  "sagemaker_pipeline_parameters",
  "sqs_queue_parameters",
  "step_function_state_machine_parameters",
];
/** How a connection of EventBridge can log in. */
export const LOGINS = ["api_key", "basic", "oauth"];

/**
 * Arguments and blocks of which a block of a resource may have one, by the resource's type and the blocks around them
 * (AWS provider, `ConflictsWith` and `ExactlyOneOf` in the source of each resource, 2026-11).
 */
export const NESTED_GROUPS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  [
    "aws_appautoscaling_policy target_tracking_scaling_policy_configuration",
    [["customized_metric_specification", "predefined_metric_specification"]],
  ],
  ["aws_cloudwatch_event_connection auth_parameters", [LOGINS]],
  ["aws_kinesis_firehose_delivery_stream elasticsearch_configuration", [["cluster_endpoint", "domain_arn"]]],
  [
    "aws_kinesis_firehose_delivery_stream extended_s3_configuration data_format_conversion_configuration input_format_configuration deserializer",
    [["hive_json_ser_de", "open_x_json_ser_de"]],
  ],
  ["aws_pipes_pipe source_parameters", [PIPE_SOURCES]],
  ["aws_pipes_pipe target_parameters", [PIPE_TARGETS]],
  ["aws_secretsmanager_secret_rotation rotation_rules", [["automatically_after_days", "schedule_expression"]]],
]);
