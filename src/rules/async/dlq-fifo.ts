import type { Stack } from "../../lambda/index.ts";
import { isSamePlace } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { fifoTarget } from "../shared/resources/fifo-target.ts";

const DESTINATIONS: readonly (readonly [type: string, path: readonly string[], argument: string])[] = [
  ...["on_failure", "on_success"].map(
    (name) => ["aws_lambda_function_event_invoke_config", ["destination_config", name], "destination"] as const,
  ),
  ["aws_lambda_event_source_mapping", ["destination_config", "on_failure"], "destination_arn"],
  ["aws_cloudwatch_event_target", ["dead_letter_config"], "arn"],
  ["aws_scheduler_schedule", ["target", "dead_letter_config"], "arn"],
];

const example = (queue: string) => `resource "aws_sqs_queue" "failed" {
  ${queue}
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
  summary: "Failed events are sent to a FIFO queue or topic",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Capturing records of Lambda asynchronous invocations (2026-11)",
  why: `Lambda, EventBridge and Scheduler send failed events only to standard queues and topics. They refuse a FIFO one when the
function or its configuration is created.`,
  bad: example(`name       = "failed.fifo"
  fifo_queue = true`),
  good: example('name = "failed"'),
  check({ stack }) {
    const ofFunctions = stack.functions.flatMap((fn) =>
      fn.failureTargets.targets.flatMap(({ block, argument, value, config }) => {
        const target = fifoTarget(value, stack);
        if (!target) return [];
        return [
          {
            at: block.place(argument),
            resource: (config ?? fn.resource).address,
            message: `Events that ${fn} fails on would go to ${target}, which is FIFO`,
            help: "Send them to a standard queue or topic",
          },
        ];
      }),
    );
    const isReported = ({ at }: RuleFinding) => ofFunctions.some((found) => isSamePlace(found.at, at));
    return [...ofFunctions, ...elsewhere(stack).filter((found) => !isReported(found))];
  },
});

/** Destinations of mappings, rules and schedules, and of functions that are declared elsewhere. */
function elsewhere(stack: Stack): RuleFinding[] {
  return DESTINATIONS.flatMap(([type, path, argument]) =>
    stack.resources(type).flatMap((resource) =>
      blocksAt(resource.body, path).flatMap((block) => {
        const target = fifoTarget(block.value(argument), stack);
        if (!target) return [];
        return [
          {
            at: block.place(argument),
            resource: resource.address,
            message: `${resource} sends to ${target}, which is FIFO`,
            help: "Send to a standard queue or topic",
          },
        ];
      }),
    ),
  );
}
