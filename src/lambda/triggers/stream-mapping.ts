import { isCallersChoice, isLeftOut, type Presence, type Resource } from "../../terraform/index.ts";
import type { Trigger } from "./trigger.ts";

/** Whether a mapping reads shards in order: Kinesis or a DynamoDB stream. */
export function isStream({ kind }: Trigger): boolean {
  return kind === "kinesis" || kind === "dynamodb";
}

/**
 * Whether a stream's mapping, or the block of a pipe, retries a failed batch until its records expire, whoever calls
 * the module. -1, the default, sets no limit.
 */
export function triesForever(reader: Resource, body = reader.body): Presence {
  const limits = ["maximum_retry_attempts", "maximum_record_age_in_seconds"].map((argument): Presence => {
    const limit = body.number(argument);
    if (limit !== undefined && limit !== -1) return "yes";
    const isUnlimited = limit === -1 || body.isSet(argument) === "no";
    return isUnlimited && !isCallersChoice(reader, argument, body) ? "no" : "unknown";
  });
  if (limits.includes("yes")) return "no";
  return limits.includes("unknown") ? "unknown" : "yes";
}

/** Whether a mapping sets a destination for batches after the last retry. */
export function hasFailureDestination(mapping: Resource): Presence {
  const { body } = mapping;
  if (body.hasBlock("destination_config") === "unknown") return "unknown";
  const [config] = body.blocks("destination_config");
  if (!config) return isLeftOut(mapping, "destination_config") ? "no" : "unknown";
  return config.hasBlock("on_failure") === "no" && isCallersChoice(mapping, "on_failure", config)
    ? "unknown"
    : config.hasBlock("on_failure");
}
