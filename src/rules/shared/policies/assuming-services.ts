/**
 * The service that assumes a role, by the type of the resource that gets the role and the argument, at any depth.
 * trigger/scheduler-role and deploy/codedeploy-role cover Scheduler and CodeDeploy.
 */
export const ASSUMING_SERVICES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  takes("aws_lambda_function", "lambda", "role"),
  takes("aws_lambda_capacity_provider", "lambda", "capacity_provider_operator_role_arn"),
  takes("aws_sfn_state_machine", "states", "role_arn"),
  takes("aws_pipes_pipe", "pipes", "role_arn"),
  takes("aws_cloudwatch_event_target", "events", "role_arn"),
  takes("aws_api_gateway_account", "apigateway", "cloudwatch_role_arn"),
  takes("aws_api_gateway_integration", "apigateway", "credentials"),
  takes("aws_api_gateway_authorizer", "apigateway", "authorizer_credentials"),
  takes("aws_apigatewayv2_integration", "apigateway", "credentials_arn"),
  takes("aws_apigatewayv2_authorizer", "apigateway", "authorizer_credentials_arn"),
  takes("aws_kinesis_firehose_delivery_stream", "firehose", "role_arn"),
  takes("aws_cloudwatch_log_subscription_filter", "logs", "role_arn"),
  takes("aws_cloudwatch_metric_stream", "streams.metrics.cloudwatch", "role_arn"),
  takes("aws_iot_topic_rule", "iot", "role_arn"),
  takes("aws_appsync_datasource", "appsync", "service_role_arn"),
  takes("aws_appsync_graphql_api", "appsync", "cloudwatch_logs_role_arn"),
  takes("aws_cognito_user_pool", "cognito-idp", "sns_caller_arn"),
  takes("aws_s3_bucket_replication_configuration", "s3", "role"),
  takes("aws_db_proxy", "rds", "role_arn"),
  takes("aws_ecs_task_definition", "ecs-tasks", "execution_role_arn", "task_role_arn"),
  takes("aws_codebuild_project", "codebuild", "service_role"),
  takes("aws_codepipeline", "codepipeline", "role_arn"),
  takes("aws_flow_log", "vpc-flow-logs", "iam_role_arn"),
]);

function takes(type: string, service: string, ...names: readonly string[]): [string, ReadonlyMap<string, string>] {
  return [type, new Map(names.map((name) => [name, `${service}.amazonaws.com`]))];
}
