import type { Invocation, TriggerKind } from "./trigger.ts";

/** A way in which a resource names a function that it will call. */
export interface Connection {
  readonly type: string;
  /** The nested blocks around the argument. */
  readonly path: readonly string[];
  readonly argument: string;
  readonly kind: TriggerKind;
  readonly invocation: Invocation | "unknown";
  /** The argument that names the source; none if the resource itself is the source. */
  readonly source?: string;
}

/**
 * The resources of the AWS provider (6.66.0) that call a function, apart from event source mappings and permissions.
 * How each service invokes: AWS Lambda developer guide, "Invoking Lambda with events from other AWS services"
 * (2026-11).
 */
export const CONNECTIONS: readonly Connection[] = [
  {
    type: "aws_s3_bucket_notification",
    path: ["lambda_function"],
    argument: "lambda_function_arn",
    kind: "s3",
    invocation: "asynchronous",
    source: "bucket",
  },
  {
    type: "aws_sns_topic_subscription",
    path: [],
    argument: "endpoint",
    kind: "sns",
    invocation: "asynchronous",
    source: "topic_arn",
  },
  {
    type: "aws_cloudwatch_event_target",
    path: [],
    argument: "arn",
    kind: "event-rule",
    invocation: "asynchronous",
    source: "rule",
  },
  { type: "aws_scheduler_schedule", path: ["target"], argument: "arn", kind: "schedule", invocation: "asynchronous" },
  {
    type: "aws_api_gateway_integration",
    path: [],
    argument: "uri",
    kind: "rest-api",
    invocation: "synchronous",
    source: "rest_api_id",
  },
  {
    type: "aws_api_gateway_authorizer",
    path: [],
    argument: "authorizer_uri",
    kind: "rest-api",
    invocation: "synchronous",
    source: "rest_api_id",
  },
  {
    type: "aws_apigatewayv2_integration",
    path: [],
    argument: "integration_uri",
    kind: "http-api",
    invocation: "synchronous",
    source: "api_id",
  },
  {
    type: "aws_apigatewayv2_authorizer",
    path: [],
    argument: "authorizer_uri",
    kind: "http-api",
    invocation: "synchronous",
    source: "api_id",
  },
  {
    type: "aws_lb_target_group_attachment",
    path: [],
    argument: "target_id",
    kind: "load-balancer",
    invocation: "synchronous",
    source: "target_group_arn",
  },
  {
    type: "aws_alb_target_group_attachment",
    path: [],
    argument: "target_id",
    kind: "load-balancer",
    invocation: "synchronous",
    source: "target_group_arn",
  },
  {
    type: "aws_lambda_function_url",
    path: [],
    argument: "function_name",
    kind: "function-url",
    invocation: "synchronous",
  },
  {
    type: "aws_cloudwatch_log_subscription_filter",
    path: [],
    argument: "destination_arn",
    kind: "logs",
    invocation: "asynchronous",
    source: "log_group_name",
  },
  { type: "aws_iot_topic_rule", path: ["lambda"], argument: "function_arn", kind: "iot", invocation: "asynchronous" },
  {
    type: "aws_ses_receipt_rule",
    path: ["lambda_action"],
    argument: "function_arn",
    kind: "ses",
    invocation: "asynchronous",
  },
  {
    type: "aws_config_config_rule",
    path: ["source"],
    argument: "source_identifier",
    kind: "config",
    invocation: "asynchronous",
  },
  {
    type: "aws_config_organization_custom_rule",
    path: [],
    argument: "lambda_function_arn",
    kind: "config",
    invocation: "asynchronous",
  },
  {
    type: "aws_iot_topic_rule",
    path: ["error_action", "lambda"],
    argument: "function_arn",
    kind: "iot",
    invocation: "asynchronous",
  },
  {
    type: "aws_iot_authorizer",
    path: [],
    argument: "authorizer_function_arn",
    kind: "iot",
    invocation: "synchronous",
  },
  { type: "aws_transfer_server", path: [], argument: "function", kind: "file-transfer", invocation: "synchronous" },
  {
    type: "aws_bedrockagent_agent_action_group",
    path: ["action_group_executor"],
    argument: "lambda",
    kind: "agent",
    invocation: "synchronous",
    source: "agent_id",
  },
  {
    type: "aws_secretsmanager_secret_rotation",
    path: [],
    argument: "rotation_lambda_arn",
    kind: "secret-rotation",
    invocation: "unknown",
    source: "secret_id",
  },
  {
    type: "aws_appsync_datasource",
    path: ["lambda_config"],
    argument: "function_arn",
    kind: "appsync",
    invocation: "synchronous",
    source: "api_id",
  },
  ...[[], ["additional_authentication_provider"]].map(
    (path): Connection => ({
      type: "aws_appsync_graphql_api",
      path: [...path, "lambda_authorizer_config"],
      argument: "authorizer_uri",
      kind: "appsync-authorizer",
      invocation: "synchronous",
    }),
  ),
  {
    type: "aws_cloudfront_distribution",
    path: ["default_cache_behavior", "lambda_function_association"],
    argument: "lambda_arn",
    kind: "cloudfront",
    invocation: "synchronous",
  },
  {
    type: "aws_cloudfront_distribution",
    path: ["ordered_cache_behavior", "lambda_function_association"],
    argument: "lambda_arn",
    kind: "cloudfront",
    invocation: "synchronous",
  },
  ...[
    "elasticsearch_configuration",
    "extended_s3_configuration",
    "http_endpoint_configuration",
    "iceberg_configuration",
    "opensearch_configuration",
    "opensearchserverless_configuration",
    "redshift_configuration",
    "snowflake_configuration",
    "splunk_configuration",
  ].map(
    (destination): Connection => ({
      type: "aws_kinesis_firehose_delivery_stream",
      path: [destination, "processing_configuration", "processors", "parameters"],
      argument: "parameter_value",
      kind: "firehose",
      invocation: "synchronous",
    }),
  ),
  { type: "aws_pipes_pipe", path: [], argument: "target", kind: "pipe", invocation: "synchronous" },
  { type: "aws_pipes_pipe", path: [], argument: "enrichment", kind: "pipe", invocation: "synchronous" },
  { type: "aws_lambda_invocation", path: [], argument: "function_name", kind: "other", invocation: "synchronous" },
  ...[
    "pre_sign_up",
    "post_confirmation",
    "pre_authentication",
    "post_authentication",
    "custom_message",
    "pre_token_generation",
    "user_migration",
    "define_auth_challenge",
    "create_auth_challenge",
    "verify_auth_challenge_response",
  ].map(
    (argument): Connection => ({
      type: "aws_cognito_user_pool",
      path: ["lambda_config"],
      argument,
      kind: "cognito",
      invocation: "synchronous",
    }),
  ),
  ...(
    [
      // Cognito waits for all but what sends messages (Amazon Cognito developer guide, Important considerations,
      // 2026-11)
      ["custom_email_sender", "unknown"],
      ["custom_sms_sender", "unknown"],
      ["pre_token_generation_config", "synchronous"],
    ] as const
  ).map(
    ([block, invocation]): Connection => ({
      type: "aws_cognito_user_pool",
      path: ["lambda_config", block],
      argument: "lambda_arn",
      kind: "cognito",
      invocation,
    }),
  ),
];

/**
 * What a service named in a permission calls the function for, if nothing else in the configuration shows the
 * connection.
 */
export const PERMISSION_PRINCIPALS: ReadonlyMap<
  string,
  { readonly kind: TriggerKind; readonly invocation: Invocation | "unknown" }
> = new Map([
  ["s3.amazonaws.com", { kind: "s3", invocation: "asynchronous" }],
  ["sns.amazonaws.com", { kind: "sns", invocation: "asynchronous" }],
  ["events.amazonaws.com", { kind: "event-rule", invocation: "asynchronous" }],
  ["logs.amazonaws.com", { kind: "logs", invocation: "asynchronous" }],
  ["iot.amazonaws.com", { kind: "iot", invocation: "asynchronous" }],
  // a receipt rule says whether SES waits for the answer
  ["ses.amazonaws.com", { kind: "ses", invocation: "unknown" }],
  ["config.amazonaws.com", { kind: "config", invocation: "asynchronous" }],
  ["lambda.alarms.cloudwatch.amazonaws.com", { kind: "alarm", invocation: "asynchronous" }],
  ["codecommit.amazonaws.com", { kind: "code", invocation: "asynchronous" }],
  ["secretsmanager.amazonaws.com", { kind: "secret-rotation", invocation: "unknown" }],
  ["apigateway.amazonaws.com", { kind: "api-gateway", invocation: "synchronous" }],
  ["elasticloadbalancing.amazonaws.com", { kind: "load-balancer", invocation: "synchronous" }],
  ["cognito-idp.amazonaws.com", { kind: "cognito", invocation: "synchronous" }],
  ["cognito-sync.amazonaws.com", { kind: "cognito", invocation: "synchronous" }],
  ["lex.amazonaws.com", { kind: "lex", invocation: "synchronous" }],
  ["lexv2.amazonaws.com", { kind: "lex", invocation: "synchronous" }],
  ["alexa-appkit.amazon.com", { kind: "alexa", invocation: "synchronous" }],
  ["alexa-connectedhome.amazon.com", { kind: "alexa", invocation: "synchronous" }],
  ["cloudfront.amazonaws.com", { kind: "function-url", invocation: "synchronous" }],
  ["edgelambda.amazonaws.com", { kind: "cloudfront", invocation: "synchronous" }],
  ["firehose.amazonaws.com", { kind: "firehose", invocation: "synchronous" }],
  ["appsync.amazonaws.com", { kind: "appsync", invocation: "synchronous" }],
  ["bedrock.amazonaws.com", { kind: "agent", invocation: "synchronous" }],
  ["transfer.amazonaws.com", { kind: "file-transfer", invocation: "synchronous" }],
  ["vpc-lattice.amazonaws.com", { kind: "other", invocation: "synchronous" }],
]);
