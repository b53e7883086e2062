import { arnText } from "../../iam/index.ts";
import { referredOfType, type Value } from "../../terraform/index.ts";
import type { Need } from "./need.ts";

/** The argument for the key of a queue, topic, stream or secret. */
const KEY_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_secretsmanager_secret: "kms_key_id",
  aws_sqs_queue: "kms_master_key_id",
  aws_sns_topic: "kms_master_key_id",
  aws_kinesis_stream: "kms_key_id",
};

/**
 * What using the key of a queue, topic, stream or secret requires. Only keys created here count, as AWS's own require
 * nothing.
 */
export function keyNeeds(arn: Value, need: Omit<Need, "resource" | "pattern">): Need[] {
  const holder = referredOfType(arn, ...Object.keys(KEY_ARGUMENTS));
  const named = holder?.body.value(KEY_ARGUMENTS[holder.type] ?? "");
  const key = named && referredOfType(named, "aws_kms_key");
  if (key?.mode !== "managed" || named?.kind === "choice") return [];
  const resource = key.attribute("arn", need.at);
  return [{ ...need, resource, pattern: arnText(resource) }];
}
