import { CHARACTERS, type FormatsByType, format, made } from "./text-form.ts";

const { dotted } = CHARACTERS;

const TABLE = made(dotted, 255, 3);
/** Arguments for a table accept its name or its ARN. */
const TABLE_OR_ARN = format(/^(?:arn:.+|[\w.-]{3,255})$/, `${TABLE.wanted}, or the ARN of a table`);
const REPOSITORY = format(
  /^(?=.{2,256}$)[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/,
  "2 to 256 lowercase letters and digits, with single separators ._-/ between them",
);
const PATH = format(/^\/(?:[!-~]+\/)?$/, "/ or begin and end with a slash");
const GRAPHQL_NAME = format(/^[_A-Za-z]\w*$/, "letters, digits and underscores, without a digit first");

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
 * Names that the APIs' models do not describe fully: they must have more than certain characters, or may be ARNs (API
 * models of the services, botocore 1.43.107, 2026-10; for names of RDS and load balancers, the provider).
 */
export const NAME_FORMATS: FormatsByType = {
  aws_alb: { name: BALANCER },
  aws_alb_target_group: { name: BALANCER },
  aws_appsync_function: { data_source: GRAPHQL_NAME },
  aws_appsync_resolver: { data_source: GRAPHQL_NAME, field: GRAPHQL_NAME, type: GRAPHQL_NAME },
  aws_cloudwatch_event_bus_policy: {
    event_bus_name: made({ set: "\\w./-", words: "letters, digits and the characters ./_-" }, 256),
  },
  aws_cognito_resource_server: {
    identifier: format(/^[!#-[\]-~]{1,256}$/, "1 to 256 characters of ASCII, without spaces, quotes and backslashes"),
  },
  aws_cognito_user_group: {
    name: format(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u, "1 to 128 characters, without spaces"),
  },
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
  aws_iam_group: { path: PATH },
  aws_iam_instance_profile: { path: PATH },
  aws_iam_policy: { path: PATH },
  aws_iam_role: { path: PATH },
  aws_iam_user: { path: PATH },
  aws_lb: { name: BALANCER },
  aws_lb_target_group: { name: BALANCER },
  aws_rds_cluster: { cluster_identifier: DATABASE },
  aws_rds_cluster_instance: { identifier: DATABASE },
  aws_rds_cluster_parameter_group: { name: PARAMETER_GROUP },
  aws_signer_signing_profile: { name: made({ set: "a-zA-Z0-9_", words: "letters, digits and underscores" }, 64, 2) },
};
