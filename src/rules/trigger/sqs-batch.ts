import { BATCH_SIZE_MAX, BATCH_SIZE_WITHOUT_WINDOW_MAX } from "../../aws/limits.ts";
import type { Stack } from "../../lambda/index.ts";
import { isCallersChoice, type Presence, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, setArgument, suggestValues } from "../shared/edits/arguments.ts";

const WINDOW = "maximum_batching_window_in_seconds";

export default defineRule({
  summary: "A queue's batch is larger, or collected for longer, than Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3705"] },
  source: "AWS Lambda API reference, CreateEventSourceMapping: BatchSize (2026-11)",
  why: `Lambda refuses a mapping with more than 10 messages in a batch of a FIFO queue, and with more than 10 messages of a
standard queue without a batching window. A FIFO queue cannot have a window at all.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = "worker"
  batch_size       = 100
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn                   = aws_sqs_queue.jobs.arn
  function_name                      = "worker"
  batch_size                         = 100
  maximum_batching_window_in_seconds = 5
}`,
  check({ stack }) {
    return stack.resources("aws_lambda_event_source_mapping").flatMap((mapping) => {
      const source = queueOf(mapping, stack);
      return source ? [...tooLarge(mapping, source), ...windowOfFifo(mapping, source)] : [];
    });
  },
});

/** The queue that a mapping reads from: declared here, or named by its ARN. */
interface SourceQueue {
  readonly name: string;
  readonly isFifo: Presence;
}

function queueOf({ body }: Resource, stack: Stack): SourceQueue | undefined {
  const source = body.value("event_source_arn");
  const queue = stack.queueNamed(source);
  if (queue) return { name: String(queue), isFifo: queue.isFifo };
  const [, name] = /^arn:[^:]+:sqs:[^:]*:[^:]*:(.+)$/.exec(stringOf(source) ?? "") ?? [];
  return name === undefined ? undefined : { name: `the queue ${name}`, isFifo: name.endsWith(".fifo") ? "yes" : "no" };
}

function tooLarge(mapping: Resource, { name, isFifo }: SourceQueue): RuleFinding[] {
  const { address, body } = mapping;
  const size = body.number("batch_size");
  if (size === undefined || size <= BATCH_SIZE_MAX.sqsFifo) return [];
  const common = { at: body.place("batch_size"), resource: address };
  const isChosen = isCallersChoice(mapping, "batch_size");
  if (isFifo === "yes") {
    if (isChosen) return [];
    return [
      {
        ...common,
        message: `Batches of ${size} messages are asked for, but ${name} is a FIFO queue, which delivers at most ${BATCH_SIZE_MAX.sqsFifo}`,
        help: `Set batch_size to at most ${BATCH_SIZE_MAX.sqsFifo}`,
        suggestions: suggestValues(body, "batch_size", [String(BATCH_SIZE_MAX.sqsFifo)]),
      },
    ];
  }
  if (size > BATCH_SIZE_MAX.sqs) {
    return [
      {
        ...common,
        message: `Batches of ${size} messages are asked for, but Lambda accepts at most ${BATCH_SIZE_MAX.sqs} from a queue`,
        help: `Set batch_size to at most ${BATCH_SIZE_MAX.sqs}`,
        suggestions: suggestValues(body, "batch_size", [String(BATCH_SIZE_MAX.sqs)]),
      },
    ];
  }
  const hasNoWindow = body.isSet(WINDOW) === "no" || body.number(WINDOW) === 0;
  if (isFifo !== "no" || !hasNoWindow || isChosen || isCallersChoice(mapping, WINDOW)) return [];
  const edit = setArgument(body, WINDOW, "1");
  return [
    {
      ...common,
      message: `Batches of ${size} messages need a batching window: without one, Lambda accepts at most ${BATCH_SIZE_WITHOUT_WINDOW_MAX} from a queue`,
      help: `Set ${WINDOW} to at least 1, or batch_size to at most ${BATCH_SIZE_WITHOUT_WINDOW_MAX}`,
      ...(edit && { fix: { title: `Set ${WINDOW} to 1`, edits: [edit] } }),
    },
  ];
}

function windowOfFifo(mapping: Resource, { name, isFifo }: SourceQueue): RuleFinding[] {
  const { address, body } = mapping;
  if (isFifo !== "yes" || !((body.number(WINDOW) ?? 0) > 0) || isCallersChoice(mapping, WINDOW)) return [];
  const edit = removeArgument(body, WINDOW);
  return [
    {
      at: body.place(WINDOW),
      resource: address,
      message: `${name} is a FIFO queue, for which Lambda supports no batching window`,
      help: `Remove ${WINDOW}`,
      ...(edit && { fix: { title: `Remove ${WINDOW}`, edits: [edit] } }),
    },
  ];
}
