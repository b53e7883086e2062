import { oncePer } from "../../once-per.ts";
import type { Stack } from "../stack.ts";
import type { Queue } from "./queue.ts";

/**
 * The queues that receive what functions failed on (events of asynchronous invocations, or messages of queues that a
 * function reads), each with the queues whose messages it receives.
 */
export const failureQueues = oncePer((stack: Stack): ReadonlyMap<Queue, readonly Queue[]> => {
  const found = new Map<Queue, Queue[]>();
  for (const fn of stack.functions) {
    for (const { value } of fn.failureTargets.targets) {
      const queue = stack.queueNamed(value);
      if (queue && !found.has(queue)) found.set(queue, []);
    }
  }
  const read = new Set(stack.triggers.map(({ source }) => source));
  for (const source of stack.queues) {
    if (!read.has(source.resource)) continue;
    const { redrive } = source;
    const queue = redrive.kind === "set" && redrive.deadLetterArn ? stack.queueNamed(redrive.deadLetterArn) : undefined;
    if (queue) found.set(queue, [...(found.get(queue) ?? []), source]);
  }
  return found;
});
