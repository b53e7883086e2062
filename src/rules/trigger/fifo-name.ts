import { type BlockValue, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const FIFO_ONLY = ["deduplication_scope", "fifo_throughput_limit", "fifo_throughput_scope"];

export default defineRule({
  summary: "Name and settings of a queue or topic disagree on whether it is FIFO",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3501"] },
  source: "Amazon SQS API reference, CreateQueue; Amazon SNS API reference, CreateTopic (2026-11)",
  why: `The name of a FIFO queue or topic must end in .fifo, and that of any other must not. Settings for deduplication and
throughput exist only for FIFO. Anything else is refused when the queue or topic is created.`,
  bad: `resource "aws_sqs_queue" "orders" {
  name       = "orders"
  fifo_queue = true
}`,
  good: `resource "aws_sqs_queue" "orders" {
  name       = "orders.fifo"
  fifo_queue = true
}`,
  check({ stack }) {
    const queues = stack.resources("aws_sqs_queue").flatMap((queue) => findings(queue, "fifo_queue"));
    return [...queues, ...stack.resources("aws_sns_topic").flatMap((topic) => findings(topic, "fifo_topic"))];
  },
});

function findings(resource: Resource, flag: string): RuleFinding[] {
  const { address, body } = resource;
  const isFifo = body.isSet(flag) === "no" ? false : body.boolean(flag);
  const name = body.string("name");
  if (isFifo === undefined || [flag, "name"].some((argument) => isCallersChoice(resource, argument))) return [];
  if (name !== undefined && name.endsWith(".fifo") !== isFifo) {
    return [
      {
        at: body.place(isFifo ? "name" : body.isWritten(flag) ? flag : "name"),
        resource: address,
        message: isFifo
          ? `The name of ${address}, "${name}", lacks the suffix .fifo`
          : `${address} is named "${name}" but is not FIFO`,
        suggestions: isFifo ? withEnding(body) : suggestValues(body, flag, ["true"]),
        help: isFifo ? `Name it "${name}.fifo"` : `Set ${flag} = true, or remove the suffix from the name`,
      },
    ];
  }
  const settings = [
    ...FIFO_ONLY,
    ...(body.boolean("content_based_deduplication") === true ? ["content_based_deduplication"] : []),
  ];
  if (isFifo) return pairedThroughput(resource);
  return settings
    .filter((argument) => body.isSet(argument) === "yes" && !isCallersChoice(resource, argument))
    .map((argument) => ({
      at: body.place(argument),
      resource: address,
      message: `${argument} is only for FIFO, but ${address} is not FIFO`,
      suggestions: suggestionOf(`Remove ${argument}`, removeArgument(body, argument)),
      help: `Remove ${argument}, or set ${flag} = true and end the name in .fifo`,
    }));
}

/** High throughput is counted by message group, and duplicates must be as well. */
function pairedThroughput(resource: Resource): RuleFinding[] {
  const { address, body } = resource;
  const [limit, scope] = ["fifo_throughput_limit", "deduplication_scope"] as const;
  const isPaired = body.isSet(scope) !== "no" && body.string(scope) !== "queue";
  if (body.string(limit) !== "perMessageGroupId" || isPaired) return [];
  if ([limit, scope].some((argument) => isCallersChoice(resource, argument))) return [];
  return [
    {
      at: body.place(limit),
      resource: address,
      message: `${address} limits throughput per message group, but deduplicates across the whole queue`,
      suggestions: suggestValues(body, scope, ['"messageGroup"']),
      help: `Set ${scope} = "messageGroup"`,
    },
  ];
}

/** Puts the ending behind a name that stands between quotes. */
function withEnding(body: BlockValue): readonly Fix[] {
  const { file, end, ...span } = body.place("name");
  if (!/^".*"$/.test(file.text.slice(span.start, end))) return [];
  return suggestionOf("Add the suffix .fifo to the name", {
    place: { file, start: end - 1, end: end - 1 },
    newText: ".fifo",
  });
}
