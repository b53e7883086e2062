import type { Stack } from "../../../lambda/index.ts";
import { isAlways, stringOf, type Value } from "../../../terraform/index.ts";

/**
 * The FIFO queue or topic that a value refers to, as a message names it; undefined if it is a standard one, or not
 * known.
 */
export function fifoTarget(value: Value, stack: Stack): string | undefined {
  const queue = stack.queueNamed(value);
  if (queue) return queue.isFifo === "yes" ? `${queue}` : undefined;
  const topic = stack.resourceNamed(value, ["aws_sns_topic"]);
  if (topic) return isAlways(topic, "fifo_topic", true) ? topic.address : undefined;
  const text = stringOf(value);
  return text?.startsWith("arn:") && text.endsWith(".fifo") ? text : undefined;
}
