/*
 * Which enumeration of an API an argument is handed to as it is, by the client in AWS's SDK for JavaScript whose
 * declarations list its values. `runtime` is left out: src/aws/runtimes.ts knows more of it.
 */

const MATCHED = ["", "and.", "or.", "not."].flatMap((within) =>
  ["cost_category", "dimension", "tags"].map(
    (name) => `aws_ce_anomaly_subscription.threshold_expression.${within}${name}.match_options`,
  ),
);

const CACHE_BEHAVIORS = ["default", "ordered"].map((kind) => `aws_cloudfront_distribution.${kind}_cache_behavior`);

const SCALED = ["policy", "scheduled_action", "target"].map((kind) => `aws_appautoscaling_${kind}`);

/** Client and version → enumeration → arguments, each preceded by the blocks that it is in. */
export const API_ENUMERATIONS = {
  "api-gateway@3.1142.0": {
    ApiKeySourceType: ["aws_api_gateway_rest_api.api_key_source"],
    AuthorizerType: ["aws_api_gateway_authorizer.type"],
    CacheClusterSize: ["aws_api_gateway_stage.cache_cluster_size"],
    ConnectionType: ["aws_api_gateway_integration.connection_type"],
    ContentHandlingStrategy: [
      "aws_api_gateway_integration.content_handling",
      "aws_api_gateway_integration_response.content_handling",
    ],
    DocumentationPartType: ["aws_api_gateway_documentation_part.location.type"],
    EndpointType: ["aws_api_gateway_rest_api.endpoint_configuration.types"],
    GatewayResponseType: ["aws_api_gateway_gateway_response.response_type"],
    IntegrationType: ["aws_api_gateway_integration.type"],
    PutMode: ["aws_api_gateway_rest_api.put_rest_api_mode"],
    SecurityPolicy: ["aws_api_gateway_domain_name.security_policy"],
  },
  "apigatewayv2@3.1164.0": {
    AuthorizationType: ["aws_apigatewayv2_route.authorization_type"],
    AuthorizerType: ["aws_apigatewayv2_authorizer.authorizer_type"],
    ConnectionType: ["aws_apigatewayv2_integration.connection_type"],
    ContentHandlingStrategy: [
      "aws_apigatewayv2_integration.content_handling_strategy",
      "aws_apigatewayv2_integration_response.content_handling_strategy",
    ],
    IntegrationType: ["aws_apigatewayv2_integration.integration_type"],
    LoggingLevel: [
      "aws_api_gateway_method_settings.settings.logging_level",
      "aws_apigatewayv2_stage.default_route_settings.logging_level",
      "aws_apigatewayv2_stage.route_settings.logging_level",
    ],
    PassthroughBehavior: [
      "aws_api_gateway_integration.passthrough_behavior",
      "aws_apigatewayv2_integration.passthrough_behavior",
    ],
    ProtocolType: ["aws_apigatewayv2_api.protocol_type"],
  },
  "appconfig@3.1124.0": {
    GrowthType: ["aws_appconfig_deployment_strategy.growth_type"],
    ReplicateTo: ["aws_appconfig_deployment_strategy.replicate_to"],
  },
  "application-auto-scaling@3.1141.0": {
    ScalableDimension: SCALED.map((type) => `${type}.scalable_dimension`),
    ServiceNamespace: SCALED.map((type) => `${type}.service_namespace`),
  },
  "appsync@3.1142.0": {
    AuthenticationType: ["aws_appsync_graphql_api.authentication_type"],
    DataSourceType: ["aws_appsync_datasource.type"],
    ResolverKind: ["aws_appsync_resolver.kind"],
  },
  "cloudfront@3.1164.0": {
    GeoRestrictionType: ["aws_cloudfront_distribution.restrictions.geo_restriction.restriction_type"],
    HttpVersion: ["aws_cloudfront_distribution.http_version"],
    ItemSelection: CACHE_BEHAVIORS.map((behavior) => `${behavior}.forwarded_values.cookies.forward`),
    MinimumProtocolVersion: ["aws_cloudfront_distribution.viewer_certificate.minimum_protocol_version"],
    OriginAccessControlOriginTypes: ["aws_cloudfront_origin_access_control.origin_access_control_origin_type"],
    OriginAccessControlSigningBehaviors: ["aws_cloudfront_origin_access_control.signing_behavior"],
    OriginAccessControlSigningProtocols: ["aws_cloudfront_origin_access_control.signing_protocol"],
    OriginProtocolPolicy: ["aws_cloudfront_distribution.origin.custom_origin_config.origin_protocol_policy"],
    PriceClass: ["aws_cloudfront_distribution.price_class"],
    SSLSupportMethod: ["aws_cloudfront_distribution.viewer_certificate.ssl_support_method"],
    ViewerProtocolPolicy: CACHE_BEHAVIORS.map((behavior) => `${behavior}.viewer_protocol_policy`),
  },
  "cloudwatch@3.1164.0": {
    ComparisonOperator: ["aws_cloudwatch_metric_alarm.comparison_operator"],
    MetricStreamOutputFormat: ["aws_cloudwatch_metric_stream.output_format"],
    StandardUnit: ["aws_cloudwatch_metric_alarm.metric_query.metric.unit", "aws_cloudwatch_metric_alarm.unit"],
    Statistic: ["aws_cloudwatch_metric_alarm.statistic"],
  },
  "cloudwatch-logs@3.1164.0": {
    Distribution: ["aws_cloudwatch_log_subscription_filter.distribution"],
    LogGroupClass: ["aws_cloudwatch_log_group.log_group_class"],
  },
  "codedeploy@3.1133.0": {
    AutoRollbackEvent: ["aws_codedeploy_deployment_group.auto_rollback_configuration.events"],
    ComputePlatform: ["aws_codedeploy_app.compute_platform", "aws_codedeploy_deployment_config.compute_platform"],
    DeploymentOption: ["aws_codedeploy_deployment_group.deployment_style.deployment_option"],
    DeploymentType: ["aws_codedeploy_deployment_group.deployment_style.deployment_type"],
  },
  "cognito-identity-provider@3.1164.0": {
    AliasAttributeType: ["aws_cognito_user_pool.alias_attributes"],
    DeletionProtectionType: ["aws_cognito_user_pool.deletion_protection"],
    ExplicitAuthFlowsType: ["aws_cognito_user_pool_client.explicit_auth_flows"],
    IdentityProviderTypeType: ["aws_cognito_identity_provider.provider_type"],
    OAuthFlowType: ["aws_cognito_user_pool_client.allowed_oauth_flows"],
    PreventUserExistenceErrorTypes: ["aws_cognito_user_pool_client.prevent_user_existence_errors"],
    UserPoolMfaType: ["aws_cognito_user_pool.mfa_configuration"],
    UsernameAttributeType: ["aws_cognito_user_pool.username_attributes"],
    VerifiedAttributeType: ["aws_cognito_user_pool.auto_verified_attributes"],
  },
  "config-service@3.1124.0": {
    MaximumExecutionFrequency: ["aws_config_config_rule.maximum_execution_frequency"],
    MessageType: ["aws_config_config_rule.source.source_detail.message_type"],
    Owner: ["aws_config_config_rule.source.owner"],
  },
  "cost-explorer@3.1138.0": {
    MatchOption: MATCHED,
  },
  "dynamodb@3.1164.0": {
    BillingMode: ["aws_dynamodb_table.billing_mode"],
    ProjectionType: [
      "aws_dynamodb_table.global_secondary_index.projection_type",
      "aws_dynamodb_table.local_secondary_index.projection_type",
    ],
    ScalarAttributeType: ["aws_dynamodb_table.attribute.type"],
    StreamViewType: ["aws_dynamodb_table.stream_view_type"],
    TableClass: ["aws_dynamodb_table.table_class"],
  },
  "ec2@3.1164.0": {
    DomainType: ["aws_eip.domain"],
    IpAddressType: ["aws_vpc_endpoint.ip_address_type"],
    LogDestinationType: ["aws_flow_log.log_destination_type"],
    TrafficType: ["aws_flow_log.traffic_type"],
    VpcEndpointType: ["aws_vpc_endpoint.vpc_endpoint_type"],
  },
  "ecr@3.1164.0": {
    ImageTagMutability: ["aws_ecr_repository.image_tag_mutability"],
    ScanType: ["aws_ecr_registry_scanning_configuration.scan_type"],
  },
  "efs@3.1141.0": {
    PerformanceMode: ["aws_efs_file_system.performance_mode"],
    ThroughputMode: ["aws_efs_file_system.throughput_mode"],
  },
  "elastic-load-balancing-v2@3.1142.0": {
    IpAddressType: ["aws_lb.ip_address_type"],
    LoadBalancerTypeEnum: ["aws_lb.load_balancer_type"],
    TargetTypeEnum: ["aws_lb_target_group.target_type"],
  },
  "eventbridge@3.1164.0": {
    ApiDestinationHttpMethod: ["aws_cloudwatch_event_api_destination.http_method"],
    ConnectionAuthorizationType: ["aws_cloudwatch_event_connection.authorization_type"],
    RuleState: ["aws_cloudwatch_event_rule.state"],
  },
  "firehose@3.1164.0": {
    ProcessorParameterName: [
      "aws_kinesis_firehose_delivery_stream.extended_s3_configuration.processing_configuration.processors.parameters.parameter_name",
    ],
    ProcessorType: [
      "aws_kinesis_firehose_delivery_stream.extended_s3_configuration.processing_configuration.processors.type",
    ],
  },
  "kafka@3.1164.0": {
    ClientBroker: ["aws_msk_cluster.encryption_info.encryption_in_transit.client_broker"],
    EnhancedMonitoring: ["aws_msk_cluster.enhanced_monitoring"],
  },
  "kinesis@3.1143.0": {
    EncryptionType: ["aws_kinesis_stream.encryption_type"],
    StreamMode: ["aws_kinesis_stream.stream_mode_details.stream_mode"],
  },
  "kms@3.1164.0": {
    KeySpec: ["aws_kms_key.customer_master_key_spec"],
    KeyUsageType: ["aws_kms_key.key_usage"],
  },
  "lambda@3.1164.0": {
    ApplicationLogLevel: ["aws_lambda_function.logging_config.application_log_level"],
    Architecture: ["aws_lambda_function.architectures", "aws_lambda_layer_version.compatible_architectures"],
    CodeSigningPolicy: ["aws_lambda_code_signing_config.policies.untrusted_artifact_on_deployment"],
    EventSourceMappingMetric: ["aws_lambda_event_source_mapping.metrics_config.metrics"],
    EventSourcePosition: ["aws_lambda_event_source_mapping.starting_position"],
    FullDocument: ["aws_lambda_event_source_mapping.document_db_event_source_config.full_document"],
    FunctionResponseType: ["aws_lambda_event_source_mapping.function_response_types"],
    FunctionUrlAuthType: ["aws_lambda_function_url.authorization_type", "aws_lambda_permission.function_url_auth_type"],
    FunctionVersionLatestPublished: ["aws_lambda_function.publish_to"],
    InvokeMode: ["aws_lambda_function_url.invoke_mode"],
    LogFormat: ["aws_lambda_function.logging_config.log_format"],
    PackageType: ["aws_lambda_function.package_type"],
    RecursiveLoop: ["aws_lambda_function_recursion_config.recursive_loop"],
    SnapStartApplyOn: ["aws_lambda_function.snap_start.apply_on"],
    SourceAccessType: ["aws_lambda_event_source_mapping.source_access_configuration.type"],
    SystemLogLevel: ["aws_lambda_function.logging_config.system_log_level"],
    TenantIsolationMode: ["aws_lambda_function.tenancy_config.tenant_isolation_mode"],
    TracingMode: ["aws_lambda_function.tracing_config.mode"],
    UpdateRuntimeOn: ["aws_lambda_runtime_management_config.update_runtime_on"],
  },
  "mq@3.1048.0": {
    DeploymentMode: ["aws_mq_broker.deployment_mode"],
  },
  "pipes@3.1143.0": {
    PipeTargetInvocationType: [
      "aws_pipes_pipe.target_parameters.lambda_function_parameters.invocation_type",
      "aws_pipes_pipe.target_parameters.step_function_state_machine_parameters.invocation_type",
    ],
    RequestedPipeState: ["aws_pipes_pipe.desired_state"],
  },
  "rds@3.1164.0": {
    DBProxyEndpointTargetRole: ["aws_db_proxy_endpoint.target_role"],
  },
  "route-53@3.1164.0": {
    RRType: ["aws_route53_record.type"],
  },
  "s3@3.1164.0": {
    BucketAccelerateStatus: ["aws_s3_bucket_accelerate_configuration.status"],
    Event: [
      "aws_s3_bucket_notification.lambda_function.events",
      "aws_s3_bucket_notification.queue.events",
      "aws_s3_bucket_notification.topic.events",
    ],
    InventoryFormat: ["aws_s3_bucket_inventory.destination.bucket.format"],
    InventoryIncludedObjectVersions: ["aws_s3_bucket_inventory.included_object_versions"],
    ObjectOwnership: ["aws_s3_bucket_ownership_controls.rule.object_ownership"],
    ObjectStorageClass: ["aws_s3_object.storage_class"],
    Payer: ["aws_s3_bucket_request_payment_configuration.payer"],
  },
  "scheduler@3.1164.0": {
    FlexibleTimeWindowMode: ["aws_scheduler_schedule.flexible_time_window.mode"],
    ScheduleState: ["aws_scheduler_schedule.state"],
  },
  "ses@3.1164.0": {
    InvocationType: ["aws_ses_receipt_rule.lambda_action.invocation_type"],
    NotificationType: ["aws_ses_identity_notification_topic.notification_type"],
    TlsPolicy: ["aws_ses_receipt_rule.tls_policy"],
  },
  "sfn@3.1164.0": {
    StateMachineType: ["aws_sfn_state_machine.type"],
  },
  "ssm@3.1164.0": {
    DocumentFormat: ["aws_ssm_document.document_format"],
    DocumentType: ["aws_ssm_document.document_type"],
    ParameterTier: ["aws_ssm_parameter.tier"],
    ParameterType: ["aws_ssm_parameter.type"],
  },
  "wafv2@3.1141.0": {
    IPAddressVersion: ["aws_wafv2_ip_set.ip_address_version"],
    Scope: ["aws_wafv2_ip_set.scope", "aws_wafv2_web_acl.scope"],
  },
};
