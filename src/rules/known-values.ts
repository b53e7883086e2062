/**
 * Enumerations of the services around Lambda that the provider's documentation does not list in a form that can be read off
 * it. API references of the services named (2026-11); the provider checks most of them when it plans.
 */

const METHODS = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
const PASSTHROUGH = ["WHEN_NO_MATCH", "NEVER", "WHEN_NO_TEMPLATES"];
const S3_EVENTS = [
  ...["s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy"],
  "s3:ObjectCreated:CompleteMultipartUpload",
  ...["s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated"],
  ...["s3:ObjectRestore:*", "s3:ObjectRestore:Post", "s3:ObjectRestore:Completed", "s3:ObjectRestore:Delete"],
  ...["s3:ObjectTagging:*", "s3:ObjectTagging:Put", "s3:ObjectTagging:Delete", "s3:ObjectAcl:Put"],
  ...["s3:LifecycleExpiration:*", "s3:LifecycleExpiration:Delete", "s3:LifecycleExpiration:DeleteMarkerCreated"],
  ...["s3:LifecycleTransition", "s3:IntelligentTiering", "s3:ReducedRedundancyLostObject", "s3:TestEvent"],
  ...["s3:Replication:*", "s3:Replication:OperationFailedReplication", "s3:Replication:OperationMissedThreshold"],
  ...["s3:Replication:OperationReplicatedAfterThreshold", "s3:Replication:OperationNotTracked"],
];

/** By type, then by argument; the blocks that an argument is in stand before it. */
const KNOWN_VALUES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  aws_api_gateway_authorizer: { type: ["TOKEN", "REQUEST", "COGNITO_USER_POOLS"] },
  aws_api_gateway_integration: {
    http_method: METHODS,
    integration_http_method: METHODS,
    passthrough_behavior: PASSTHROUGH,
    type: ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"],
  },
  aws_api_gateway_method: {
    authorization: ["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"],
    http_method: METHODS,
  },
  aws_api_gateway_rest_api: { "endpoint_configuration.types": ["EDGE", "REGIONAL", "PRIVATE"] },
  aws_apigatewayv2_integration: {
    integration_type: ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"],
    passthrough_behavior: PASSTHROUGH,
  },
  aws_apigatewayv2_route: { authorization_type: ["NONE", "AWS_IAM", "CUSTOM", "JWT"] },
  aws_cloudwatch_event_rule: { state: ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] },
  aws_cloudwatch_metric_alarm: {
    comparison_operator: [
      ...["GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"],
      ...["LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"],
    ],
    statistic: ["SampleCount", "Average", "Sum", "Minimum", "Maximum"],
    treat_missing_data: ["missing", "ignore", "breaching", "notBreaching"],
  },
  aws_codedeploy_app: { compute_platform: ["ECS", "Lambda", "Server"] },
  aws_codedeploy_deployment_group: { "deployment_style.deployment_type": ["IN_PLACE", "BLUE_GREEN"] },
  aws_dynamodb_table: {
    "attribute.type": ["S", "N", "B"],
    stream_view_type: ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"],
  },
  aws_ecr_repository: {
    image_tag_mutability: ["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"],
  },
  aws_kinesis_stream: {
    encryption_type: ["NONE", "KMS"],
    "stream_mode_details.stream_mode": ["PROVISIONED", "ON_DEMAND"],
  },
  aws_s3_bucket_notification: {
    "lambda_function.events": S3_EVENTS,
    "queue.events": S3_EVENTS,
    "topic.events": S3_EVENTS,
  },
  aws_scheduler_schedule: {
    "flexible_time_window.mode": ["OFF", "FLEXIBLE"],
    state: ["ENABLED", "DISABLED"],
  },
  aws_sns_topic_subscription: {
    filter_policy_scope: ["MessageAttributes", "MessageBody"],
    protocol: ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"],
  },
  aws_ssm_parameter: {
    tier: ["Standard", "Advanced", "Intelligent-Tiering"],
    type: ["String", "StringList", "SecureString"],
  },
};

/** The values that an argument may have, letter by letter; undefined where nothing is known of it here. */
export function knownValues(type: string, path: readonly string[], argument: string): readonly string[] | undefined {
  return KNOWN_VALUES[type]?.[[...path, argument].join(".")];
}
