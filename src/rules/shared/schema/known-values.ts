/**
 * Enumerations of the services around Lambda that the provider's documentation does not list in a form that can be read off
 * it. Each list stands so in the models of the services' APIs (botocore 1.43.107, 2026-11), but for methods of HTTP, ways of
 * authorizing and passing through, protocols of SNS and missing data of alarms, which the API references list (2026-11). The
 * provider checks most of them when it plans.
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
  ...["s3:ObjectAnnotation:*", "s3:ObjectAnnotation:Put", "s3:ObjectAnnotation:Delete", "s3:ObjectRetention:Put"],
  ...["s3:LifecycleTransition", "s3:IntelligentTiering", "s3:ReducedRedundancyLostObject"],
  ...["s3:Replication:*", "s3:Replication:OperationFailedReplication", "s3:Replication:OperationMissedThreshold"],
  ...["s3:Replication:OperationReplicatedAfterThreshold", "s3:Replication:OperationNotTracked"],
];

const GATEWAY_RESPONSES = [
  ...["DEFAULT_4XX", "DEFAULT_5XX", "RESOURCE_NOT_FOUND", "UNAUTHORIZED", "INVALID_API_KEY", "ACCESS_DENIED"],
  ...["AUTHORIZER_FAILURE", "AUTHORIZER_CONFIGURATION_ERROR", "INVALID_SIGNATURE", "EXPIRED_TOKEN", "THROTTLED"],
  ...["MISSING_AUTHENTICATION_TOKEN", "INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT", "API_CONFIGURATION_ERROR"],
  ...["UNSUPPORTED_MEDIA_TYPE", "BAD_REQUEST_PARAMETERS", "BAD_REQUEST_BODY", "REQUEST_TOO_LARGE", "QUOTA_EXCEEDED"],
  "WAF_FILTERED",
];
const SECURITY_POLICIES = [
  ...["TLS_1_0", "TLS_1_2", "SecurityPolicy_TLS13_1_3_2025_09", "SecurityPolicy_TLS13_1_3_FIPS_2025_09"],
  ...["SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09"],
  ...["SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09"],
  ...["SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_PQ_2025_09"],
  ...["SecurityPolicy_TLS13_1_2_2021_06", "SecurityPolicy_TLS13_2025_EDGE", "SecurityPolicy_TLS12_PFS_2025_EDGE"],
  "SecurityPolicy_TLS12_2018_EDGE",
];
const MATCH_OPTIONS = [
  ...["EQUALS", "ABSENT", "STARTS_WITH", "ENDS_WITH", "CONTAINS", "GREATER_THAN_OR_EQUAL"],
  ...["CASE_SENSITIVE", "CASE_INSENSITIVE"],
];
const CONVERSIONS = ["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"];
const CONNECTIONS = ["INTERNET", "VPC_LINK"];
const FIREHOSE_PROCESSORS = [
  ...["RecordDeAggregation", "Decompression", "CloudWatchLogProcessing", "Lambda", "MetadataExtraction"],
  "AppendDelimiterToRecord",
];
const FIREHOSE_PARAMETERS = [
  ...["LambdaArn", "NumberOfRetries", "MetadataExtractionQuery", "JsonParsingEngine", "RoleArn", "BufferSizeInMBs"],
  ...["BufferIntervalInSeconds", "SubRecordType", "Delimiter", "CompressionFormat", "DataMessageExtraction"],
];
const INVOCATIONS = ["REQUEST_RESPONSE", "FIRE_AND_FORGET"];
const GRAPHQL_SOURCES = [
  ...["AWS_LAMBDA", "AMAZON_DYNAMODB", "AMAZON_ELASTICSEARCH", "NONE", "HTTP", "RELATIONAL_DATABASE"],
  ...["AMAZON_OPENSEARCH_SERVICE", "AMAZON_EVENTBRIDGE", "AMAZON_BEDROCK_RUNTIME"],
];
const GRAPHQL_LOGINS = ["API_KEY", "AWS_IAM", "AMAZON_COGNITO_USER_POOLS", "OPENID_CONNECT", "AWS_LAMBDA"];
const CONFIG_MESSAGES = [
  ...["ConfigurationItemChangeNotification", "ConfigurationSnapshotDeliveryCompleted", "ScheduledNotification"],
  "OversizedConfigurationItemChangeNotification",
];
const LOG_LEVELS = ["OFF", "ERROR", "INFO"];
const DATA_SIZES = ["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"];
const BIT_SIZES = ["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"];
const UNITS = [
  ...["Count", "Count/Second", "Percent", "None", "Seconds", "Milliseconds", "Microseconds"],
  ...[...DATA_SIZES, ...BIT_SIZES].flatMap((unit) => [unit, `${unit}/Second`]),
];
const KEY_SPECS = [
  ...["SYMMETRIC_DEFAULT", "RSA_2048", "RSA_3072", "RSA_4096", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "SM2"],
  ...["ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519"],
  ...["ML_DSA_44", "ML_DSA_65", "ML_DSA_87"],
];

const STORAGE_CLASSES = [
  ...["STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE"],
  ...["OUTPOSTS", "GLACIER_IR", "SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP"],
];
const RECORD_TYPES = [
  ...["SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA", "CAA", "DS", "TLSA", "SSHFP"],
  ...["SVCB", "HTTPS"],
];
const DOCUMENTED_PARTS = [
  ...["API", "AUTHORIZER", "MODEL", "RESOURCE", "METHOD", "PATH_PARAMETER", "QUERY_PARAMETER", "REQUEST_HEADER"],
  ...["REQUEST_BODY", "RESPONSE", "RESPONSE_HEADER", "RESPONSE_BODY"],
];
const SIGN_IN_FLOWS = [
  ...["ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"],
  ...["ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  "ALLOW_USER_AUTH",
];
const PROJECTIONS = ["ALL", "KEYS_ONLY", "INCLUDE"];
const FREQUENCIES = ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"];
const DOCUMENT_TYPES = [
  ...["Command", "Policy", "Automation", "Session", "Package", "ApplicationConfiguration", "DeploymentStrategy"],
  ...["ApplicationConfigurationSchema", "ChangeCalendar", "Automation.ChangeTemplate", "ProblemAnalysis"],
  ...["ProblemAnalysisTemplate", "CloudFormation", "ConformancePackTemplate", "QuickSetup", "ManualApprovalPolicy"],
  "AutoApprovalPolicy",
];

/** By type, then by argument; the blocks that an argument is in stand before it. */
const KNOWN_VALUES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  aws_api_gateway_authorizer: { type: ["TOKEN", "REQUEST", "COGNITO_USER_POOLS"] },
  aws_api_gateway_domain_name: { security_policy: SECURITY_POLICIES },
  aws_api_gateway_gateway_response: { response_type: GATEWAY_RESPONSES },
  aws_api_gateway_integration: {
    connection_type: CONNECTIONS,
    content_handling: CONVERSIONS,
    http_method: METHODS,
    integration_http_method: METHODS,
    passthrough_behavior: PASSTHROUGH,
    type: ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"],
  },
  aws_api_gateway_integration_response: { content_handling: CONVERSIONS },
  aws_api_gateway_method: {
    authorization: ["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"],
    http_method: METHODS,
  },
  aws_api_gateway_method_settings: { "settings.logging_level": LOG_LEVELS },
  aws_api_gateway_rest_api: {
    api_key_source: ["HEADER", "AUTHORIZER"],
    "endpoint_configuration.types": ["EDGE", "REGIONAL", "PRIVATE"],
    put_rest_api_mode: ["merge", "overwrite"],
  },
  aws_api_gateway_stage: { cache_cluster_size: ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"] },
  aws_api_gateway_usage_plan_key: { key_type: ["API_KEY"] },
  aws_apigatewayv2_integration: {
    connection_type: CONNECTIONS,
    content_handling_strategy: CONVERSIONS,
    integration_type: ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"],
    passthrough_behavior: PASSTHROUGH,
  },
  aws_apigatewayv2_route: { authorization_type: ["NONE", "AWS_IAM", "CUSTOM", "JWT"] },
  aws_apigatewayv2_stage: {
    "default_route_settings.logging_level": LOG_LEVELS,
    "route_settings.logging_level": LOG_LEVELS,
  },
  aws_appsync_datasource: { type: GRAPHQL_SOURCES },
  aws_appsync_graphql_api: { authentication_type: GRAPHQL_LOGINS },
  // a threshold takes GREATER_THAN_OR_EQUAL alone, which the provider's documentation leaves out of its list
  aws_ce_anomaly_subscription: Object.fromEntries(
    ["", "and.", "or.", "not."].flatMap((within) =>
      ["cost_category", "dimension", "tags"].map((name) => [
        `threshold_expression.${within}${name}.match_options`,
        MATCH_OPTIONS,
      ]),
    ),
  ),
  aws_cloudfront_origin_access_control: {
    origin_access_control_origin_type: ["s3", "mediastore", "mediapackagev2", "lambda"],
    signing_behavior: ["always", "never", "no-override"],
    signing_protocol: ["sigv4", "sigv4a"],
  },
  aws_cloudwatch_event_rule: { state: ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] },
  // a method longer than six letters, as OPTIONS is, Lambda refuses: it answers such requests itself
  aws_lambda_function_url: { "cors.allow_methods": ["GET", "PUT", "HEAD", "POST", "PATCH", "DELETE", "*"] },
  aws_lambda_layer_version_permission: { action: ["lambda:GetLayerVersion"] },
  aws_cloudwatch_log_subscription_filter: { distribution: ["Random", "ByLogStream"] },
  aws_cloudwatch_metric_alarm: {
    comparison_operator: [
      ...["GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"],
      ...["LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"],
    ],
    evaluate_low_sample_count_percentiles: ["evaluate", "ignore"],
    "metric_query.metric.unit": UNITS,
    statistic: ["SampleCount", "Average", "Sum", "Minimum", "Maximum"],
    treat_missing_data: ["missing", "ignore", "breaching", "notBreaching"],
    unit: UNITS,
  },
  aws_codedeploy_app: { compute_platform: ["ECS", "Lambda", "Server"] },
  aws_codedeploy_deployment_group: {
    "auto_rollback_configuration.events": [
      ...["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
    ],
    "deployment_style.deployment_option": ["WITH_TRAFFIC_CONTROL", "WITHOUT_TRAFFIC_CONTROL"],
    "deployment_style.deployment_type": ["IN_PLACE", "BLUE_GREEN"],
  },
  aws_cognito_user_pool: {
    alias_attributes: ["email", "phone_number", "preferred_username"],
    auto_verified_attributes: ["email", "phone_number"],
    deletion_protection: ["ACTIVE", "INACTIVE"],
    mfa_configuration: ["OFF", "ON", "OPTIONAL"],
    username_attributes: ["email", "phone_number"],
  },
  aws_cognito_user_pool_client: {
    allowed_oauth_flows: ["code", "implicit", "client_credentials"],
    explicit_auth_flows: SIGN_IN_FLOWS,
    prevent_user_existence_errors: ["ENABLED", "LEGACY"],
  },
  aws_config_config_rule: {
    maximum_execution_frequency: FREQUENCIES,
    "source.owner": ["CUSTOM_LAMBDA", "AWS", "CUSTOM_POLICY"],
    "source.source_detail.message_type": CONFIG_MESSAGES,
  },
  aws_dynamodb_table: {
    "attribute.type": ["S", "N", "B"],
    billing_mode: ["PROVISIONED", "PAY_PER_REQUEST"],
    "global_secondary_index.projection_type": PROJECTIONS,
    "local_secondary_index.projection_type": PROJECTIONS,
    stream_view_type: ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"],
    table_class: ["STANDARD", "STANDARD_INFREQUENT_ACCESS"],
  },
  aws_ecr_repository: {
    image_tag_mutability: ["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"],
  },
  aws_efs_file_system: {
    performance_mode: ["generalPurpose", "maxIO"],
    throughput_mode: ["bursting", "provisioned", "elastic"],
  },
  // AWS IoT Core developer guide, "Versioning the AWS IoT rules engine" (2026-11)
  aws_iot_topic_rule: { sql_version: ["2015-10-08", "2016-03-23", "beta"] },
  aws_kinesis_firehose_delivery_stream: {
    "extended_s3_configuration.processing_configuration.processors.parameters.parameter_name": FIREHOSE_PARAMETERS,
    "extended_s3_configuration.processing_configuration.processors.type": FIREHOSE_PROCESSORS,
  },
  aws_kinesis_stream: {
    encryption_type: ["NONE", "KMS"],
    "stream_mode_details.stream_mode": ["PROVISIONED", "ON_DEMAND"],
  },
  aws_kms_key: {
    customer_master_key_spec: KEY_SPECS,
    key_usage: ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"],
  },
  aws_mq_broker: { deployment_mode: ["SINGLE_INSTANCE", "ACTIVE_STANDBY_MULTI_AZ", "CLUSTER_MULTI_AZ"] },
  aws_msk_cluster: {
    "encryption_info.encryption_in_transit.client_broker": ["TLS", "TLS_PLAINTEXT", "PLAINTEXT"],
    enhanced_monitoring: ["DEFAULT", "PER_BROKER", "PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"],
  },
  aws_pipes_pipe: {
    desired_state: ["RUNNING", "STOPPED"],
    "target_parameters.lambda_function_parameters.invocation_type": INVOCATIONS,
    "target_parameters.step_function_state_machine_parameters.invocation_type": INVOCATIONS,
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
  aws_security_group_rule: { type: ["ingress", "egress"] },
  aws_ses_receipt_rule: {
    "lambda_action.invocation_type": ["Event", "RequestResponse"],
    tls_policy: ["Require", "Optional"],
  },
  aws_sfn_state_machine: { type: ["STANDARD", "EXPRESS"] },
  aws_sns_topic_subscription: {
    filter_policy_scope: ["MessageAttributes", "MessageBody"],
    protocol: ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"],
  },
  aws_ssm_parameter: {
    tier: ["Standard", "Advanced", "Intelligent-Tiering"],
    type: ["String", "StringList", "SecureString"],
  },
  aws_api_gateway_documentation_part: { "location.type": DOCUMENTED_PARTS },
  aws_apigatewayv2_api: { protocol_type: ["HTTP", "WEBSOCKET"] },
  aws_apigatewayv2_authorizer: { authorizer_type: ["REQUEST", "JWT"] },
  aws_apigatewayv2_integration_response: { content_handling_strategy: CONVERSIONS },
  aws_appconfig_deployment_strategy: { growth_type: ["LINEAR", "EXPONENTIAL"], replicate_to: ["NONE", "SSM_DOCUMENT"] },
  aws_appsync_resolver: { kind: ["UNIT", "PIPELINE"] },
  aws_cloudfront_distribution: {
    http_version: ["http1.1", "http2", "http3", "http2and3"],
    price_class: ["PriceClass_100", "PriceClass_200", "PriceClass_All", "None"],
  },
  aws_cloudwatch_event_api_destination: { http_method: METHODS.filter((method) => method !== "ANY") },
  aws_cloudwatch_event_connection: { authorization_type: ["OAUTH_CLIENT_CREDENTIALS", "API_KEY", "BASIC"] },
  aws_cloudwatch_log_group: { log_group_class: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"] },
  aws_cloudwatch_metric_stream: { output_format: ["json", "opentelemetry0.7", "opentelemetry1.0"] },
  aws_codedeploy_deployment_config: { compute_platform: ["ECS", "Lambda", "Server"] },
  aws_cognito_identity_provider: {
    provider_type: ["SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC"],
  },
  aws_db_proxy_endpoint: { target_role: ["READ_WRITE", "READ_ONLY"] },
  aws_ecr_registry_scanning_configuration: { scan_type: ["BASIC", "ENHANCED"] },
  aws_eip: { domain: ["vpc", "standard"] },
  aws_elasticache_cluster: { az_mode: ["single-az", "cross-az"] },
  aws_flow_log: {
    log_destination_type: ["cloud-watch-logs", "s3", "kinesis-data-firehose"],
    traffic_type: ["ACCEPT", "REJECT", "ALL"],
  },
  aws_lb: {
    ip_address_type: ["ipv4", "dualstack", "dualstack-without-public-ipv4"],
    load_balancer_type: ["application", "network", "gateway"],
  },
  aws_lb_target_group: { target_type: ["instance", "ip", "lambda", "alb"] },
  aws_route53_record: { type: RECORD_TYPES },
  aws_s3_bucket_accelerate_configuration: { status: ["Enabled", "Suspended"] },
  aws_s3_bucket_inventory: {
    "destination.bucket.format": ["CSV", "ORC", "Parquet"],
    included_object_versions: ["All", "Current"],
  },
  aws_s3_bucket_ownership_controls: {
    "rule.object_ownership": ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"],
  },
  aws_s3_bucket_request_payment_configuration: { payer: ["Requester", "BucketOwner"] },
  aws_s3_bucket_versioning: { "versioning_configuration.status": ["Enabled", "Suspended", "Disabled"] },
  aws_s3_object: { storage_class: STORAGE_CLASSES },
  aws_ses_identity_notification_topic: { notification_type: ["Bounce", "Complaint", "Delivery"] },
  aws_ssm_document: { document_format: ["YAML", "JSON", "TEXT"], document_type: DOCUMENT_TYPES },
  aws_vpc: { instance_tenancy: ["default", "dedicated"] },
  aws_vpc_endpoint: {
    ip_address_type: ["ipv4", "dualstack", "ipv6"],
    vpc_endpoint_type: ["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork", "Tunnel"],
  },
  aws_wafv2_ip_set: { ip_address_version: ["IPV4", "IPV6"], scope: ["CLOUDFRONT", "REGIONAL"] },
  aws_wafv2_web_acl: { scope: ["CLOUDFRONT", "REGIONAL"] },
};

/** The values that an argument may have, letter by letter; undefined where nothing is known of it here. */
export function knownValues(type: string, path: readonly string[], argument: string): readonly string[] | undefined {
  return KNOWN_VALUES[type]?.[path.length === 0 ? argument : [...path, argument].join(".")];
}
