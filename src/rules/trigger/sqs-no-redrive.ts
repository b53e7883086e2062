import { mayBeSwitchedOn } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";

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
  summary: "A queue that feeds a function has no dead-letter queue",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { "serverless-rules": ["aws_sqs_queue_redrive_policy", "ES6000"], "cdk-nag": ["SQSQueueDLQ"] },
  source: "AWS Lambda developer guide, Creating and configuring an Amazon SQS event source mapping (2026-11)",
  why: `A message that the function cannot process returns to the queue and is tried again until it expires, days later. All that
time it costs invocations, in a FIFO queue it blocks its message group, and then it is gone without a trace.`,
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
    return stack.resources("aws_lambda_event_source_mapping").flatMap((mapping) => {
      const queue = stack.queueNamed(mapping.body.value("event_source_arn"));
      // a function that reads a dead-letter queue is where the chain ends
      if (queue?.redrive.kind !== "none" || queue.isDeadLetterQueue) return [];
      if (mayBeSwitchedOn(stack, "aws_sqs_queue_redrive_policy", queue.resource)) return [];
      return [
        {
          at: queue.place(),
          resource: queue.resource.address,
          message: `A message of ${queue} that fails is tried again until it expires, as the queue has no redrive policy`,
          help: `Add a second queue, and to ${queue} redrive_policy = jsonencode({ deadLetterTargetArn = <its ARN>, maxReceiveCount = 5 })`,
          related: [{ at: mapping.body.place("event_source_arn"), message: "a function reads from it here" }],
        },
      ];
    });
  },
});
