import { allReferences, type Presence, stringOf, type Value } from "../terraform/index.ts";
import { alarmMetrics } from "./alarm.ts";
import { namedResources } from "./identify.ts";
import type { Queue } from "./queue.ts";
import type { Stack } from "./stack.ts";

const QUEUE: ReadonlySet<string> = new Set(["aws_sqs_queue"]);

/** Whether some alarm watches a queue; "unknown" where it is not known what an alarm watches, or a module may make one. */
export function watchesQueue(queue: Queue, stack: Stack): Presence {
  let answer: Presence = "no";
  for (const { namespace, dimensions } of alarmMetrics(stack)) {
    if (namespace !== undefined && namespace !== "AWS/SQS") continue;
    const isOfQueue = isDimensionOf(dimensions, queue);
    if (namespace !== undefined && isOfQueue) return "yes";
    if (isOfQueue !== false) answer = "unknown";
  }
  const isHandedOn = stack.modules.some(({ calls }) =>
    calls.some(
      ({ modules, block }) =>
        modules.length === 0 && block.argumentNames.some((name) => refers(block.value(name), queue)),
    ),
  );
  return isHandedOn ? "unknown" : answer;
}

function refers(value: Value, { resource }: Queue): boolean {
  return allReferences(value).some((reference) => reference.resource === resource);
}

function isDimensionOf(dimensions: Value, queue: Queue): boolean | undefined {
  if (dimensions.kind !== "object") return dimensions.kind === "null" ? false : undefined;
  const name = dimensions.entries.get("QueueName");
  if (!name) return dimensions.open ? undefined : false;
  const named = namedResources(name, QUEUE);
  if (named.length > 0) return named.includes(queue.resource);
  const [text, own] = [stringOf(name), queue.body.string("name")];
  return text === undefined || own === undefined ? undefined : text === own;
}
