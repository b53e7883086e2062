import { isWithin, type NumberRange, QUEUE_RANGES } from "../../aws/limits.ts";
import type { BlockValue } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";

export default defineRule({
  summary: "A setting of a queue is outside the range that SQS accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon SQS API reference, SetQueueAttributes (2026-11)",
  why: "The provider refuses the value at plan, so nothing in the configuration can be applied.",
  bad: `resource "aws_sqs_queue" "orders" {
  name                      = "orders"
  message_retention_seconds = 2592000
}`,
  good: `resource "aws_sqs_queue" "orders" {
  name                      = "orders"
  message_retention_seconds = 1209600
}`,
  check({ stack }) {
    return stack
      .resources("aws_sqs_queue")
      .flatMap(({ address, body }) =>
        Object.entries(QUEUE_RANGES).flatMap(([argument, range]) =>
          outside(body, argument, range).map((found) => ({ ...found, resource: address })),
        ),
      );
  },
});

function outside(block: BlockValue, argument: string, range: NumberRange) {
  const value = block.number(argument);
  if (value === undefined || isWithin(range, value)) return [];
  return [
    {
      at: block.place(argument),
      message: `${argument} is ${value}, but SQS accepts ${range.min} to ${range.max}`,
      help: `Set ${argument} to a value from ${range.min} to ${range.max}`,
      suggestions: suggestNearest(block, argument, range),
    },
  ];
}
