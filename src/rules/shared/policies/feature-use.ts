import type { LambdaFunction } from "../../../lambda/index.ts";
import { isCallersChoice, type Presence } from "../../../terraform/index.ts";

/** Features of a function that need permissions of their own. */
export type Feature = "sqs" | "kinesis" | "dynamodb" | "msk" | "vpc" | "tracing" | "file-system";

/** What a function without the feature is not or does not do, as the end of a sentence. */
export const LACK: Readonly<Record<Feature, string>> = {
  sqs: "reads from a queue",
  kinesis: "reads from a Kinesis stream",
  dynamodb: "reads from a DynamoDB stream",
  msk: "reads from a Kafka cluster",
  vpc: "is in a VPC",
  tracing: "has tracing on",
  "file-system": "mounts a file system",
};

/** The blocks of a function that turn features on. */
const FEATURE_BLOCKS: Readonly<Partial<Record<Feature, string>>> = {
  vpc: "vpc_config",
  tracing: "tracing_config",
  "file-system": "file_system_config",
};

/** Whether a function has a feature, as far as its triggers and settings are known. */
export function hasFeature(fn: LambdaFunction, feature: Feature): Presence {
  const block = FEATURE_BLOCKS[feature];
  if (block) return fn.body.hasBlock(block);
  const polled = fn.triggers.filter(({ invocation }) => invocation === "polled");
  if (polled.some(({ kind }) => kind === feature || kind === "other-polled")) return "yes";
  // Kafka's policy contains the network permissions that any source in a VPC needs
  return feature === "msk" && polled.length > 0 ? "unknown" : "no";
}

/** Whether a function has a feature, may have it, or may get it from callers of its module. */
export function mayHaveFeature(fn: LambdaFunction, feature: Feature): boolean {
  const block = FEATURE_BLOCKS[feature];
  return hasFeature(fn, feature) !== "no" || (block !== undefined && isCallersChoice(fn.resource, block));
}
