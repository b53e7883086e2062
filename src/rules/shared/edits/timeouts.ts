import { EDGE_TIMEOUT, QUEUE_VISIBILITY_FACTOR, TIMEOUT_DEFAULT } from "../../../aws/limits.ts";
import { integrationTimeout, type LambdaFunction, type Queue, type Stack } from "../../../lambda/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { USER_POOL_WAIT, waitingUserPool } from "../triggers/user-pool-wait.ts";
import { setArgument, suggestValues } from "./arguments.ts";
import { suggestionOf } from "./fixes.ts";

const INTEGRATIONS = new Set(["aws_api_gateway_integration", "aws_apigatewayv2_integration"]);

/**
 * Likely timeouts of a function, limited by how long the edge, a user pool or an API waits for it. Queues that would
 * hide their messages for too short a time then are changed with it, or limit it as well.
 */
export function likelyTimeouts(fn: LambdaFunction, stack: Stack): readonly Fix[] {
  if (fn.isAtEdge) return suggestValues(fn.body, "timeout", [String(EDGE_TIMEOUT.viewer)]);
  if (waitingUserPool(fn)) return suggestValues(fn.body, "timeout", [String(USER_POOL_WAIT)]);
  const waits = fn.triggers
    .filter(({ connection, invocation }) => INTEGRATIONS.has(connection.type) && invocation === "synchronous")
    .map(({ connection }) => integrationTimeout(connection) ?? Number.POSITIVE_INFINITY);
  const likely = [10, 30, 60].filter((seconds) => waits.every((wait) => seconds <= wait));
  const reads = readQueues(fn, stack);
  const fixes = likely.flatMap((seconds) => withQueues(fn, seconds, reads));
  const longest = Math.min(...reads.map(({ visibility, window }) => longestFor(visibility, window)));
  const isUseful = fixes.length === 0 && longest > TIMEOUT_DEFAULT && waits.every((wait) => longest <= wait);
  return isUseful && Number.isFinite(longest) ? suggestValues(fn.body, "timeout", [String(longest)]) : fixes;
}

/** A queue that a function reads from, and how long, in seconds, it hides messages and Lambda gathers a batch. */
interface Read {
  readonly queue: Queue;
  readonly visibility: number;
  readonly window: number;
}

function readQueues(fn: LambdaFunction, stack: Stack): readonly Read[] {
  return fn.triggersOf("sqs").flatMap(({ connection: { body } }) => {
    const queue = stack.queueNamed(body.value("event_source_arn"));
    const visibility = queue?.visibilityTimeout;
    const window = body.number("maximum_batching_window_in_seconds") ?? 0;
    return queue && visibility !== undefined ? [{ queue, visibility, window }] : [];
  });
}

/** The longest timeout for which a queue hides messages long enough. */
function longestFor(visibility: number, window: number): number {
  return Math.floor(Math.min(visibility / QUEUE_VISIBILITY_FACTOR, window > 0 ? visibility - window : visibility));
}

function withQueues(fn: LambdaFunction, seconds: number, reads: readonly Read[]): readonly Fix[] {
  const raised = new Map<Queue, number>();
  for (const { queue, visibility, window } of reads)
    if (longestFor(visibility, window) < seconds)
      raised.set(queue, Math.max(raised.get(queue) ?? 0, QUEUE_VISIBILITY_FACTOR * seconds + window));
  const queues = [...raised.keys()].map(String).join(" and ");
  const title = queues === "" ? "" : `, and let ${queues} hide messages for ${QUEUE_VISIBILITY_FACTOR} times as long`;
  return suggestionOf(
    `Set timeout to ${seconds}${title}`,
    setArgument(fn.body, "timeout", String(seconds)),
    ...Array.from(raised, ([queue, visibility]) => hiding(queue, visibility, fn)),
  );
}

function hiding({ resource, body }: Queue, seconds: number, fn: LambdaFunction): Edit | undefined {
  const isBeside = resource.module === fn.resource.module;
  return isBeside ? setArgument(body, "visibility_timeout_seconds", String(seconds)) : undefined;
}
