import { type Presence, type Resource, stringOf } from "../terraform/index.ts";
import { alarmMetrics } from "./alarm.ts";
import { handedToModules } from "./handed-on.ts";
import { namedResources } from "./identify.ts";
import type { Queue } from "./queue.ts";
import type { Stack } from "./stack.ts";

const QUEUE: ReadonlySet<string> = new Set(["aws_sqs_queue"]);

/** What a stack's alarms say of its queues. */
export interface QueueAlarms {
  /** Whether some alarm watches a queue; "unknown" where an alarm, or a module that is not here, may do so. */
  watch(queue: Queue): Presence;
}

/** Reads the alarms of a stack once, for all its queues. */
export function queueAlarms(stack: Stack): QueueAlarms {
  const resources = new Set<Resource>();
  const names = new Set<string>();
  let isOpen = false;
  for (const { namespace, dimensions } of alarmMetrics(stack)) {
    if ((namespace !== undefined && namespace !== "AWS/SQS") || dimensions.kind === "null") continue;
    const name = dimensions.kind === "object" ? dimensions.entries.get("QueueName") : undefined;
    const isWithoutName = dimensions.kind === "object" && !name && !dimensions.open;
    if (isWithoutName) continue;
    const named = name && namespace !== undefined ? namedResources(name, QUEUE) : [];
    const text = name && namespace !== undefined ? stringOf(name) : undefined;
    for (const resource of named) resources.add(resource);
    if (text !== undefined) names.add(text);
    isOpen ||= named.length === 0 && text === undefined;
  }
  const handedOn = handedToModules(stack);
  return {
    watch({ resource, body }) {
      const name = body.string("name");
      if (resources.has(resource) || (name !== undefined && names.has(name))) return "yes";
      return isOpen || handedOn.has(resource) || (name === undefined && names.size > 0) ? "unknown" : "no";
    },
  };
}
