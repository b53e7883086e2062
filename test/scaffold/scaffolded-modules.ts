/** Answers, and a resource that their plan must contain. */
export interface ScaffoldedModule {
  readonly set: readonly string[];
  readonly plans: string;
}

/** Answers that a trigger requires. */
const triggerAnswers: Readonly<Record<string, readonly string[]>> = {
  alb: ["alb_name=web"],
  "cloudwatch-logs": ["log_source=/aws/ecs/orders"],
  documentdb: ["documentdb_cluster=orders", "documentdb_database=orders", "documentdb_secret=orders/documentdb"],
  eventbridge: ["event_sources=com.acme.orders"],
  kafka: [
    ...["kafka_servers=kafka-1.acme.io:9096,kafka-2.acme.io:9096", "kafka_topic=orders"],
    "kafka_secret=orders/kafka",
  ],
  mq: ["mq_broker=orders", "mq_queue=orders", "mq_secret=orders/broker"],
  msk: ["msk_cluster=orders", "msk_topic=orders"],
  service: [
    "service_principal=config.amazonaws.com",
    "service_source_arn=arn:aws:config:us-east-1:111122223333:config-rule/config-rule-ab12cd",
  ],
  ses: ["ses_rule_set=inbound", "ses_recipients=orders@acme.io"],
};

/** A resource that each trigger creates. */
const triggerResources: Readonly<Record<string, string>> = {
  alb: "aws_lb_listener_rule.function",
  appsync: 'aws_appsync_resolver.fields["Query.item"]',
  "cloudwatch-logs": "aws_cloudwatch_log_subscription_filter.function",
  cognito: "aws_cognito_user_pool.this",
  documentdb: "aws_lambda_event_source_mapping.documents",
  "dynamodb-stream": "aws_lambda_event_source_mapping.changes",
  eventbridge: "aws_cloudwatch_event_target.events",
  "function-url": "aws_lambda_function_url.this",
  "http-api": "aws_apigatewayv2_stage.http",
  iot: "aws_iot_topic_rule.messages",
  kafka: "aws_lambda_event_source_mapping.kafka",
  kinesis: "aws_lambda_event_source_mapping.records",
  mq: "aws_lambda_event_source_mapping.broker",
  msk: "aws_lambda_event_source_mapping.msk",
  "rest-api": "aws_api_gateway_method_settings.all",
  s3: "aws_s3_bucket_notification.source",
  schedule: "aws_scheduler_schedule.this",
  service: "aws_lambda_permission.service",
  ses: "aws_ses_receipt_rule.mail",
  sns: "aws_sns_topic_subscription.function",
  sqs: "aws_lambda_event_source_mapping.messages",
  "step-functions": "aws_sfn_state_machine.this",
  "websocket-api": "aws_apigatewayv2_stage.websocket",
};

/** Every trigger that can be combined with others. */
export const triggers: readonly string[] = Object.keys(triggerResources);

/** The answers that ask for these triggers. */
export function withTriggers(...names: readonly string[]): readonly string[] {
  return [`triggers=${names.join(",")}`, ...names.flatMap((name) => triggerAnswers[name] ?? [])];
}

/** All events for which CloudFront calls a function. */
export const edgeEvents = "viewer-request,origin-request,origin-response,viewer-response";

const pairs: readonly (readonly [string, string])[] = [
  ["sqs", "sns"],
  ["http-api", "function-url"],
  ["http-api", "websocket-api"],
  ["rest-api", "alb"],
  ["kinesis", "dynamodb-stream"],
  ["s3", "eventbridge"],
  ["schedule", "step-functions"],
  ["msk", "mq"],
  ["msk", "kafka"],
  ["kinesis", "documentdb"],
  ["iot", "cloudwatch-logs"],
  ["cognito", "rest-api"],
  ["appsync", "function-url"],
];

/** Small modules, all of which one configuration can call. */
export const modules: readonly ScaffoldedModule[] = [
  { set: [], plans: "aws_lambda_function.this" },
  { set: ["triggers=none", "tenant_isolation=true"], plans: "aws_lambda_function.this" },
  {
    set: ["triggers=rest-api", "tenant_isolation=true", "rest_api_validation=true"],
    plans: 'aws_api_gateway_integration.function["proxy"]',
  },
  { set: ["triggers=none", "durable=true", "deployment=linear"], plans: "aws_iam_role_policy.durable" },
  {
    set: ["triggers=none", "durable=true", "language=typescript", "hardened=true"],
    plans: "aws_cloudwatch_metric_alarm.durable_timeouts",
  },
  {
    set: [
      ...[...withTriggers("msk"), "msk_authentication=SASL_SCRAM_512_AUTH", "msk_secret=AmazonMSK_orders"],
      ...["source_key=true", "source_kms_key=alias/msk"],
    ],
    plans: "aws_iam_role_policy.source_key",
  },
  {
    set: [...withTriggers("msk"), "msk_authentication=CLIENT_CERTIFICATE_TLS_AUTH", "msk_secret=orders/msk"],
    plans: "aws_lambda_event_source_mapping.msk",
  },
  {
    set: ["durable=true", "language=python", ...withTriggers("sqs", "kinesis", "s3")],
    plans: "aws_iam_role_policy.durable",
  },
  {
    set: ["durable=true", "language=java", ...withTriggers("sns", "dynamodb-stream")],
    plans: "aws_iam_role_policy.durable",
  },
  {
    set: ["durable=true", "package=image", ...withTriggers("schedule", "eventbridge")],
    plans: "aws_ecr_repository.function",
  },
  {
    set: [
      ...["placement=managed-instances", "vpc_name=main", "memory_size=2048", "timeout=5400", "managed_scaling=true"],
      ...["managed_instance_types=m8g.large,c8gn.xlarge", ...withTriggers("sqs", "s3")],
    ],
    plans: "aws_lambda_function_scaling_config.this",
  },
  {
    set: [
      ...["placement=managed-instances", "vpc_name=main", "memory_size=4096", "architecture=x86_64"],
      ...["managed_instance_types=m7a.large,m7i-flex.large", "managed_scaling=true", "deployment=latest"],
      ...["managed_target=true", "managed_limit_concurrency=true"],
    ],
    plans: "aws_lambda_function_scaling_config.this",
  },
  {
    set: [
      ...["placement=managed-instances", "vpc_name=main", "memory_size=2048", "language=java", "durable=true"],
      ...["deployment=canary", "triggers=none"],
    ],
    plans: "aws_iam_role_policy.durable",
  },
  {
    set: ["placement=managed-instances", "vpc_name=main", "memory_size=32768", ...withTriggers("sqs", "http-api")],
    plans: "aws_lambda_capacity_provider.this",
  },
  {
    set: [
      ...["placement=managed-instances", "deployment=latest", "language=python", "managed_memory_per_vcpu=8"],
      ...["memory_size=8192", "vpc_subnets_by=subnet-ids", "subnet_ids=subnet-0a1b2c3d,subnet-0a1b2c3e"],
      ...["vpc_egress=egress-endpoints", "vpc_interface_endpoints=true", "vpc_interface_services=logs"],
    ],
    plans: "aws_iam_role_policy.instances",
  },
  ...triggers.map((name) => ({ set: withTriggers(name), plans: triggerResources[name] ?? "" })),
  ...pairs.map((pair) => ({ set: withTriggers(...pair), plans: triggerResources[pair[1]] ?? "" })),
  { set: withTriggers(...triggers), plans: "aws_sqs_queue.failures" },
  { set: [...withTriggers(...triggers), "deployment=latest"], plans: "aws_lambda_permission.s3" },
  {
    set: [...withTriggers(...triggers), "hardened=true", "access_log_bucket=acme-access-logs"],
    plans: "aws_s3_bucket_logging.source",
  },
  ...["java", "go", "dotnet", "ruby", "rust", "custom"].map((language) => ({
    set: [`language=${language}`, "triggers=http-api"],
    plans: "aws_lambda_function.this",
  })),
  { set: ["language=typescript", "triggers=sqs", "layer=true"], plans: "aws_lambda_layer_version.libraries" },
  { set: ["runtime=python3.13", "triggers=schedule", "layer=true"], plans: "aws_scheduler_schedule.this" },
  { set: ["language=python", "triggers=http-api", "architecture=x86_64"], plans: "aws_apigatewayv2_stage.http" },
  { set: ["triggers=s3", "timeout=890", "memory_size=10240"], plans: "aws_s3_bucket_notification.source" },
  { set: ["triggers=sns", "log_retention_days=365"], plans: "aws_sns_topic_subscription.function" },
  {
    set: ["triggers=function-url", "function_url_access=cloudfront"],
    plans: "aws_cloudfront_distribution.this",
  },
  { set: ["triggers=function-url", "function_url_access=public"], plans: "aws_lambda_function_url.this" },
  {
    set: ["triggers=function-url,rest-api", "responses=streamed", "timeout=300", "rest_api_validation=true"],
    plans: 'aws_api_gateway_integration.function["proxy"]',
  },
  {
    set: [
      ...["triggers=http-api", "http_api_authorization=JWT", "http_api_jwt_issuer=https://login.acme.io"],
      ...["http_api_jwt_scopes=orders/read,orders/write"],
      ...["http_api_jwt_audience=orders", "http_api_routes=GET /orders/{id},POST /orders"],
    ],
    plans: "aws_apigatewayv2_authorizer.http",
  },
  {
    set: [
      ...["triggers=cognito,rest-api", "user_pool_client=true", "rest_api_own_users=true", "rest_api_validation=true"],
      ...["rest_api_limit_sources=true", "rest_api_sources=203.0.113.0/24"],
    ],
    plans: "aws_api_gateway_authorizer.rest_api",
  },
  {
    set: [
      ...["triggers=http-api", "http_api_authorization=CUSTOM", "http_api_authorizer=orders-authorizer"],
      ...["http_api_domain=true", "http_api_domain_name=api.acme.io"],
      ...["http_api_cors=true", "http_api_cors_origins=https://www.acme.io"],
    ],
    plans: "aws_apigatewayv2_api_mapping.http",
  },
  {
    set: ["triggers=http-api,rest-api", "http_api_authorization=NONE", "rest_api_authorization=NONE"],
    plans: "aws_apigatewayv2_stage.http",
  },
  {
    set: ["triggers=rest-api,websocket-api", "websocket_api_authorization=NONE", "api_gateway_logs_role=true"],
    plans: "aws_api_gateway_account.this",
  },
  { set: ["triggers=sqs", "sqs_limit_concurrency=true"], plans: "aws_lambda_event_source_mapping.messages" },
  { set: ["triggers=sqs", "sqs_fifo=true"], plans: "aws_sqs_queue_redrive_allow_policy.dead_letters" },
  {
    set: [
      "triggers=sqs",
      "sqs_batch_size=1000",
      "sqs_batching_window=30",
      'sqs_filter={"kind":["order","refund"],"store":"eu"}',
    ],
    plans: "aws_lambda_event_source_mapping.messages",
  },
  {
    set: [
      ...["triggers=rest-api", "rest_api_authorization=COGNITO_USER_POOLS", "rest_api_user_pool=us-east-1_Ab1cd2EfG"],
      ...["rest_api_keys=true", "rest_api_clients=web,partner", "rest_api_validation=true"],
      ...["rest_api_domain=true", "rest_api_domain_name=rest.acme.io", "rest_api_firewall=true"],
      ...["rest_api_web_acl=web", "rest_api_limit_sources=true", "rest_api_sources=203.0.113.0/24"],
    ],
    plans: "aws_api_gateway_usage_plan.clients",
  },
  {
    set: [
      ...["triggers=rest-api,websocket-api", "rest_api_authorization=CUSTOM", "rest_api_authorizer=orders-authorizer"],
      ...["rest_api_authorizer_type=TOKEN", "rest_api_limit_sources=true", "rest_api_sources=203.0.113.0/24"],
      ...["websocket_api_authorization=CUSTOM", "websocket_api_authorizer=orders-authorizer"],
      "websocket_api_routes=join,leave",
    ],
    plans: "aws_lambda_permission.rest_api_authorizer",
  },
  {
    set: ["triggers=appsync", "appsync_access=user-pool", "appsync_user_pool=us-east-1_Ab1cd2EfG", "language=java"],
    plans: 'aws_appsync_resolver.fields["Mutation.saveItem"]',
  },
  {
    set: [
      ...["triggers=cognito,appsync", "appsync_own_users=true", "user_pool_client=true"],
      ...["deployment=latest", "dashboard=true"],
    ],
    plans: "aws_cognito_user_pool_client.app",
  },
  {
    set: ["triggers=cognito,http-api", "user_pool_client=true", "http_api_own_users=true"],
    plans: "aws_apigatewayv2_authorizer.http",
  },
  {
    set: ["triggers=kinesis", "kinesis_fan_out=true", "kinesis_filter.kind=order"],
    plans: "aws_kinesis_stream_consumer.function",
  },
  {
    set: ["triggers=kinesis,dynamodb-stream", "kinesis_window_seconds=60", "dynamodb_events=INSERT,REMOVE"],
    plans: "aws_cloudwatch_metric_alarm.iterator_age",
  },
  { set: ["triggers=s3", "s3_suffixes=.csv,.json"], plans: "aws_s3_bucket_notification.source" },
  {
    set: ["triggers=s3,eventbridge", "event_sources=aws.s3", "s3_delivery=eventbridge", "s3_suffixes=.csv"],
    plans: "aws_cloudwatch_event_target.objects",
  },
  { set: ["triggers=s3", "s3_delivery=eventbridge", "deployment=latest"], plans: "aws_lambda_permission.objects" },
  {
    set: [
      "triggers=sns,schedule",
      'sns_filter.kind=["order","refund"]',
      "schedule_window_minutes=15",
      "async_retries=0",
    ],
    plans: "aws_scheduler_schedule_group.this",
  },
  { set: ["triggers=eventbridge", "event_sources=a,b", "event_detail_types=c"], plans: "aws_sqs_queue.failures" },
  { set: [...withTriggers("mq"), "mq_engine=activemq"], plans: "aws_cloudwatch_metric_alarm.broker_backlog" },
  {
    set: ["package=s3", "package_bucket=acme-artifacts", "hardened=true", "log_retention_days=365"],
    plans: "aws_signer_signing_profile.this",
  },
  { set: ["package=image", "language=go"], plans: "aws_ecr_lifecycle_policy.function" },
  { set: ["code_updates=elsewhere", "language=typescript", "triggers=sqs"], plans: "aws_lambda_alias.live" },
  {
    set: ["code_updates=elsewhere", "package=s3", "package_bucket=acme-artifacts", "deployment=latest"],
    plans: "aws_lambda_function.this",
  },
  { set: ["code_updates=elsewhere", "package=image", "language=python"], plans: "aws_lambda_function.this" },
  {
    set: ["package=image", "language=typescript", "architecture=x86_64", "hardened=true", "log_retention_days=365"],
    plans: "aws_ecr_repository_policy.function",
  },
  { set: ["placement=edge", "edge_events=viewer-request"], plans: "aws_lambda_function.this" },
  {
    set: [
      ...["placement=edge", "edge_events=origin-request,origin-response", "language=python", "memory_size=512"],
      ...["edge_distribution=true", "edge_origin=www.acme.io", "package=s3", "package_bucket=acme-artifacts"],
      "log_class=infrequent-access",
    ],
    plans: "aws_cloudfront_distribution.this",
  },
  {
    set: [
      ...["placement=edge", `edge_events=${edgeEvents}`, "language=typescript"],
      ...["edge_distribution=true", "edge_origin=www.acme.io"],
    ],
    plans: 'aws_cloudwatch_log_group.function["eu-west-1"]',
  },
  {
    set: ["triggers=http-api", "http_api_authorization=NONE", "signed_webhook=true", "environment=true"],
    plans: "aws_iam_role_policy.signing_secret",
  },
  {
    set: ["triggers=function-url,http-api", "function_url_access=public", "signed_webhook=true", "language=python"],
    plans: "aws_lambda_function_url.this",
  },
  {
    set: [
      ...["triggers=function-url,http-api", "function_url_access=public", "http_api_authorization=NONE"],
      ...["signed_webhook=true", "language=typescript", "hardened=true"],
    ],
    plans: "aws_apigatewayv2_stage.http",
  },
  {
    set: ["triggers=eventbridge", "event_sources=a", "event_transformer=true", "event_fields.order=$.detail.order"],
    plans: "aws_cloudwatch_event_target.events",
  },
  {
    set: [
      ...["triggers=websocket-api", "websocket_api_domain=true", "websocket_api_domain_name=socket.acme.io"],
      ...["permissions_boundary=true", "permissions_boundary_name=workloads", "reserve_concurrency=true"],
      ...["role_in_path=true", "role_path=/workloads/"],
    ],
    plans: "aws_apigatewayv2_api_mapping.websocket",
  },
  {
    set: [
      ...["triggers=kinesis,dynamodb-stream", "kinesis_start=AT_TIMESTAMP", "kinesis_start_time=2026-01-01T00:00:00Z"],
      ...["stream_batch_size=500", "stream_batching_window=5", "stream_parallelization=4", "stream_retries=2"],
      ...["stream_record_age=3600", "dynamodb_start=LATEST", "dynamodb_window_seconds=60", "mapping_metrics=true"],
    ],
    plans: "aws_lambda_event_source_mapping.changes",
  },
  {
    set: [
      ...[...withTriggers("msk", "mq"), "kafka_start=AT_TIMESTAMP", "kafka_start_time=2026-01-01T00:00:00Z"],
      ...["kafka_batch_size=500", "kafka_batching_window=5", "kafka_filter.kind=order", "kafka_provisioned=true"],
      ...["mq_batch_size=100", "mq_batching_window=5", "mq_filter.kind=order"],
    ],
    plans: "aws_lambda_event_source_mapping.msk",
  },
  {
    set: [
      ...[...withTriggers("kafka"), "kafka_authentication=CLIENT_CERTIFICATE_TLS_AUTH", "kafka_provisioned=true"],
      ...["kafka_private_ca=true", "kafka_ca_secret=orders/kafka-ca", "source_key=true", "source_kms_key=alias/orders"],
      ...["kafka_vpc=true", "vpc_name=main", "timeout=840"],
    ],
    plans: "aws_security_group.kafka",
  },
  {
    set: [
      ...["triggers=kafka", "kafka_servers=10.0.0.4:9092", "kafka_topic=orders", "kafka_authentication=NONE"],
      ...["kafka_vpc=true", "vpc=true", "vpc_subnets_by=subnet-ids", "subnet_ids=subnet-0a1b2c3d,subnet-0a1b2c3e"],
    ],
    plans: "aws_vpc_security_group_egress_rule.kafka_https",
  },
  {
    set: [
      ...[...withTriggers("documentdb"), "documentdb_one_collection=true", "documentdb_collection=orders"],
      ...["documentdb_start=AT_TIMESTAMP", "documentdb_start_time=2026-01-01T00:00:00Z"],
      ...["documentdb_full_document=UpdateLookup", "documentdb_batching_window=5"],
    ],
    plans: "aws_cloudwatch_metric_alarm.iterator_age",
  },
  {
    set: [
      ...["triggers=function-url,http-api,rest-api", "function_url_cors=true"],
      ...["function_url_cors_origins=https://www.acme.io", "http_api_domain=true", "http_api_domain_name=api.acme.io"],
      ...["http_api_client_certificates=true", "http_api_trust_store=s3://acme-trust/clients.pem"],
      ...["rest_api_domain=true", "rest_api_domain_name=rest.acme.io"],
      ...["rest_api_client_certificates=true", "rest_api_trust_store=s3://acme-trust/clients.pem"],
    ],
    plans: "aws_apigatewayv2_domain_name.http",
  },
  {
    set: [
      ...["triggers=sns", "success_destination=true", "provision_concurrency=true", "provisioned_schedule=true"],
      ...["log_protection=true", "vpc=true", "vpc_name=main", "vpc_quick_destroy=true"],
    ],
    plans: "aws_appautoscaling_scheduled_action.busy",
  },
  { set: ["triggers=sqs", "sqs_provisioned=true"], plans: "aws_lambda_event_source_mapping.messages" },
  {
    set: ["own_secret=true", "secret_rotation=true", "secret_rotation_function=orders-rotation"],
    plans: "aws_secretsmanager_secret_rotation.own",
  },
  {
    set: [
      ...["vpc=true", "vpc_name=main", "vpc_egress=egress-endpoints", "vpc_use_endpoints=true"],
      "vpc_used_services=ssm,sqs",
    ],
    plans: "aws_security_group.function",
  },
  {
    set: ["deployment=canary", "canary_configuration=own", "canary_percentage=25", "canary_minutes=90"],
    plans: "aws_codedeploy_deployment_config.live",
  },
  {
    set: ["deployment=linear", "linear_configuration=own", "linear_percentage=20", "linear_minutes=5"],
    plans: "aws_codedeploy_deployment_config.live",
  },
  { set: ["triggers=sqs", "deployment=blue-green"], plans: "aws_lambda_alias.next" },
  { set: ["ephemeral_storage=1024", "deployment=latest"], plans: "aws_lambda_function.this" },
  { set: ["layers_by_arn=true"], plans: "aws_lambda_function.this" },
  { set: ["layers_by_arn=true", "layer=true", "language=python"], plans: "aws_lambda_layer_version.libraries" },
  {
    set: ["hardened=true", "log_retention_days=365", "environment=true", "environment_variables.STAGE=dev"],
    plans: "aws_kms_alias.this",
  },
  {
    set: [
      ...["vpc=true", "vpc_name=main", "vpc_ipv6=true"],
      ...["given_security_groups=true", "security_group_ids=sg-0a1b2c3d4e5f60718"],
      ...["file_system=true", "file_system_access_point=fsap-0c1f2e3d4b5a69788"],
    ],
    plans: "aws_vpc_security_group_egress_rule.nfs",
  },
  {
    set: [
      ...["vpc=true", "vpc_subnets_by=subnet-ids", "subnet_ids=subnet-0a1b2c3d,subnet-0a1b2c3e"],
      ...["vpc_egress=egress-endpoints", "vpc_gateway_endpoints=true"],
      ...["vpc_interface_endpoints=true", "vpc_interface_services=secretsmanager,sqs"],
    ],
    plans: 'aws_vpc_security_group_egress_rule.gateway["s3"]',
  },
  { set: ["provision_concurrency=true"], plans: "aws_appautoscaling_policy.live" },
  {
    set: ["language=java", "snap_start=true", "recursion_guard=true"],
    plans: "aws_lambda_function_recursion_config.this",
  },
  {
    set: ["lambda_insights=true", "insights_layer_version=25", "layers_by_arn=true", "architecture=x86_64"],
    plans: "aws_iam_role_policy.insights",
  },
  {
    set: [
      ...["secrets=true", "secret_names=orders/database", "layer=true", "language=python", "secrets_extension=true"],
      ...["secrets_extension_account=177933569100", "secrets_extension_version=4"],
    ],
    plans: "aws_iam_role_policy.secrets",
  },
  {
    set: ["language=typescript", "powertools=true", "triggers=sqs,http-api", "tracing=true"],
    plans: "aws_lambda_function.this",
  },
  { set: ["powertools=true", "triggers=sqs", "layers_by_arn=true"], plans: "aws_lambda_function.this" },
  {
    set: ["language=python", "powertools=true", "layer=true", "architecture=x86_64"],
    plans: "aws_lambda_layer_version.libraries",
  },
  { set: ["language=python", "powertools=true", "package=image"], plans: "aws_ecr_repository_policy.function" },
  { set: ["language=java", "powertools=true", "package=image"], plans: "aws_ecr_repository_policy.function" },
  { set: ["language=dotnet", "powertools=true", "triggers=sns"], plans: "aws_sns_topic_subscription.function" },
  {
    set: ["powertools=true", "idempotency_table=true", "triggers=sqs"],
    plans: "aws_dynamodb_table.idempotency",
  },
  {
    set: ["powertools=true", "idempotency_table=true", "language=python", "triggers=sns", "hardened=true"],
    plans: "aws_dynamodb_table.idempotency",
  },
  { set: ["log_class=infrequent-access", "log_level=WARN", "triggers=kinesis"], plans: "aws_lambda_alias.live" },
  { set: ["runtime_updates=function-update"], plans: "aws_lambda_runtime_management_config.this" },
  {
    set: [
      ...["runtime_updates=manual", "deployment=latest", "log_queries=true"],
      `runtime_version_arn=arn:aws:lambda:us-east-1::runtime:${"0123456789abcdef".repeat(4)}`,
    ],
    plans: "aws_lambda_runtime_management_config.this",
  },
  {
    set: [
      ...["environment=true", "environment_variables.STAGE=dev", "environment_key=true"],
      "environment_kms_key=alias/orders",
    ],
    plans: "aws_iam_role_policy.environment",
  },
  {
    set: [
      ...["parameters=true", "parameter_names=/orders/endpoint,stage", "parameters_key=true"],
      ...["parameters_kms_key=alias/orders", "environment=true"],
    ],
    plans: "aws_iam_role_policy.parameters",
  },
  { set: ["triggers=sns", "sns_topic=existing", "sns_topic_name=orders"], plans: "aws_lambda_permission.sns" },
  {
    set: [
      ...["triggers=sqs", "sqs_queue=existing", "sqs_queue_name=orders", "dashboard=true", "given_source_key=true"],
      "given_source_kms_key=alias/orders",
    ],
    plans: "aws_iam_role_policy.given_source_key",
  },
  {
    set: ["triggers=sqs", "sqs_queue=existing", "sqs_queue_name=orders.fifo", "sqs_fifo=true"],
    plans: "aws_lambda_event_source_mapping.messages",
  },
  {
    set: ["triggers=sqs,sns", "sqs_topic=true", "sqs_topic_name=orders", "hardened=true", "log_retention_days=365"],
    plans: "aws_sns_topic_subscription.queue",
  },
  {
    set: [
      ...["triggers=kinesis", "kinesis_stream=existing", "kinesis_stream_name=orders", "kinesis_fan_out=true"],
      ...["given_source_key=true", "given_source_kms_key=alias/orders"],
    ],
    plans: "aws_kinesis_stream_consumer.function",
  },
  {
    set: [
      ...["triggers=sqs,sns,eventbridge", "event_sources=a", 'sqs_filter.kind=["order","refund"]'],
      ...["hardened=true", "hardened_key=existing", "hardened_kms_key=alias/functions"],
    ],
    plans: "aws_sqs_queue.failures",
  },
  {
    set: [
      "log_group=existing",
      "log_group_name=/acme/orders",
      "hardened=true",
      "hardened_key=existing",
      "hardened_kms_key=alias/a",
    ],
    plans: "aws_lambda_function.this",
  },
  {
    set: [
      ...["triggers=dynamodb-stream", "dynamodb_table=existing", "dynamodb_table_name=orders"],
      ...["hardened=true", "log_retention_days=365"],
    ],
    plans: "aws_lambda_event_source_mapping.changes",
  },
  {
    set: [
      ...["triggers=s3", "s3_bucket=existing", "s3_bucket_name=acme-uploads", "s3_suffixes=.csv"],
      ...["given_source_key=true", "given_source_kms_key=alias/orders"],
    ],
    plans: "aws_cloudwatch_event_rule.objects",
  },
  {
    set: [
      "triggers=s3,sqs",
      "s3_bucket=existing",
      "s3_bucket_name=acme-uploads",
      "hardened=true",
      "log_retention_days=365",
    ],
    plans: "aws_lambda_permission.objects",
  },
  {
    set: ["vpc=true", "vpc_name=main", "database=true", "database_proxy_name=orders", "language=go"],
    plans: "aws_iam_role_policy.database",
  },
  {
    set: [
      ...["triggers=http-api,rest-api", "http_api_domain=true", "http_api_domain_name=api.example.com"],
      ...["rest_api_domain=true", "rest_api_domain_name=rest.example.com"],
      ...["domain_record=true", "domain_zone=example.com"],
    ],
    plans: "aws_route53_record.rest_api",
  },
  {
    set: [
      ...["role=existing", "role_name=orders", ...withTriggers("sqs", "s3", "schedule"), "success_destination=true"],
      ...[
        "permissions_boundary=true",
        "permissions_boundary_name=workloads",
        "role_in_path=true",
        "role_path=/workloads/",
      ],
    ],
    plans: "aws_iam_role_policy.scheduler",
  },
  {
    set: ["role=existing", "role_name=orders", "hardened=true", "vpc=true", "vpc_name=main", "package=image"],
    plans: "aws_lambda_function.this",
  },
  { set: ["own_bucket=true", "triggers=s3"], plans: "aws_s3_bucket_policy.own" },
  {
    set: [
      ...["own_bucket=true", "own_bucket_listed=true", "own_bucket_actions=GetObject,PutObject,DeleteObject"],
      ...["hardened=true", "access_log_bucket=acme-access-logs", "extra_policies=true"],
      "policy_arns.audit=arn:aws:iam::111122223333:policy/audit",
    ],
    plans: 'aws_iam_role_policy_attachment.extra["audit"]',
  },
  {
    set: ["log_group=existing", "log_group_name=/acme/orders", "log_queries=true", "log_protection=true"],
    plans: "aws_cloudwatch_query_definition.errors",
  },
  { set: ["package=image", "language=java", "image_config=true"], plans: "aws_ecr_repository.function" },
  { set: ["own_table=true", "own_table_sorted=true"], plans: "aws_dynamodb_table.own" },
  { set: ["own_secret=true"], plans: "aws_secretsmanager_secret_version.own" },
  { set: ["own_table=true", "triggers=dynamodb-stream,http-api"], plans: "aws_iam_role_policy.own_table" },
  {
    set: [
      ...["own_table=true", "own_table_expiry=true", "own_table_actions=DeleteItem,Scan"],
      ...["hardened=true", "log_retention_days=365"],
    ],
    plans: "aws_iam_role_policy.own_table",
  },
  {
    set: [
      ...["own_secret=true", "secrets=true", "secret_names=orders/database"],
      ...["hardened=true", "log_retention_days=365"],
    ],
    plans: "aws_secretsmanager_secret_version.own",
  },
  { set: ["secrets=true", "secret_names=orders/database", "language=go"], plans: "aws_iam_role_policy.secrets" },
  {
    set: [
      'description="${var.x}" %{ if true } \\ \n é 日本 \u2028',
      "tags.Owner=orders team",
      "tags.Cost_Center=4",
      "tags.for=x",
    ],
    plans: "aws_lambda_function.this",
  },
];

/** Modules whose answers decline something that lint asks for. */
export const modulesWithout: readonly ScaffoldedModule[] = [
  { set: ["triggers=schedule", "failure_queue=false", "tracing=false"], plans: "aws_iam_role.scheduler" },
  {
    set: [...withTriggers(...triggers), "failure_queue=false", "tracing=false"],
    plans: "aws_lambda_event_source_mapping.changes",
  },
];

/** Stacks: roots with a provider and a backend. */
export const stacks: readonly ScaffoldedModule[] = [
  {
    set: ["layout=stack", "backend=local", "triggers=sqs,sns", "own_secret=true"],
    plans: "aws_secretsmanager_secret_version.own",
  },
  {
    set: ["layout=stack", "backend=local", "placement=edge", "edge_events=origin-request", "region=eu-west-1"],
    plans: "aws_lambda_function.this",
  },
  {
    set: ["layout=stack", "state_bucket=acme-state", "state_key=orders/terraform.tfstate"],
    plans: "aws_lambda_function.this",
  },
  {
    set: [
      "layout=stack",
      "backend=local",
      "name_parts=true",
      "name_prefix=acme",
      "triggers=s3",
      "hardened=true",
      "access_log_bucket=acme-access-logs",
      "log_retention_days=365",
    ],
    plans: "aws_s3_bucket_notification.source",
  },
  { set: ["layout=stack", "backend=cloud", "organization=acme"], plans: "aws_lambda_function.this" },
];
