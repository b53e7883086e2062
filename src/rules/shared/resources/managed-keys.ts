import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { type BlockValue, isCallersChoice, type Resource, stringOf } from "../../../terraform/index.ts";

/** AWS managed keys, whose policies cannot be changed. */
const MANAGED_KEYS = /(^|[:/])alias\/aws\/(sqs|sns)$/;

/** The principals of services that send. */
const SERVICES = {
  EventBridge: "events.amazonaws.com",
  SNS: "sns.amazonaws.com",
  S3: "s3.amazonaws.com",
  CloudWatch: "cloudwatch.amazonaws.com",
} as const;

/** Services that send as themselves, and so need a key whose policy allows them. */
const SENDERS: readonly {
  readonly type: string;
  readonly blocks: readonly string[];
  readonly argument: string;
  readonly service: keyof typeof SERVICES;
}[] = [
  { type: "aws_cloudwatch_event_target", blocks: [], argument: "arn", service: "EventBridge" },
  { type: "aws_sns_topic_subscription", blocks: [], argument: "endpoint", service: "SNS" },
  { type: "aws_s3_bucket_notification", blocks: ["queue"], argument: "queue_arn", service: "S3" },
  { type: "aws_s3_bucket_notification", blocks: ["topic"], argument: "topic_arn", service: "S3" },
  { type: "aws_cloudwatch_metric_alarm", blocks: [], argument: "alarm_actions", service: "CloudWatch" },
  { type: "aws_cloudwatch_metric_alarm", blocks: [], argument: "ok_actions", service: "CloudWatch" },
];

/** A service that sends to a queue or topic as itself. */
export interface Sender {
  readonly target: Resource;
  readonly service: string;
  readonly principal: string;
  readonly sender: Resource;
  /** The sender's block that names the target, and the argument in it. */
  readonly block: BlockValue;
  readonly argument: string;
}

/** A service that sends to a queue or topic with a key that it cannot use. */
export interface RefusedSender extends Sender {
  readonly key: string;
}

/** The AWS managed key of a queue or topic. */
export function managedKeyOf({ body }: Resource): string | undefined {
  const key = stringOf(body.value("kms_master_key_id"));
  return key !== undefined && MANAGED_KEYS.test(key) ? key : undefined;
}

/** The services that send to queues and topics as themselves. */
export const senders = oncePer((stack: Stack): readonly Sender[] =>
  SENDERS.flatMap(({ type, blocks, argument, service }) =>
    stack.resources(type).flatMap((sender) =>
      blocksOf(sender, blocks).flatMap((block) => {
        const target = stack.resourceNamed(block.value(argument), ["aws_sqs_queue", "aws_sns_topic"]);
        const principal = SERVICES[service];
        return target?.mode === "managed" ? [{ target, service, principal, sender, block, argument }] : [];
      }),
    ),
  ),
);

/** The services that send to what is encrypted with an AWS managed key that they cannot use. */
export const refusedSenders = oncePer((stack: Stack): readonly RefusedSender[] =>
  senders(stack).flatMap((sender) => {
    const key = managedKeyOf(sender.target);
    const isOwn = key !== undefined && !isCallersChoice(sender.target, "kms_master_key_id");
    return isOwn ? [{ ...sender, key }] : [];
  }),
);

function blocksOf({ body }: Resource, [type]: readonly string[]): readonly BlockValue[] {
  return type === undefined ? [body] : body.blocks(type);
}
