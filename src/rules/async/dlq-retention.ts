import { QUEUE_RETENTION } from "../../aws/limits.ts";
import { failureQueues, type Queue } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { fixOf, suggestionOf } from "../shared/edits/fixes.ts";

const DAY = 86_400;
/** Seconds for which a queue keeps messages by default (Amazon SQS API reference, CreateQueue). */
const DEFAULT_RETENTION = 4 * DAY;

const example = (seconds: number) => `resource "aws_sqs_queue" "failed" {
  message_retention_seconds = ${seconds}
}

resource "aws_lambda_function" "thumbnail" {
  function_name = "thumbnail"
  role          = aws_iam_role.thumbnail.arn
  runtime       = "python3.14"
  handler       = "thumbnail.handler"
  filename      = "thumbnail.zip"

  dead_letter_config {
    target_arn = aws_sqs_queue.failed.arn
  }
}`;

export default defineRule({
  summary: "A dead-letter queue deletes its messages before anyone can look at them",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon SQS developer guide, Using dead-letter queues: message retention periods (2026-11)",
  why: `What fails on Friday evening is gone by Monday if the queue keeps messages for less than four days. A message that comes
from another standard queue keeps its age: with a shorter retention it may expire as soon as it arrives.`,
  bad: example(86_400),
  good: example(1_209_600),
  check({ stack }) {
    return [...failureQueues(stack)].flatMap(([queue, sources]) => {
      const retention = retentionOf(queue);
      if (retention === undefined) return [];
      // in a FIFO queue the age of a moved message starts again
      const source = queue.isFifo === "no" && sources.find((each) => (retentionOf(each) ?? 0) > retention);
      if (source) {
        const kept = spoken(retentionOf(source) ?? 0);
        return [finding(queue, `shorter than the ${kept} of ${source}, where its messages come from`, retention)];
      }
      return retention < DEFAULT_RETENTION ? [finding(queue, "too short for a weekend", retention)] : [];
    });
  },
});

function finding(queue: Queue, reason: string, retention: number): RuleFinding {
  const title = "Keep failed messages for 14 days";
  const edit = setArgument(queue.body, "message_retention_seconds", String(QUEUE_RETENTION.max));
  return {
    at: queue.place("message_retention_seconds"),
    resource: queue.resource.address,
    message: `${queue} keeps failed messages for ${spoken(retention)}, ${reason}`,
    help: `Set message_retention_seconds to ${QUEUE_RETENTION.max} (14 days), the maximum`,
    // a retention that someone wrote may be the longest that their data may be kept
    ...(queue.body.isWritten("message_retention_seconds")
      ? { suggestions: suggestionOf(title, edit) }
      : { fix: fixOf(title, edit) }),
  };
}

/** Seconds; the default if not set, undefined if not known or left to callers. */
function retentionOf({ body, resource }: Queue): number | undefined {
  if (isCallersChoice(resource, "message_retention_seconds")) return undefined;
  return body.isSet("message_retention_seconds") === "no"
    ? DEFAULT_RETENTION
    : body.number("message_retention_seconds");
}

function spoken(seconds: number): string {
  return seconds % DAY === 0 ? `${seconds / DAY} ${seconds === DAY ? "day" : "days"}` : `${seconds} seconds`;
}
