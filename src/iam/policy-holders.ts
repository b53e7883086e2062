import type { Attachment } from "./document.ts";

/** The kind of resource that a resource policy protects: what is usual for one is a mistake for another. */
export type ResourceKind =
  | "queue"
  | "topic"
  | "bucket"
  | "key"
  | "secret"
  | "repository"
  | "bus"
  | "log"
  | "table"
  | "stream"
  | "file-system"
  | "api"
  | "function"
  | "vpc-endpoint"
  | "search-domain"
  | "other";

/** An argument of a resource that takes a policy document. */
export interface PolicyHolder {
  readonly type: string;
  readonly argument: string;
  /** The nested block that contains the argument. */
  readonly block?: string;
  /** Undefined for documents that are not IAM policies of resources or principals: guardrails, IoT policies. */
  readonly attachment: Attachment | undefined;
  readonly kind?: ResourceKind;
}

const identity = (type: string, argument = "policy"): PolicyHolder => ({ type, argument, attachment: "identity" });
const resource = (kind: ResourceKind, types: readonly string[], argument = "policy"): PolicyHolder[] =>
  types.map((type) => ({ type, argument, attachment: "resource", kind }));

/** The arguments of the AWS provider's resources (6.66.0) that take a policy document. */
export const POLICY_HOLDERS: readonly PolicyHolder[] = [
  identity("aws_iam_role_policy"),
  identity("aws_iam_policy"),
  identity("aws_iam_user_policy"),
  identity("aws_iam_group_policy"),
  identity("aws_ssoadmin_permission_set_inline_policy", "inline_policy"),
  { type: "aws_iam_role", block: "inline_policy", argument: "policy", attachment: "identity" },
  { type: "aws_iam_role", argument: "assume_role_policy", attachment: "trust" },
  ...resource("queue", ["aws_sqs_queue", "aws_sqs_queue_policy"]),
  ...resource("topic", ["aws_sns_topic", "aws_sns_topic_policy"]),
  ...resource("bucket", ["aws_s3_bucket", "aws_s3_bucket_policy", "aws_s3_access_point"]),
  ...resource("key", ["aws_kms_key", "aws_kms_key_policy", "aws_kms_external_key", "aws_kms_replica_key"]),
  ...resource("secret", ["aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"]),
  ...resource("repository", ["aws_ecr_repository_policy", "aws_ecr_registry_policy"]),
  ...resource("bus", ["aws_cloudwatch_event_bus_policy"]),
  ...resource("log", ["aws_cloudwatch_log_resource_policy"], "policy_document"),
  ...resource("log", ["aws_cloudwatch_log_destination_policy"], "access_policy"),
  ...resource("table", ["aws_dynamodb_resource_policy"]),
  ...resource("stream", ["aws_kinesis_resource_policy"]),
  ...resource("file-system", ["aws_efs_file_system_policy"]),
  ...resource("api", ["aws_api_gateway_rest_api", "aws_api_gateway_rest_api_policy", "aws_api_gateway_domain_name"]),
  ...resource("function", ["aws_lambda_resource_policy"]),
  ...resource("vpc-endpoint", ["aws_vpc_endpoint", "aws_vpc_endpoint_policy"]),
  ...resource("search-domain", ["aws_opensearch_domain", "aws_opensearch_domain_policy"], "access_policies"),
  ...resource("search-domain", ["aws_elasticsearch_domain", "aws_elasticsearch_domain_policy"], "access_policies"),
  ...resource("other", ["aws_backup_vault_policy", "aws_glue_resource_policy", "aws_ses_identity_policy"]),
  ...resource("other", ["aws_codebuild_resource_policy", "aws_msk_cluster_policy", "aws_schemas_registry_policy"]),
  ...resource("other", ["aws_sesv2_email_identity_policy", "aws_glacier_vault_lock"]),
  ...resource("other", ["aws_glacier_vault"], "access_policy"),
  ...resource("other", ["aws_codeartifact_domain_permissions_policy"], "policy_document"),
  ...resource(
    "other",
    ["aws_codeartifact_repository_permissions_policy", "aws_xray_resource_policy"],
    "policy_document",
  ),
  { type: "aws_organizations_policy", argument: "content", attachment: undefined },
  { type: "aws_organizations_resource_policy", argument: "content", attachment: undefined },
  { type: "aws_iot_policy", argument: "policy", attachment: undefined },
  { type: "aws_ecr_repository_creation_template", argument: "repository_policy", attachment: undefined },
];
