import { QUEUE_RETENTION } from "../../aws/limits.ts";
import { mayBeSwitchedOn, type Queue } from "../../lambda/index.ts";
import { placeForMissing } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { appendToBlock } from "../shared/edits/blocks.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { insideOfText } from "../shared/edits/references.ts";

/** What reads messages from a queue, and leaves failed ones in it. */
const READERS = [
  { type: "aws_lambda_event_source_mapping", argument: "event_source_arn", noun: "function" },
  { type: "aws_pipes_pipe", argument: "source", noun: "pipe" },
];

const example = (redrive: string) => `resource "aws_sqs_queue" "jobs" {
  name = "jobs"${redrive}
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker.arn
}`;

export default defineRule({
  summary: "A queue that feeds a function or a pipe has no dead-letter queue",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { "serverless-rules": ["aws_sqs_queue_redrive_policy", "ES6000"], "cdk-nag": ["SQSQueueDLQ"] },
  source:
    "AWS Lambda developer guide, Creating and configuring an Amazon SQS event source mapping; Amazon EventBridge user guide, Pipes: error handling and troubleshooting (2026-11)",
  why: `A message that cannot be processed returns to the queue and is retried until it expires, days later. All that time it costs
invocations, in a FIFO queue it blocks its message group, and then it is gone without a trace.`,
  ignoreWhen: "The messages are worthless after a failure, or another stack sets the queue's redrive policy.",
  bad: example(""),
  good: example(`
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "failed" {
  name = "jobs-failed"`),
  check({ stack }) {
    const readers = READERS.flatMap(({ type, ...reader }) =>
      stack.resources(type).map(({ body }) => ({ ...reader, body })),
    );
    return readers.flatMap(({ body, argument, noun }) => {
      const queue = stack.queueNamed(body.value(argument));
      // a function that reads a dead-letter queue is the end of the chain
      if (queue?.redrive.kind !== "none" || queue.isDeadLetterQueue) return [];
      if (mayBeSwitchedOn(stack, "aws_sqs_queue_redrive_policy", queue.resource)) return [];
      return [
        {
          at: placeForMissing(queue.resource, "aws_sqs_queue_redrive_policy"),
          resource: queue.resource.address,
          message: `A message of ${queue} that fails is retried until it expires because the queue has no redrive policy`,
          suggestions: withDeadLetters(queue),
          help: queue.resource.module.directory.isStandIn
            ? "Name a second queue as its dead-letter queue"
            : `Add a second queue, and set in ${queue} redrive_policy = jsonencode({ deadLetterTargetArn = <its ARN>, maxReceiveCount = 5 })`,
          related: [{ at: body.place(argument), message: `a ${noun} reads from it here` }],
        },
      ];
    });
  },
});

function withDeadLetters(queue: Queue): readonly Fix[] {
  const { body, resource, isFifo } = queue;
  if (body.isWritten("redrive_policy") || isFifo === "unknown") return [];
  const fifo = isFifo === "yes" ? "fifo_queue = true\n" : "";
  const content = `${nameOfDeadLetters(queue)}${fifo}message_retention_seconds = ${QUEUE_RETENTION.max}`;
  const added = companion(resource, "aws_sqs_queue", content, `${resource.name}_dlq`);
  if (!added) return [];
  const policy = `
redrive_policy = jsonencode({
  deadLetterTargetArn = ${added.reference}.arn
  maxReceiveCount     = 5
})`;
  return suggestionOf(
    "Add a dead-letter queue for messages that fail 5 times",
    appendToBlock(body, policy),
    added.edit,
  );
}

/**
 * The name argument for a dead-letter queue, following the queue's own; empty if that has none, and the provider
 * generates one.
 */
function nameOfDeadLetters({ body, isFifo }: Queue): string {
  const name = insideOfText(body, "name");
  if (name === undefined) return "";
  const [, stem, ending = ""] = /^(.*?)(\.fifo)?$/.exec(name) ?? [];
  if (isFifo === "yes" && ending === "") return "";
  return `name = "${stem}-dlq${ending}"\n`;
}
