import type { LambdaFunction, Queue, Stack, Trigger } from "../../lambda/index.ts";
import type { Resource, Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "Failed events of a function go back to where they came from",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Capturing records of Lambda asynchronous invocations (2026-11)",
  why: `The failed event calls the function again, fails again, and so on: endlessly through a topic, for days through a queue
without a redrive policy. Nothing is set aside for anyone to look at, and every round is paid for.`,
  bad: `resource "aws_sns_topic" "uploads" {
  name = "uploads"
}

resource "aws_lambda_function" "thumbnail" {
  function_name = "thumbnail"
  role          = aws_iam_role.thumbnail.arn
  runtime       = "python3.14"
  handler       = "thumbnail.handler"
  filename      = "thumbnail.zip"

  dead_letter_config {
    target_arn = aws_sns_topic.uploads.arn
  }
}

resource "aws_sns_topic_subscription" "uploads" {
  topic_arn = aws_sns_topic.uploads.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.thumbnail.arn
}`,
  good: `resource "aws_sns_topic" "uploads" {
  name = "uploads"
}

resource "aws_sqs_queue" "failed" {
  name = "failed"
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
}

resource "aws_sns_topic_subscription" "uploads" {
  topic_arn = aws_sns_topic.uploads.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.thumbnail.arn
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.failureTargets.targets.flatMap(({ block, argument, value, config }) => {
        const source = ownSource(value, fn, stack);
        if (!source) return [];
        return [
          {
            at: block.place(argument),
            resource: (config ?? fn.resource).address,
            message: `Events that ${fn} fails on go to ${source}, which calls ${fn} again`,
            help: "Send them to a separate queue that nothing reads automatically",
          },
        ];
      }),
    );
  },
});

/** The queue or topic of a failure target, if it calls the function; or the function itself. */
function ownSource(target: Value, fn: LambdaFunction, stack: Stack): Resource | undefined {
  if (stack.functionsNamed(target).includes(fn)) return fn.resource;
  const topic = stack.resourceNamed(target, ["aws_sns_topic"]);
  if (topic) return fn.triggersOf("sns").some(({ source }) => source === topic) ? topic : undefined;
  const queue = stack.queueNamed(target);
  // with a redrive policy, the event is only retried a few more times and then moved
  return queue?.redrive.kind === "none" && fn.triggersOf("sqs").some((trigger) => isReadFrom(trigger, queue))
    ? queue.resource
    : undefined;
}

/** Whether a mapping reads from a queue at present: a disabled one has to be enabled by hand. */
function isReadFrom({ source, block }: Trigger, queue: Queue): boolean {
  return source === queue.resource && block.boolean("enabled") !== false;
}
