import { QUEUE_VISIBILITY, QUEUE_VISIBILITY_FACTOR } from "../../aws/limits.ts";
import type { LambdaFunction, Queue } from "../../lambda/index.ts";
import { allReferences, isCallersChoice, isSamePlace, type Resource, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";

const example = (seconds: number) => `resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = ${seconds}
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  timeout       = 60
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker.arn
}`;

export default defineRule<{ factor: number }>({
  summary: "A queue hides a message for less time than the function may need",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3505"], "cdk-nag": ["LambdaEventSourceSQSVisibilityTimeout"] },
  source: "AWS Lambda developer guide, Creating and configuring an Amazon SQS event source mapping (2026-11)",
  why: `While a function works on a batch, its messages are hidden for the queue's visibility timeout. If the function may run
longer, Lambda refuses the mapping; if there is no room for retries after throttling, messages reappear while they are being
worked on, are processed twice, and end up in the dead-letter queue although nothing is wrong with them.`,
  bad: example(30),
  good: example(360),
  options: {
    factor: {
      schema: { type: "number", minimum: 1 },
      default: QUEUE_VISIBILITY_FACTOR,
      description: "The minimum visibility timeout of a queue, as a multiple of the function's timeout",
    },
  },
  check({ stack }, { factor }) {
    return stack.functions.flatMap((fn) =>
      fn.triggersOf("sqs").flatMap(({ connection: mapping }) => {
        const queue = stack.queueNamed(mapping.body.value("event_source_arn"));
        const [timeout, visibility] = [fn.timeout, queue?.visibilityTimeout];
        if (!queue || timeout === undefined || visibility === undefined) return [];
        const window = mapping.body.number(WINDOW) ?? 0;
        const least = Math.max(factor * timeout, window > 0 ? window + timeout : 0);
        if (visibility >= Math.min(least, QUEUE_VISIBILITY.max)) return [];
        const shortfall = { queue, visibility, fn, timeout, factor, mapping, window };
        return [
          {
            at: queue.place("visibility_timeout_seconds"),
            resource: queue.resource.address,
            ...consequence(shortfall),
            ...remedy(shortfall),
            related: [
              { at: fn.place("timeout"), message: `the function's timeout is ${timeout} s` },
              { at: mapping.body.place("event_source_arn"), message: "the mapping between the two" },
            ],
          },
        ];
      }),
    );
  },
});

/** How long Lambda may gather a batch: the messages that it has are hidden meanwhile. */
const WINDOW = "maximum_batching_window_in_seconds";

/** A queue that hides messages for too short a time. All times are in seconds. */
interface Shortfall {
  readonly queue: Queue;
  readonly visibility: number;
  readonly fn: LambdaFunction;
  readonly timeout: number;
  readonly factor: number;
  readonly mapping: Resource;
  readonly window: number;
}

function consequence(shortfall: Shortfall): Pick<RuleFinding, "severity" | "message"> {
  const { queue, visibility, fn, timeout, factor, mapping, window } = shortfall;
  // what callers choose is right for some of them
  const isChosen =
    isCallersChoice(queue.resource, "visibility_timeout_seconds") || isCallersChoice(fn.resource, "timeout");
  const reappear = `Messages of ${queue} reappear after ${visibility} s`;
  if (visibility < timeout)
    return {
      severity: isChosen ? "warning" : "error",
      message: `${reappear}, but ${fn} may run for ${timeout} s, and Lambda refuses such a mapping`,
    };
  if (window > 0 && visibility < window + timeout)
    return {
      severity: "warning",
      message: `${reappear}, but ${mapping} may gather a batch for ${window} s before ${fn} gets it, which may run for ${timeout} s`,
    };
  // some room for retries, if less than AWS advises
  const isRoomy = visibility >= (factor * timeout) / 2;
  return {
    severity: isRoomy ? "info" : "warning",
    message: `${reappear}, which leaves ${isRoomy ? "little" : "no"} time for retries: ${fn} may run for ${timeout} s`,
  };
}

function remedy({ queue, fn, timeout, factor, window }: Shortfall): Omit<RuleFinding, "at" | "message"> {
  // raised, it would raise the timeout with it
  if (isFrom(fn.body.value("timeout"), queue))
    return {
      help: `Set the timeout of ${fn}, to at most a ${factor}th of the queue's visibility timeout`,
    };
  const needed = Math.min(factor * timeout + window, QUEUE_VISIBILITY.max);
  const edit = setArgument(queue.body, "visibility_timeout_seconds", String(needed));
  return {
    help: `Set visibility_timeout_seconds of ${queue} to at least ${needed}, ${factor} times the function's timeout${window > 0 ? " and the batching window" : ""}`,
    fix: edit && { title: `Set visibility_timeout_seconds to ${needed}`, edits: [edit] },
  };
}

/** Whether a function's timeout is what its queue hides messages for. */
function isFrom(timeout: Value, queue: Queue): boolean {
  const visibility = queue.body.value("visibility_timeout_seconds");
  return (
    allReferences(timeout).some(({ resource }) => resource === queue.resource) ||
    (isSamePlace(timeout.place, visibility.place) &&
      isSamePlace(visibility.place, queue.place("visibility_timeout_seconds")))
  );
}
