import type { BlockValue, Presence } from "../terraform/index.ts";
import type { Trigger } from "./trigger.ts";

/** Whether a mapping reads shards in order: Kinesis or a DynamoDB stream. */
export function isStream({ kind }: Trigger): boolean {
  return kind === "kinesis" || kind === "dynamodb";
}

/** Whether a stream's mapping tries a failed batch again until its records expire. -1, the default, sets no limit. */
export function triesForever(body: BlockValue): Presence {
  const limits = ["maximum_retry_attempts", "maximum_record_age_in_seconds"].map((argument): Presence => {
    const limit = body.number(argument);
    if (limit !== undefined) return limit === -1 ? "no" : "yes";
    return body.isSet(argument) === "no" ? "no" : "unknown";
  });
  if (limits.includes("yes")) return "no";
  return limits.includes("unknown") ? "unknown" : "yes";
}

/** Whether a mapping says where the batches go that it gives up on. */
export function hasFailureDestination(body: BlockValue): Presence {
  if (body.hasBlock("destination_config") !== "yes") return body.hasBlock("destination_config");
  const [config] = body.blocks("destination_config");
  return config?.hasBlock("on_failure") ?? "no";
}
