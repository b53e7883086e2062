import { type BlockValue, isCallersChoice, type Resource, referredOfType } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/**
 * Actions on the keys behind resources, for reading and for writing (AWS KMS developer guide, page of each service,
 * 2026-11).
 */
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

/** The actions on the key of an encrypted resource that an action takes. */
export function keyActions(action: string): readonly string[] {
  return ACTIONS.find(([pattern]) => pattern.test(action))?.[1] ?? [];
}

/** The aws_kms_key that encrypts a resource's content; undefined if it is not declared here. */
export function keyOf(resource: Resource, stack: Stack): Resource | undefined {
  const setting = keySetting(resource, stack);
  const value = setting?.body.value(setting.argument);
  const named = value && referredOfType(value, "aws_kms_key", "aws_kms_alias");
  if (named?.type !== "aws_kms_alias") return named;
  return referredOfType(named.body.value("target_key_id"), "aws_kms_key");
}

/**
 * Whether a resource certainly has its key: not just by a caller's choice, and not from a configuration resource that
 * may not exist.
 */
export function isKeyCertain(resource: Resource, stack: Stack): boolean {
  const setting = keySetting(resource, stack);
  if (!setting?.holder.isCertain || !resource.isCertain || !setting.body.isCertain) return false;
  const { holder, body, argument } = setting;
  return body.value(argument).kind !== "choice" && !isCallersChoice(holder, argument, body);
}

/** Where a resource's key is set. */
interface KeySetting {
  readonly holder: Resource;
  readonly body: BlockValue;
  readonly argument: string;
}

function keySetting(resource: Resource, stack: Stack): KeySetting | undefined {
  const { body } = resource;
  const within = (block: BlockValue | undefined, argument: string, holder = resource): KeySetting | undefined =>
    block && { holder, body: block, argument };
  switch (resource.type) {
    case "aws_sqs_queue":
    case "aws_sns_topic":
      return within(body, "kms_master_key_id");
    case "aws_kinesis_stream":
    case "aws_secretsmanager_secret":
      return within(body, "kms_key_id");
    case "aws_ssm_parameter":
      return within(body, "key_id");
    case "aws_dynamodb_table":
      return within(body.block("server_side_encryption"), "kms_key_arn");
    case "aws_s3_bucket": {
      const holder = bucketEncryption(resource, stack);
      const rule = holder?.body.block("rule")?.block("apply_server_side_encryption_by_default");
      return within(rule, "kms_master_key_id", holder);
    }
    default:
      return undefined;
  }
}

function bucketEncryption(bucket: Resource, stack: Stack): Resource | undefined {
  return stack
    .referring("aws_s3_bucket_server_side_encryption_configuration", "bucket", bucket)
    .find(({ body }) => referredOfType(body.value("bucket"), "aws_s3_bucket") === bucket);
}
