/** Attributes that people take for a resource's ARN, by its type (AWS provider 6.66.0, attribute reference of each). */
export const NOT_ARNS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["aws_cloudwatch_event_bus", new Set(["id", "name"])],
  ["aws_cloudwatch_event_rule", new Set(["id", "name"])],
  ["aws_cloudwatch_log_group", new Set(["id", "name"])],
  ["aws_cloudwatch_metric_alarm", new Set(["id", "alarm_name"])],
  ["aws_cognito_user_pool", new Set(["id", "name"])],
  ["aws_dynamodb_table", new Set(["id", "name"])],
  ["aws_ecr_repository", new Set(["id", "name", "repository_url"])],
  ["aws_efs_access_point", new Set(["id"])],
  ["aws_iam_group", new Set(["id", "name"])],
  ["aws_iam_instance_profile", new Set(["id", "name"])],
  ["aws_iam_policy", new Set(["name", "policy_id"])],
  ["aws_iam_policy_document", new Set(["id", "json"])],
  ["aws_iam_role", new Set(["name", "id", "unique_id"])],
  ["aws_iam_user", new Set(["id", "name"])],
  ["aws_kinesis_firehose_delivery_stream", new Set(["name"])],
  ["aws_kinesis_stream", new Set(["name"])],
  ["aws_kms_alias", new Set(["id", "name"])],
  ["aws_kms_key", new Set(["id", "key_id"])],
  ["aws_lambda_function", new Set(["id", "function_name", "invoke_arn"])],
  ["aws_lb", new Set(["name", "dns_name"])],
  ["aws_lb_target_group", new Set(["name"])],
  ["aws_s3_bucket", new Set(["id", "bucket"])],
  ["aws_secretsmanager_secret", new Set(["name"])],
  ["aws_sfn_state_machine", new Set(["name"])],
  ["aws_sns_topic", new Set(["name"])],
  ["aws_sqs_queue", new Set(["id", "url", "name"])],
  ["aws_ssm_parameter", new Set(["id", "name"])],
]);

/** An argument that takes one attribute of a type of resource, and not some others. */
export interface WantedAttribute {
  /** The resources that have the argument. */
  readonly holders: RegExp;
  readonly argument: RegExp;
  /** The type that is referred to. */
  readonly type: string;
  readonly wrong: readonly string[];
  readonly right: string;
  /** What the argument takes, in words. */
  readonly takes: string;
}

/** The usual confusions where no ARN is wanted, or a particular one (AWS provider 6.66.0, argument reference of each). */
export const WANTED_ATTRIBUTES: readonly WantedAttribute[] = [
  {
    holders: /^aws_iam_(?:role_policy|role_policy_attachment|instance_profile|policy_attachment)$/,
    argument: /^roles?$/,
    type: "aws_iam_role",
    wrong: ["arn", "unique_id"],
    right: "name",
    takes: "the role's name",
  },
  {
    holders: /^aws_iam_(?:user|policy_attachment|access_key)/,
    argument: /^users?$/,
    type: "aws_iam_user",
    wrong: ["arn", "unique_id"],
    right: "name",
    takes: "the user's name",
  },
  {
    holders: /^aws_iam_(?:group|policy_attachment)/,
    argument: /^groups?$/,
    type: "aws_iam_group",
    wrong: ["arn", "unique_id"],
    right: "name",
    takes: "the group's name",
  },
  {
    holders: /^aws_s3_(?:bucket|object)/,
    argument: /^bucket$/,
    type: "aws_s3_bucket",
    wrong: ["arn", "bucket_domain_name", "bucket_regional_domain_name"],
    right: "id",
    takes: "the bucket's name",
  },
  {
    holders: /^aws_sqs_queue_/,
    argument: /^queue_url$/,
    type: "aws_sqs_queue",
    wrong: ["arn", "name"],
    right: "url",
    takes: "the queue's URL",
  },
  {
    holders: /^aws_cloudwatch_log_(?:metric_filter|subscription_filter|stream)$/,
    argument: /^log_group_name$/,
    type: "aws_cloudwatch_log_group",
    wrong: ["arn"],
    right: "name",
    takes: "the log group's name",
  },
  {
    holders: /^aws_cloudwatch_event_target$/,
    argument: /^rule$/,
    type: "aws_cloudwatch_event_rule",
    wrong: ["arn"],
    right: "name",
    takes: "the rule's name",
  },
  {
    holders: /^aws_api_gateway_/,
    argument: /^rest_api_id$/,
    type: "aws_api_gateway_rest_api",
    wrong: ["arn", "execution_arn", "name", "root_resource_id"],
    right: "id",
    takes: "the API's id",
  },
  {
    holders: /^aws_apigatewayv2_/,
    argument: /^api_id$/,
    type: "aws_apigatewayv2_api",
    wrong: ["arn", "execution_arn", "name", "api_endpoint"],
    right: "id",
    takes: "the API's id",
  },
  {
    holders: /^aws_api(?:_gateway|gatewayv2)_(?:integration|authorizer)$/,
    argument: /^(?:uri|authorizer_uri)$/,
    type: "aws_lambda_function",
    wrong: ["arn", "qualified_arn", "function_name", "id"],
    right: "invoke_arn",
    takes: "the ARN by which API Gateway invokes the function",
  },
  {
    holders: /^aws_lambda_/,
    argument: /^function_name$/,
    type: "aws_lambda_function",
    wrong: ["invoke_arn", "qualified_invoke_arn"],
    right: "arn",
    takes: "the function's name or ARN",
  },
  {
    holders: /^aws_cognito_/,
    argument: /^user_pool_id$/,
    type: "aws_cognito_user_pool",
    wrong: ["arn", "name", "endpoint"],
    right: "id",
    takes: "the user pool's id",
  },
  {
    holders: /^aws_/,
    argument: /^vpc_id$/,
    type: "aws_vpc",
    wrong: ["arn", "cidr_block"],
    right: "id",
    takes: "the VPC's id",
  },
  {
    holders: /^aws_/,
    argument: /^subnet_ids?$/,
    type: "aws_subnet",
    wrong: ["arn", "cidr_block"],
    right: "id",
    takes: "ids of subnets",
  },
  {
    holders: /^aws_/,
    argument: /^(?:vpc_)?security_group_ids?$/,
    type: "aws_security_group",
    wrong: ["arn", "name"],
    right: "id",
    takes: "ids of security groups",
  },
  {
    holders: /^aws_cloudwatch_log_group$/,
    argument: /^kms_key_id$/,
    type: "aws_kms_key",
    wrong: ["id", "key_id"],
    right: "arn",
    takes: "the key's ARN, whatever its name says,",
  },
  {
    holders: /^aws_iam_(?:role|user|group)_policy$/,
    argument: /^policy$/,
    type: "aws_iam_policy",
    wrong: ["arn", "id", "name"],
    right: "policy",
    takes: "the policy's JSON",
  },
];
