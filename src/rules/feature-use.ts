import type { LambdaFunction } from "../lambda/index.ts";
import type { Presence } from "../terraform/index.ts";

/** What a function may have that takes permissions of its own. */
export type Feature = "sqs" | "kinesis" | "dynamodb" | "msk" | "vpc" | "tracing" | "file-system";

/** What a function without it is not or does not do, as the end of a sentence. */
export const LACK: Readonly<Record<Feature, string>> = {
  sqs: "reads from a queue",
  kinesis: "reads from a Kinesis stream",
  dynamodb: "reads from a DynamoDB stream",
  msk: "reads from a Kafka cluster",
  vpc: "is in a VPC",
  tracing: "has tracing on",
  "file-system": "mounts a file system",
};

/** Whether a function has a feature, as far as its triggers and settings are known. */
export function hasFeature(fn: LambdaFunction, feature: Feature): Presence {
  if (feature === "vpc") return fn.body.hasBlock("vpc_config");
  if (feature === "tracing") return fn.body.hasBlock("tracing_config");
  if (feature === "file-system") return fn.body.hasBlock("file_system_config");
  const polled = fn.triggers.filter(({ invocation }) => invocation === "polled");
  if (polled.some(({ kind }) => kind === feature || kind === "other-polled")) return "yes";
  // Kafka's policy holds the network permissions that any source in a VPC needs
  return feature === "msk" && polled.length > 0 ? "unknown" : "no";
}
