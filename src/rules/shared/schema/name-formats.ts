import { CHARACTERS, type FormatsByType, format, made } from "./text-form.ts";

const { words, dotted, iam, spaced } = CHARACTERS;

const EVENT_NAME = made(dotted, 64);
const LOG_GROUP = made({ set: "-./_#A-Za-z0-9", words: "letters, digits and the characters ./#_-" }, 512);
const FILTER_NAME = format(/^[^:*]{1,512}$/, "1 to 512 characters, without colons and stars");
const TABLE = made(dotted, 255, 3);
/** What takes a table takes its ARN as well. */
const TABLE_OR_ARN = format(/^(?:arn:.+|[\w.-]{3,255})$/, `${TABLE.wanted}, or the ARN of a table`);
const REPOSITORY = format(
  /^(?=.{2,256}$)[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/,
  "2 to 256 lowercase letters and digits, with single separators ._-/ between them",
);
const PATH = format(/^\/(?:[!-~]+\/)?$/, "/ or begin and end with a slash");
const GRAPHQL_NAME = format(/^[_A-Za-z]\w*$/, "letters, digits and underscores, without a digit first");
const IOT_NAME = made({ set: "a-zA-Z0-9:_-", words: "letters, digits and the characters :_-" }, 128);

// internal/service/rds/validate.go and internal/service/elbv2/validate.go of the provider (2026)
const DATABASE = format(
  /^(?!.*--)[a-z][a-z0-9-]*(?<!-)$/,
  "lowercase letters, digits and single hyphens, with a letter first and no hyphen last",
);
const PARAMETER_GROUP = format(
  /^(?!.*--)[a-z][a-z0-9.-]{0,254}(?<!-)$/,
  "lowercase letters, digits, dots and single hyphens, with a letter first and no hyphen last",
);
const SUBNET_GROUP = format(
  /^(?!default$)[a-z0-9_ .-]{1,255}$/,
  "1 to 255 lowercase letters, digits, spaces and the characters ._-, and not default",
);
const BALANCER = format(
  /^(?!-)[0-9A-Za-z-]{1,32}(?<!-)$/,
  "1 to 32 letters, digits and hyphens, without a hyphen at either end",
);

/**
 * The characters and the lengths of names (API models of the services, botocore 1.43.107, 2026-11). Those of functions and
 * roles are of function/name-format and function/name-length.
 */
export const NAME_FORMATS: FormatsByType = {
  aws_alb: { name: BALANCER },
  aws_alb_target_group: { name: BALANCER },
  aws_appsync_datasource: { name: GRAPHQL_NAME },
  aws_appsync_function: { data_source: GRAPHQL_NAME, name: GRAPHQL_NAME },
  aws_appsync_resolver: { data_source: GRAPHQL_NAME, field: GRAPHQL_NAME, type: GRAPHQL_NAME },
  aws_cloudfront_function: { name: made(words, 64) },
  aws_cloudwatch_event_api_destination: { name: EVENT_NAME },
  aws_cloudwatch_event_archive: { name: made(dotted, 48) },
  aws_cloudwatch_event_bus_policy: {
    event_bus_name: made({ set: "\\w./-", words: "letters, digits and the characters ./_-" }, 256),
  },
  aws_cloudwatch_event_connection: { name: EVENT_NAME },
  aws_cloudwatch_event_permission: { statement_id: made(words, 64) },
  aws_cloudwatch_event_rule: { name: EVENT_NAME },
  aws_cloudwatch_event_target: { rule: EVENT_NAME, target_id: EVENT_NAME },
  aws_cloudwatch_log_destination: { name: FILTER_NAME },
  aws_cloudwatch_log_destination_policy: { destination_name: FILTER_NAME },
  aws_cloudwatch_log_group: { name: LOG_GROUP },
  aws_cloudwatch_log_metric_filter: { log_group_name: LOG_GROUP, name: FILTER_NAME },
  aws_cloudwatch_log_stream: { log_group_name: LOG_GROUP, name: FILTER_NAME },
  aws_cloudwatch_log_subscription_filter: { log_group_name: LOG_GROUP, name: FILTER_NAME },
  aws_codebuild_project: {
    name: format(/^[A-Za-z0-9][\w-]{1,149}$/, "2 to 150 letters, digits, hyphens and underscores"),
  },
  aws_cognito_identity_pool: { developer_provider_name: made(dotted, 128), identity_pool_name: made(spaced, 128) },
  aws_cognito_resource_server: {
    identifier: format(/^[!#-[\]-~]{1,256}$/, "1 to 256 characters of ASCII, without spaces, quotes and backslashes"),
    name: made(spaced, 256),
  },
  aws_cognito_user_group: {
    name: format(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u, "1 to 128 characters, without spaces"),
  },
  aws_cognito_user_pool: { name: made(spaced, 128) },
  aws_cognito_user_pool_client: { name: made(spaced, 128) },
  aws_db_instance: { identifier: DATABASE },
  aws_db_option_group: { name: DATABASE },
  aws_db_parameter_group: { name: PARAMETER_GROUP },
  aws_db_proxy_endpoint: {
    db_proxy_endpoint_name: format(
      /^[a-zA-Z](?:-?[a-zA-Z0-9])*$/,
      "letters, digits and single hyphens, with a letter first",
    ),
  },
  aws_db_subnet_group: { name: SUBNET_GROUP },
  aws_dynamodb_global_table: { name: TABLE },
  aws_dynamodb_kinesis_streaming_destination: { table_name: TABLE_OR_ARN },
  aws_dynamodb_table: { name: TABLE },
  aws_dynamodb_table_item: { table_name: TABLE_OR_ARN },
  aws_ecr_lifecycle_policy: { repository: REPOSITORY },
  aws_ecr_repository: { name: REPOSITORY },
  aws_ecr_repository_policy: { repository: REPOSITORY },
  aws_iam_access_key: { user: made(iam, 128) },
  aws_iam_group: { name: made(iam, 128), path: PATH },
  aws_iam_group_policy: { group: made(iam, 128), name: made(iam, 128) },
  aws_iam_group_policy_attachment: { group: made(iam, 128) },
  aws_iam_instance_profile: { name: made(iam, 128), path: PATH, role: made(iam, 64) },
  aws_iam_policy: { name: made(iam, 128), path: PATH },
  aws_iam_role: { path: PATH },
  aws_iam_role_policy: { name: made(iam, 128), role: made(iam, 64) },
  aws_iam_role_policy_attachment: { role: made(iam, 64) },
  aws_iam_service_linked_role: { custom_suffix: made(iam, 64) },
  aws_iam_user: { name: made(iam, 64), path: PATH },
  aws_iam_user_policy: { name: made(iam, 128), user: made(iam, 128) },
  aws_iam_user_policy_attachment: { user: made(iam, 128) },
  aws_iot_policy: { name: made(iam, 128) },
  aws_iot_role_alias: { alias: made({ set: "\\w=,@-", words: "letters, digits and the characters =,@_-" }, 128) },
  aws_iot_thing: { name: IOT_NAME, thing_type_name: IOT_NAME },
  aws_iot_topic_rule: { name: made({ set: "\\w", words: "letters, digits and underscores" }, 128) },
  aws_kinesis_firehose_delivery_stream: { name: made(dotted, 64) },
  aws_kinesis_stream: { name: made(dotted, 128) },
  aws_kinesis_stream_consumer: { name: made(dotted, 128) },
  aws_kms_grant: { name: made({ set: "\\w:/-", words: "letters, digits and the characters :/_-" }, 256) },
  aws_lb: { name: BALANCER },
  aws_lb_target_group: { name: BALANCER },
  aws_pipes_pipe: { name: EVENT_NAME },
  aws_rds_cluster: { cluster_identifier: DATABASE },
  aws_rds_cluster_instance: { identifier: DATABASE },
  aws_rds_cluster_parameter_group: { name: PARAMETER_GROUP },
  aws_scheduler_schedule: { name: EVENT_NAME },
  aws_signer_signing_profile: { name: made({ set: "a-zA-Z0-9_", words: "letters, digits and underscores" }, 64, 2) },
  aws_ssm_document: { name: made(dotted, 128, 3) },
  aws_wafv2_web_acl: { name: made(words, 128) },
};
