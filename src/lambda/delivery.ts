import { oncePer } from "../once-per.ts";
import type { BlockValue, Resource, Value } from "../terraform/index.ts";
import { redriveOf } from "./redrive.ts";
import type { Stack } from "./stack.ts";

/** A service that is to put messages into a queue or topic by the policy of that queue or topic, not by a role. */
export interface Delivery {
  readonly connection: Resource;
  readonly block: BlockValue;
  /** The argument of `block` that names the queue or topic. */
  readonly argument: string;
  readonly target: Value;
  /** The service principal. */
  readonly principal: string;
  /** What it delivers from, as the argument of `connection` that names it. */
  readonly source: Value;
  /** Whether AWS tries the delivery when the connection is made, and refuses it where it fails. */
  readonly isTried: boolean;
}

/** Every delivery that the configuration asks for: of SNS, of EventBridge rules and of S3, dead letters included. */
export const deliveries = oncePer((stack: Stack): readonly Delivery[] => [
  ...stack.resources("aws_sns_topic_subscription").flatMap(ofSubscription),
  ...stack.resources("aws_cloudwatch_event_target").flatMap(ofEventTarget),
  ...stack.resources("aws_s3_bucket_notification").flatMap(ofBucket),
]);

function ofSubscription(connection: Resource): Delivery[] {
  const { body } = connection;
  const by = {
    connection,
    block: body,
    principal: "sns.amazonaws.com",
    source: body.value("topic_arn"),
    isTried: false,
  };
  const redrive = redriveOf(body);
  const deadLetters = redrive.kind === "set" ? redrive.deadLetterArn : undefined;
  return [
    ...(body.string("protocol") === "sqs" ? [{ ...by, argument: "endpoint", target: body.value("endpoint") }] : []),
    ...(deadLetters ? [{ ...by, argument: "redrive_policy", target: deadLetters }] : []),
  ];
}

function ofEventTarget(connection: Resource): Delivery[] {
  const { body } = connection;
  const by = { connection, principal: "events.amazonaws.com", source: body.value("rule"), isTried: false };
  // with a role EventBridge needs no word of the policy
  const own =
    body.isSet("role_arn") === "no" ? [{ ...by, block: body, argument: "arn", target: body.value("arn") }] : [];
  const deadLetters = body
    .blocks("dead_letter_config")
    .map((block) => ({ ...by, block, argument: "arn", target: block.value("arn") }));
  return [...own, ...deadLetters];
}

function ofBucket(connection: Resource): Delivery[] {
  const { body } = connection;
  const by = { connection, principal: "s3.amazonaws.com", source: body.value("bucket"), isTried: true };
  return (["queue", "topic"] as const).flatMap((type) =>
    body.blocks(type).map((block) => ({ ...by, block, argument: `${type}_arn`, target: block.value(`${type}_arn`) })),
  );
}
