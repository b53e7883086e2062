import { type Resource, referredOfType, type Value } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** Actions on the keys behind resources: what reading and what writing takes (AWS KMS developer guide, page of each service, 2026-11). */
const READ = ["kms:Decrypt"] as const;
const WRITE = ["kms:GenerateDataKey", "kms:Decrypt"] as const;

const ACTIONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^s3:(?:GetObject|GetObjectVersion)$/, READ],
  [/^s3:PutObject$/, WRITE],
  [/^sqs:ReceiveMessage$/, READ],
  [/^sqs:SendMessage$/, WRITE],
  [/^sns:Publish$/, WRITE],
  [/^kinesis:(?:GetRecords|SubscribeToShard)$/, READ],
  [/^kinesis:PutRecords?$/, ["kms:GenerateDataKey"]],
  [/^secretsmanager:GetSecretValue$/, READ],
  [/^secretsmanager:(?:PutSecretValue|UpdateSecret)$/, WRITE],
  [/^ssm:GetParameter(?:s|sByPath|History)?$/, READ],
  [/^ssm:PutParameter$/, ["kms:Encrypt"]],
  [
    /^dynamodb:(?:GetItem|BatchGetItem|Query|Scan|PutItem|UpdateItem|DeleteItem|BatchWriteItem|ConditionCheckItem|PartiQL\w+|GetRecords)$/,
    READ,
  ],
];

/** What an action needs of the key that encrypts its resource. */
export function keyActions(action: string): readonly string[] {
  return ACTIONS.find(([pattern]) => pattern.test(action))?.[1] ?? [];
}

/** The aws_kms_key that a resource's content is encrypted with; undefined where it is none of the configuration's. */
export function keyOf(resource: Resource, stack: Stack): Resource | undefined {
  const value = keyValue(resource, stack);
  const named = value && referredOfType(value, "aws_kms_key", "aws_kms_alias");
  if (named?.type !== "aws_kms_alias") return named;
  return referredOfType(named.body.value("target_key_id"), "aws_kms_key");
}

function keyValue(resource: Resource, stack: Stack): Value | undefined {
  const { body } = resource;
  switch (resource.type) {
    case "aws_sqs_queue":
    case "aws_sns_topic":
      return body.value("kms_master_key_id");
    case "aws_kinesis_stream":
    case "aws_secretsmanager_secret":
      return body.value("kms_key_id");
    case "aws_ssm_parameter":
      return body.value("key_id");
    case "aws_dynamodb_table":
      return body.block("server_side_encryption")?.value("kms_key_arn");
    case "aws_s3_bucket":
      return bucketKey(resource, stack);
    default:
      return undefined;
  }
}

function bucketKey(bucket: Resource, stack: Stack): Value | undefined {
  const configuration = stack
    .referring("aws_s3_bucket_server_side_encryption_configuration", "bucket", bucket)
    .find(({ body }) => referredOfType(body.value("bucket"), "aws_s3_bucket") === bucket);
  const rule = configuration?.body.block("rule")?.block("apply_server_side_encryption_by_default");
  return rule?.value("kms_master_key_id");
}
