import { noArn } from "../../iam/index.ts";
import type { Stack } from "../../lambda/index.ts";
import {
  isAlways,
  isCallersChoice,
  isLeftOut,
  jsonContent,
  type Place,
  partPlace,
  type Resource,
  stringOf,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { inList, replaceAttribute } from "../shared/edits/values.ts";
import { isJson } from "../shared/triggers/is-json.ts";

const RAW = "raw_message_delivery";
const SCOPE = "filter_policy_scope";
const FILTER = "filter_policy";
const FILTER_KEYS_MAX = 5;

/** Protocols with which SNS can deliver the raw message. */
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
  summary: "A subscription asks for something that its topic or protocol does not support",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon SNS developer guide, FIFO topics: delivery; raw message delivery; filter policy scope (2026-11)",
  why: `SNS refuses a function on a FIFO topic, which delivers only to queues, a FIFO queue on a standard topic, raw messages to a
function, Firehose without a role, a filter that is not JSON or has a key without a list of values, and one with nested keys
unless its scope is MessageBody.`,
  bad: example("lambda", "arn:aws:lambda:eu-west-1:111122223333:function:orders"),
  good: example("sqs", "arn:aws:sqs:eu-west-1:111122223333:orders.fifo"),
  check({ stack }) {
    return stack
      .resources("aws_sns_topic_subscription")
      .flatMap((subscription) => [
        ...toFunctionOfFifo(subscription, stack),
        ...fifoQueueOfStandard(subscription, stack),
        ...firehoseWithoutRole(subscription),
        ...rawToOthers(subscription),
        ...nestedFilter(subscription),
        ...brokenFilter(subscription),
        ...emptyFilter(subscription),
        ...redriveByName(subscription),
      ]);
  },
});

function toFunctionOfFifo({ address, body }: Resource, stack: Stack): RuleFinding[] {
  const protocol = body.string("protocol");
  if (protocol === undefined || protocol === "sqs") return [];
  const named = body.value("topic_arn");
  const topic = stack.resourceNamed(named, ["aws_sns_topic"]);
  const isFifo = topic ? isAlways(topic, "fifo_topic", true) : stringOf(named)?.endsWith(".fifo");
  if (!isFifo) return [];
  return [
    {
      at: body.place("protocol"),
      resource: address,
      message: `${topic ?? "The topic"} is a FIFO topic, which delivers only to queues, not by ${protocol}`,
      help: 'Subscribe a queue (protocol = "sqs"), and make the function read from that',
    },
  ];
}

function redriveByName({ address, body }: Resource): RuleFinding[] {
  const argument = "redrive_policy";
  const content = jsonContent(body.value(argument));
  const target = content?.kind === "object" ? content.entries.get("deadLetterTargetArn") : undefined;
  const reference = target && noArn(target);
  if (!reference) return [];
  return [
    {
      at: partPlace(body.place(argument), target.place),
      resource: address,
      message: `The ${argument} of ${address} names its dead-letter queue by the ${reference.path[0]} of ${reference.resource}, but must use its ARN`,
      help: `Use ${reference.resource}.arn`,
      fix: fixOf("Use its ARN", replaceAttribute(target.place, "arn")),
    },
  ];
}

function fifoQueueOfStandard({ address, body }: Resource, stack: Stack): RuleFinding[] {
  if (body.string("protocol") !== "sqs") return [];
  const [named, endpoint] = [body.value("topic_arn"), body.value("endpoint")];
  const topic = stack.resourceNamed(named, ["aws_sns_topic"]);
  const flag = topic?.body.isSet("fifo_topic") === "no" ? false : topic?.body.boolean("fifo_topic");
  const isStandard = topic ? flag === false : /^arn:.*(?<!\.fifo)$/.test(stringOf(named) ?? "");
  const queue = stack.queueNamed(endpoint);
  const isFifo = queue ? queue.isFifo === "yes" : /^arn:.*\.fifo$/.test(stringOf(endpoint) ?? "");
  if (!isStandard || !isFifo || (topic && isCallersChoice(topic, "fifo_topic"))) return [];
  return [
    {
      at: body.place("endpoint"),
      resource: address,
      message: `${queue ?? "The queue"} is a FIFO queue, but ${topic ?? "the topic"} is a standard topic, which does not deliver to it`,
      help: "Make both FIFO, or both standard",
    },
  ];
}

function firehoseWithoutRole(subscription: Resource): RuleFinding[] {
  const { address, body } = subscription;
  if (!isAlways(subscription, "protocol", "firehose") || !isLeftOut(subscription, "subscription_role_arn")) return [];
  return [
    {
      at: body.place("protocol"),
      resource: address,
      message: `${address} delivers to Firehose, but has no role to do so`,
      help: "Set subscription_role_arn to a role that sns.amazonaws.com may assume and that may put records there",
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
      message: `SNS does not deliver raw messages by the protocol ${protocol}`,
      help: `Remove ${RAW}`,
      fix: fixOf(`Remove ${RAW}`, removeArgument(body, RAW)),
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
      message: `The filter of ${address} looks into "${nested[0]}", but message attributes have no nested values`,
      help: `Set ${SCOPE} = "MessageBody", or filter only on attributes`,
      suggestions: suggestValues(body, SCOPE, ['"MessageBody"']),
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

/** A filter needs a list of values for each key, and has at most five keys. */
function emptyFilter(subscription: Resource): RuleFinding[] {
  const { address, body } = subscription;
  const content = jsonContent(body.value(FILTER));
  if (content?.kind !== "object" || isCallersChoice(subscription, FILTER)) return [];
  const found = (what: string, help: string, at: Place, fix?: Fix): RuleFinding => ({
    at,
    resource: address,
    message: `The filter of ${address} ${what}`,
    help,
    fix,
  });
  const faults = [...content.entries].flatMap(([key, value]) => {
    if (value.kind === "known" || value.kind === "template")
      return [
        found(`has a single value for "${key}", not a list`, "Write the value in a list", value.place, inList(value)),
      ];
    const isEmpty = value.kind === "list" && !value.open && value.elements.length === 0;
    return isEmpty ? [found(`has no value for "${key}"`, "List the values to let through", value.place)] : [];
  });
  const keys = content.entries.size;
  const isLarge = keys > FILTER_KEYS_MAX && !content.entries.has("$or");
  return isLarge
    ? [
        ...faults,
        found(`has ${keys} keys, but SNS allows ${FILTER_KEYS_MAX}`, "Filter by fewer keys", body.place(FILTER)),
      ]
    : faults;
}
