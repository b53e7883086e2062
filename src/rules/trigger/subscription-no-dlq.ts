import { isLeftOut, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { writtenAs } from "../shared/edits/references.ts";
import { undeliveredQueue } from "../shared/edits/undelivered-queue.ts";

/** Protocols with programs at the other end: nobody replays an e-mail or a text message. */
const WITH_QUEUE: ReadonlySet<string> = new Set(["lambda", "sqs", "firehose", "http", "https"]);

const example = (redrive: string) => `resource "aws_sns_topic_subscription" "orders" {
  topic_arn = "arn:aws:sns:eu-west-1:111122223333:orders"
  protocol  = "lambda"
  endpoint  = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
${redrive}}`;

export default defineRule({
  summary: "A subscription has no dead-letter queue for messages that SNS cannot deliver",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: {
    "serverless-rules": ["aws_sns_topic_subscription_redrive_policy", "ES7000"],
    "cdk-nag": ["SNSRedrivePolicy"],
  },
  source: "Amazon SNS developer guide, Dead-letter queues (2026-11)",
  why: `SNS drops a message at once and without a trace if its function is gone or may not be called: Lambda's retries begin only
after the call is accepted.`,
  bad: example(""),
  good: example(`  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:eu-west-1:111122223333:undelivered"
  })
`),
  check({ stack }) {
    return stack.resources("aws_sns_topic_subscription").flatMap((subscription) => {
      const { address, body } = subscription;
      const protocol = body.string("protocol");
      if (protocol === undefined || !WITH_QUEUE.has(protocol) || !isLeftOut(subscription, "redrive_policy")) return [];
      return [
        {
          at: body.place("redrive_policy"),
          resource: address,
          message: `Messages that ${address} cannot deliver are lost`,
          suggestions: withQueue(subscription),
          help: "Add redrive_policy = jsonencode({ deadLetterTargetArn = … }) with a queue whose policy lets sns.amazonaws.com send to it",
        },
      ];
    });
  },
});

function withQueue(subscription: Resource): readonly Fix[] {
  const { body } = subscription;
  const topic = referredOfType(body.value("topic_arn"), "aws_sns_topic");
  // a FIFO topic needs a FIFO queue for undelivered messages
  const isStandard = body.string("protocol") !== "sqs" || (topic !== undefined && isLeftOut(topic, "fifo_topic"));
  const sourceArn = isStandard ? writtenAs(body, "topic_arn") : undefined;
  const queue = sourceArn && undeliveredQueue(subscription, { service: "sns.amazonaws.com", sourceArn });
  if (!queue) return [];
  const policy = setArgument(body, "redrive_policy", `jsonencode({ deadLetterTargetArn = ${queue.arn} })`);
  return suggestionOf("Add a queue for messages that cannot be delivered", policy, ...queue.edits);
}
