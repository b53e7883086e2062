/**
 * The form of the ARNs in attributes of the AWS provider's resources, with `<>` for each variable part, and `</>` for
 * one that may contain slashes: from the provider's documentation of the attribute (v6.66.0) and the Service
 * Authorization Reference (2026-11).
 */
const FORMS: Readonly<Record<string, string>> = {
  "aws_s3_bucket.arn": "arn:<>:s3:::<>",
  "aws_s3_object.arn": "arn:<>:s3:::<>/</>",
  "aws_s3_access_point.arn": "arn:<>:s3:<>:<>:accesspoint/<>",
  "aws_dynamodb_table.arn": "arn:<>:dynamodb:<>:<>:table/<>",
  "aws_dynamodb_table.stream_arn": "arn:<>:dynamodb:<>:<>:table/<>/stream/<>",
  "aws_sqs_queue.arn": "arn:<>:sqs:<>:<>:<>",
  "aws_sns_topic.arn": "arn:<>:sns:<>:<>:<>",
  "aws_sns_topic.id": "arn:<>:sns:<>:<>:<>",
  "aws_kinesis_stream.arn": "arn:<>:kinesis:<>:<>:stream/<>",
  "aws_kinesis_stream_consumer.arn": "arn:<>:kinesis:<>:<>:stream/<>/consumer/<>:<>",
  "aws_kinesis_firehose_delivery_stream.arn": "arn:<>:firehose:<>:<>:deliverystream/<>",
  "aws_lambda_function.arn": "arn:<>:lambda:<>:<>:function:<>",
  "aws_lambda_function.qualified_arn": "arn:<>:lambda:<>:<>:function:<>:<>",
  // the ARN that API Gateway calls, which no policy uses (provider source, functionInvokeARN)
  "aws_lambda_function.invoke_arn": "arn:<>:apigateway:<>:lambda:path/</>",
  "aws_lambda_alias.arn": "arn:<>:lambda:<>:<>:function:<>:<>",
  "aws_lambda_layer_version.arn": "arn:<>:lambda:<>:<>:layer:<>:<>",
  "aws_lambda_layer_version.layer_arn": "arn:<>:lambda:<>:<>:layer:<>",
  "aws_secretsmanager_secret.arn": "arn:<>:secretsmanager:<>:<>:secret:</>",
  "aws_secretsmanager_secret.id": "arn:<>:secretsmanager:<>:<>:secret:</>",
  "aws_kms_key.arn": "arn:<>:kms:<>:<>:key/<>",
  "aws_kms_alias.arn": "arn:<>:kms:<>:<>:alias/<>",
  "aws_kms_alias.target_key_arn": "arn:<>:kms:<>:<>:key/<>",
  "aws_sfn_state_machine.arn": "arn:<>:states:<>:<>:stateMachine:<>",
  "aws_sfn_state_machine.id": "arn:<>:states:<>:<>:stateMachine:<>",
  "aws_sfn_activity.arn": "arn:<>:states:<>:<>:activity:<>",
  "aws_cloudwatch_event_bus.arn": "arn:<>:events:<>:<>:event-bus/<>",
  "aws_cloudwatch_event_rule.arn": "arn:<>:events:<>:<>:rule/</>",
  "aws_scheduler_schedule_group.arn": "arn:<>:scheduler:<>:<>:schedule-group/<>",
  "aws_iam_role.arn": "arn:<>:iam::<>:role/</>",
  "aws_iam_user.arn": "arn:<>:iam::<>:user/</>",
  "aws_iam_group.arn": "arn:<>:iam::<>:group/</>",
  "aws_iam_instance_profile.arn": "arn:<>:iam::<>:instance-profile/</>",
  "aws_iam_policy.arn": "arn:<>:iam::<>:policy/</>",
  "aws_cognito_user_pool.arn": "arn:<>:cognito-idp:<>:<>:userpool/<>",
  "aws_efs_file_system.arn": "arn:<>:elasticfilesystem:<>:<>:file-system/<>",
  "aws_efs_access_point.arn": "arn:<>:elasticfilesystem:<>:<>:access-point/<>",
  "aws_ecr_repository.arn": "arn:<>:ecr:<>:<>:repository/</>",
  "aws_msk_cluster.arn": "arn:<>:kafka:<>:<>:cluster/<>/<>",
  "aws_mq_broker.arn": "arn:<>:mq:<>:<>:broker:<>:<>",
  "aws_iot_topic_rule.arn": "arn:<>:iot:<>:<>:rule/<>",
  "aws_api_gateway_rest_api.execution_arn": "arn:<>:execute-api:<>:<>:<>",
  "aws_apigatewayv2_api.execution_arn": "arn:<>:execute-api:<>:<>:<>",
  "aws_api_gateway_rest_api.arn": "arn:<>:apigateway:<>::/restapis/<>",
  "aws_apigatewayv2_api.arn": "arn:<>:apigateway:<>::/apis/<>",
  "aws_cloudwatch_log_group.arn": "arn:<>:logs:<>:<>:log-group:</>",
  "aws_ssm_parameter.arn": "arn:<>:ssm:<>:<>:parameter</>",
  "aws_ssm_document.arn": "arn:<>:ssm:<>:<>:document/<>",
  "aws_codebuild_project.arn": "arn:<>:codebuild:<>:<>:project/<>",
  "aws_ecs_cluster.arn": "arn:<>:ecs:<>:<>:cluster/<>",
  "aws_rds_cluster.arn": "arn:<>:rds:<>:<>:cluster:<>",
  "aws_docdb_cluster.arn": "arn:<>:rds:<>:<>:cluster:<>",
  "aws_db_instance.arn": "arn:<>:rds:<>:<>:db:<>",
  "aws_appsync_graphql_api.arn": "arn:<>:appsync:<>:<>:apis/<>",
  "aws_glue_job.arn": "arn:<>:glue:<>:<>:job/<>",
  "aws_ses_domain_identity.arn": "arn:<>:ses:<>:<>:identity/<>",
  "aws_ses_email_identity.arn": "arn:<>:ses:<>:<>:identity/<>",
  "aws_sesv2_email_identity.arn": "arn:<>:ses:<>:<>:identity/<>",
};

/**
 * The form of the ARN in an attribute, with `<>` and `</>` for its variable parts; undefined for attributes not listed.
 */
export function terraformArnForm(type: string, attribute: string): string | undefined {
  const key = `${type}.${attribute}`;
  return Object.hasOwn(FORMS, key) ? FORMS[key] : undefined;
}

/** Every resource type with an ARN attribute of known form, as `[type, attribute, form]`. */
export function terraformArnForms(): readonly (readonly [type: string, attribute: string, form: string])[] {
  return Object.entries(FORMS).map(([key, form]) => {
    const dot = key.indexOf(".");
    return [key.slice(0, dot), key.slice(dot + 1), form] as const;
  });
}
