import { type Presence, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { type AlarmMetric, alarmMetrics } from "../alarm.ts";
import { handedToModules } from "../handed-on.ts";
import { namedResources } from "../names/identify.ts";
import type { Stack } from "../stack.ts";
import type { Queue } from "./queue.ts";

const QUEUE: ReadonlySet<string> = new Set(["aws_sqs_queue"]);

/** What a stack's alarms watch of its queues. */
export interface QueueAlarms {
  /** Whether any alarm watches a queue; "unknown" if an alarm, or a module that is not available, may do so. */
  watch(queue: Queue): Presence;
}

/** Indexes the alarms of a stack once, for all its queues. */
export function queueAlarms(stack: Stack): QueueAlarms {
  const resources = new Set<Resource>();
  const names = new Set<string>();
  let isOpen = false;
  for (const metric of alarmMetrics(stack)) {
    if (!mayBeOfQueue(metric)) continue;
    const name = metric.namespace === undefined ? undefined : queueName(metric);
    const named = name ? namedResources(name, QUEUE) : [];
    const text = name && stringOf(name);
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

function mayBeOfQueue({ namespace, dimensions }: AlarmMetric): boolean {
  if ((namespace !== undefined && namespace !== "AWS/SQS") || dimensions.kind === "null") return false;
  return dimensions.kind !== "object" || dimensions.open || dimensions.entries.has("QueueName");
}

function queueName({ dimensions }: AlarmMetric): Value | undefined {
  return dimensions.kind === "object" ? dimensions.entries.get("QueueName") : undefined;
}
