import { oncePer } from "../../once-per.ts";
import type { BlockValue, Resource, Value } from "../../terraform/index.ts";
import type { Stack } from "../stack.ts";
import { redriveOf } from "./redrive.ts";

/**
 * A service that puts messages into a queue or topic, for which the policy of that queue or topic has to allow it, not
 * a role.
 */
export interface Delivery {
  readonly connection: Resource;
  readonly block: BlockValue;
  /** The argument of `block` that names the queue or topic. */
  readonly argument: string;
  readonly target: Value;
  /** The principal of the service. */
  readonly principal: string;
  /** The source, as the value of the argument of `connection` that names it. */
  readonly source: Value;
  /** Whether AWS tests the delivery when the connection is created, and refuses the connection if it fails. */
  readonly isTried: boolean;
}

/** Every delivery in the configuration: from SNS, EventBridge rules and S3, including dead letters. */
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
  // with a role, EventBridge does not depend on the policy
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
