import type { Stack } from "../../lambda/index.ts";
import { isCallersChoice, jsonContent, type Resource, stringOf } from "../../terraform/index.ts";
import { isJson } from "../is-json.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const RAW = "raw_message_delivery";
const SCOPE = "filter_policy_scope";
const FILTER = "filter_policy";

/** What SNS can deliver a message to as it is. */
const TAKES_RAW: ReadonlySet<string> = new Set(["sqs", "http", "https", "firehose"]);

const example = (protocol: string, endpoint: string) => `resource "aws_sns_topic" "orders" {
  name       = "orders.fifo"
  fifo_topic = true
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "${protocol}"
  endpoint  = "${endpoint}"
}`;

export default defineRule({
  summary: "A subscription asks for what its topic or its protocol does not do",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon SNS developer guide, FIFO topics: delivery; raw message delivery; filter policy scope (2026-11)",
  why: `SNS refuses to subscribe a function to a FIFO topic, which delivers to queues alone, to deliver raw messages to a function,
a filter that is not JSON, and one with nested keys unless its scope is MessageBody.`,
  bad: example("lambda", "arn:aws:lambda:eu-west-1:111122223333:function:orders"),
  good: example("sqs", "arn:aws:sqs:eu-west-1:111122223333:orders.fifo"),
  check({ stack }) {
    return stack
      .resources("aws_sns_topic_subscription")
      .flatMap((subscription) => [
        ...toFunctionOfFifo(subscription, stack),
        ...rawToOthers(subscription),
        ...nestedFilter(subscription),
        ...brokenFilter(subscription),
      ]);
  },
});

function toFunctionOfFifo({ address, body }: Resource, stack: Stack): RuleFinding[] {
  const protocol = body.string("protocol");
  if (protocol === undefined || protocol === "sqs") return [];
  const named = body.value("topic_arn");
  const topic = stack.resourceNamed(named, ["aws_sns_topic"]);
  const isFifo = topic ? topic.body.boolean("fifo_topic") === true : stringOf(named)?.endsWith(".fifo");
  if (!isFifo) return [];
  return [
    {
      at: body.place("protocol"),
      resource: address,
      message: `${topic ?? "The topic"} is a FIFO topic, and delivers to queues alone, not by ${protocol}`,
      help: 'Subscribe a queue (protocol = "sqs"), and let the function read from that',
    },
  ];
}

function rawToOthers(subscription: Resource): RuleFinding[] {
  const { address, body } = subscription;
  const protocol = body.string("protocol");
  if (body.boolean(RAW) !== true || protocol === undefined || TAKES_RAW.has(protocol)) return [];
  if (isCallersChoice(subscription, RAW)) return [];
  return [
    {
      at: body.place(RAW),
      resource: address,
      message: `SNS delivers no raw messages by the protocol ${protocol}`,
      help: `Remove ${RAW}`,
    },
  ];
}

function nestedFilter(subscription: Resource): RuleFinding[] {
  const { address, body } = subscription;
  const isOfAttributes = body.isSet(SCOPE) === "no" || body.string(SCOPE) === "MessageAttributes";
  const content = jsonContent(body.value(FILTER));
  if (!isOfAttributes || content?.kind !== "object" || isCallersChoice(subscription, SCOPE)) return [];
  const nested = [...content.entries].find(([key, { kind }]) => !key.startsWith("$") && kind === "object");
  if (!nested) return [];
  return [
    {
      at: body.place(FILTER),
      resource: address,
      message: `The filter of ${address} looks into "${nested[0]}", and attributes of a message have nothing inside`,
      help: `Set ${SCOPE} = "MessageBody", or filter on attributes alone`,
    },
  ];
}

function brokenFilter(subscription: Resource): RuleFinding[] {
  const { address, body } = subscription;
  const text = body.string(FILTER);
  if (text === undefined || text === "" || isJson(text) || isCallersChoice(subscription, FILTER)) return [];
  return [
    {
      at: body.place(FILTER),
      resource: address,
      message: `The filter of ${address} is not JSON`,
      help: "Write it with jsonencode({ … })",
    },
  ];
}
