import { QUEUE_MAX_RECEIVES_MIN } from "../../aws/limits.ts";
import { isVariableDefault, maxReceivesOf } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

const example = (receives: number) => `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed.arn
    maxReceiveCount     = ${receives}
  })
}

resource "aws_sqs_queue" "failed" {
  name = "jobs-failed"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = "worker"
}`;

export default defineRule({
  summary: "A queue gives up on a message after very few tries",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Creating and configuring an Amazon SQS event source mapping (2026-11)",
  why: `A message is also received when Lambda throttles the function, or when another message of its batch fails. With a
maxReceiveCount below five, good messages end up in the dead-letter queue whenever there is some load.`,
  ignoreWhen: "The function must not be retried, and its concurrency is never exhausted.",
  bad: example(2),
  good: example(5),
  check({ stack }) {
    return stack.resources("aws_lambda_event_source_mapping").flatMap((mapping) => {
      const queue = stack.queueNamed(mapping.body.value("event_source_arn"));
      const redrive = queue?.redrive;
      if (!queue || redrive?.kind !== "set" || !redrive.maxReceiveCount) return [];
      if (isVariableDefault(redrive.maxReceiveCount, queue.resource.module)) return [];
      const count = maxReceivesOf(redrive);
      if (count === undefined || count >= QUEUE_MAX_RECEIVES_MIN) return [];
      return [
        {
          at: redrive.maxReceiveCount.place,
          resource: queue.resource.address,
          message: `${queue} gives up on a message after ${count} ${count === 1 ? "try" : "tries"}, including throttled ones`,
          help: `Set maxReceiveCount to at least ${QUEUE_MAX_RECEIVES_MIN}`,
          suggestions: suggestionOf(
            `Set maxReceiveCount to ${QUEUE_MAX_RECEIVES_MIN}`,
            replaceValue(redrive.maxReceiveCount, String(QUEUE_MAX_RECEIVES_MIN)),
          ),
        },
      ];
    });
  },
});
