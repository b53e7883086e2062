import type { Stack } from "../../lambda/index.ts";
import { type BlockValue, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

/** AWS's own keys, whose policies nobody can change. */
const MANAGED_KEYS = /(^|[:/])alias\/aws\/(sqs|sns)$/;

/** Services that send by themselves, and so need a key whose policy lets them in. */
const SENDERS: readonly {
  readonly type: string;
  readonly blocks: readonly string[];
  readonly argument: string;
  readonly service: string;
}[] = [
  { type: "aws_cloudwatch_event_target", blocks: [], argument: "arn", service: "EventBridge" },
  { type: "aws_sns_topic_subscription", blocks: [], argument: "endpoint", service: "SNS" },
  { type: "aws_s3_bucket_notification", blocks: ["queue"], argument: "queue_arn", service: "S3" },
  { type: "aws_s3_bucket_notification", blocks: ["topic"], argument: "topic_arn", service: "S3" },
  { type: "aws_cloudwatch_metric_alarm", blocks: [], argument: "alarm_actions", service: "CloudWatch" },
  { type: "aws_cloudwatch_metric_alarm", blocks: [], argument: "ok_actions", service: "CloudWatch" },
];

const example = (key: string) => `resource "aws_sqs_queue" "orders" {
  name = "orders"
  ${key}
}

resource "aws_cloudwatch_event_target" "orders" {
  rule = "orders"
  arn  = aws_sqs_queue.orders.arn
}`;

export default defineRule({
  summary: "A service sends to a queue or topic whose key it may not use",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_73"], trivy: ["AWS-0135", "AWS-0136"] },
  source: "Amazon SQS developer guide, Configuring KMS permissions for AWS services; Amazon SNS, the same (2026-11)",
  why: `The key that AWS manages for SQS or SNS lets principals of the account use it, and no service. What EventBridge, S3, SNS or an
alarm sends is refused, and nobody is told.`,
  bad: example('kms_master_key_id = "alias/aws/sqs"'),
  good: example("sqs_managed_sse_enabled = true"),
  check({ stack }) {
    return SENDERS.flatMap(({ type, blocks, argument, service }) =>
      stack
        .resources(type)
        .flatMap((sender) =>
          blocksOf(sender, blocks).flatMap((block) => findings(stack, sender, block, argument, service)),
        ),
    );
  },
});

function blocksOf({ body }: Resource, [type]: readonly string[]): readonly BlockValue[] {
  return type === undefined ? [body] : body.blocks(type);
}

function findings(stack: Stack, sender: Resource, block: BlockValue, argument: string, service: string): RuleFinding[] {
  const target = stack.resourceNamed(block.value(argument), ["aws_sqs_queue", "aws_sns_topic"]);
  const key = target?.mode === "managed" ? stringOf(target.body.value("kms_master_key_id")) : undefined;
  if (!target || key === undefined || !MANAGED_KEYS.test(key)) return [];
  const isQueue = target.type === "aws_sqs_queue";
  return [
    {
      at: target.body.place("kms_master_key_id"),
      resource: target.address,
      message: `${service} sends to ${target} for ${sender}, and may not use its key ${key}`,
      help: isQueue
        ? "Use sqs_managed_sse_enabled = true instead, or a key of your own whose policy lets the service in"
        : "Use a key of your own whose policy lets the service in",
      related: [{ at: block.place(argument), message: "sent from here" }],
    },
  ];
}
