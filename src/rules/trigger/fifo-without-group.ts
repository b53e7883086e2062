import type { Stack } from "../../lambda/index.ts";
import { type BlockValue, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "Events go to a FIFO queue without a message group, and are refused there",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon SQS developer guide, FIFO queue message identifiers (2026-11)",
  why: "A FIFO queue accepts no message without a message group id. EventBridge then fails to deliver every event, and drops them.",
  bad: `resource "aws_sqs_queue" "orders" {
  name       = "orders.fifo"
  fifo_queue = true
}

resource "aws_cloudwatch_event_target" "orders" {
  rule = "orders"
  arn  = aws_sqs_queue.orders.arn
}`,
  good: `resource "aws_sqs_queue" "orders" {
  name       = "orders.fifo"
  fifo_queue = true
}

resource "aws_cloudwatch_event_target" "orders" {
  rule = "orders"
  arn  = aws_sqs_queue.orders.arn

  sqs_target {
    message_group_id = "orders"
  }
}`,
  check({ stack }) {
    return [
      ...stack
        .resources("aws_cloudwatch_event_target")
        .flatMap((resource) => withoutGroup(resource, resource.body, "sqs_target", stack)),
      ...stack
        .resources("aws_scheduler_schedule")
        .flatMap((resource) =>
          resource.body.blocks("target").flatMap((target) => withoutGroup(resource, target, "sqs_parameters", stack)),
        ),
    ];
  },
});

function withoutGroup(resource: Resource, target: BlockValue, type: string, stack: Stack): RuleFinding[] {
  const queue = stack.queueNamed(target.value("arn"));
  const parameters = target.block(type);
  const hasNone = target.hasBlock(type) === "no" || parameters?.isSet("message_group_id") === "no";
  if (queue?.isFifo !== "yes" || !hasNone) return [];
  const isChosen = parameters
    ? isCallersChoice(resource, "message_group_id", parameters)
    : isCallersChoice(resource, type, target);
  if (isChosen || isCallersChoice(resource, "arn", target)) return [];
  return [
    {
      at: target.place("arn"),
      resource: resource.address,
      message: `${resource} sends to ${queue}, a FIFO queue, without a message group, which is refused`,
      suggestions: suggestionOf(
        `Set message_group_id to "${resource.name}"`,
        setInBlock(target, type, "message_group_id", `"${resource.name}"`),
      ),
      help: `Add ${type} { message_group_id = "…" }`,
    },
  ];
}
