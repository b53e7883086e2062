import { BATCH_SIZE_MAX, BATCH_SIZE_WITHOUT_WINDOW_MAX } from "../../aws/limits.ts";
import { setArgument } from "../edits.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A queue's batch is larger than Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3705"] },
  source: "AWS Lambda API reference, CreateEventSourceMapping: BatchSize (2026-11)",
  why: `Lambda refuses a mapping with more than 10 messages in a batch of a FIFO queue, and for a standard queue one with more
than 10 messages and no batching window.`,
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
    return stack.resources("aws_lambda_event_source_mapping").flatMap(({ address, body }) => {
      const queue = stack.queueNamed(body.value("event_source_arn"));
      const size = body.number("batch_size");
      if (!queue || size === undefined || size <= BATCH_SIZE_MAX.sqsFifo) return [];
      const at = body.place("batch_size");
      const common = { at, resource: address };
      if (queue.isFifo === "yes") {
        return [
          {
            ...common,
            message: `Batches of ${size} messages are asked for, and ${queue} is a FIFO queue, which gives at most ${BATCH_SIZE_MAX.sqsFifo}`,
            help: `Set batch_size to at most ${BATCH_SIZE_MAX.sqsFifo}`,
          },
        ];
      }
      if (size > BATCH_SIZE_MAX.sqs)
        return [
          {
            ...common,
            message: `Batches of ${size} messages are asked for, and Lambda takes at most ${BATCH_SIZE_MAX.sqs} from a queue`,
            help: `Set batch_size to at most ${BATCH_SIZE_MAX.sqs}`,
          },
        ];
      const window = "maximum_batching_window_in_seconds";
      const hasNoWindow = body.isSet(window) === "no" || body.number(window) === 0;
      if (queue.isFifo !== "no" || !hasNoWindow) return [];
      const edit = setArgument(body, window, "1");
      return [
        {
          ...common,
          message: `Batches of ${size} messages need a batching window: without one, Lambda takes at most ${BATCH_SIZE_WITHOUT_WINDOW_MAX} from a queue`,
          help: `Set ${window} to at least 1, or batch_size to at most ${BATCH_SIZE_WITHOUT_WINDOW_MAX}`,
          ...(edit && { fix: { title: `Set ${window} to 1`, edits: [edit] } }),
        },
      ];
    });
  },
});
