import { isWithin, MAXIMUM_POLLERS, MINIMUM_POLLERS } from "../../aws/limits.ts";
import type { Trigger } from "../../lambda/index.ts";
import { alternatives, type BlockValue, isCallersChoice } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";

export default defineRule({
  summary: "A mapping has more or fewer pollers than Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda API reference, ProvisionedPollerConfig; developer guide, Configuring scaling behavior for SQS (2026-11)",
  why: `Lambda refuses a mapping with a number of pollers outside the range for its kind of source, with a minimum above the
maximum, or with a limit on a queue's concurrency as well: provisioned mode and maximum concurrency exclude each other.`,
  bad: `resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:jobs"
  function_name    = "worker"

  provisioned_poller_config {
    minimum_pollers = 1
    maximum_pollers = 50
  }
}`,
  good: `resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:jobs"
  function_name    = "worker"

  provisioned_poller_config {
    minimum_pollers = 2
    maximum_pollers = 50
  }
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap((mapping) => {
      const source = pollerSource(mapping);
      if (!source) return [];
      const { connection } = mapping;
      return connection.body
        .blocks("provisioned_poller_config")
        .filter(({ isCertain }) => isCertain)
        .flatMap((block) => [
          ...outside(mapping, block, "minimum_pollers", MINIMUM_POLLERS[source]),
          ...outside(mapping, block, "maximum_pollers", MAXIMUM_POLLERS[source]),
          ...crossed(mapping, block),
          ...(source === "sqs" ? limitedTwice(mapping, block) : []),
        ]);
    });
  },
});

function pollerSource({ kind, connection: { body } }: Trigger): keyof typeof MINIMUM_POLLERS | undefined {
  if (alternatives(body.value("event_source_arn")).length !== 1) return undefined;
  if (kind === "sqs") return "sqs";
  return kind === "msk" || kind === "self-managed-kafka" ? "kafka" : undefined;
}

function outside(
  { connection }: Trigger,
  block: BlockValue,
  argument: string,
  range: { readonly min: number; readonly max: number },
): RuleFinding[] {
  const pollers = block.number(argument);
  if (pollers === undefined || isWithin(range, pollers) || isCallersChoice(connection, argument, block)) return [];
  return [
    {
      at: block.place(argument),
      resource: connection.address,
      message: `${argument} is ${pollers}, but Lambda accepts ${range.min} to ${range.max} for this kind of source`,
      help: `Set ${argument} to a value from ${range.min} to ${range.max}`,
      suggestions: suggestNearest(block, argument, range),
    },
  ];
}

function crossed({ connection }: Trigger, block: BlockValue): RuleFinding[] {
  const [least, most] = [block.number("minimum_pollers"), block.number("maximum_pollers")];
  if (least === undefined || most === undefined || least <= most) return [];
  if (isCallersChoice(connection, "minimum_pollers", block) || isCallersChoice(connection, "maximum_pollers", block))
    return [];
  return [
    {
      at: block.place("minimum_pollers"),
      resource: connection.address,
      message: `The minimum number of pollers of ${connection.address}, ${least}, is above the maximum, ${most}`,
      help: "Set minimum_pollers to at most maximum_pollers",
      suggestions: suggestValues(block, "minimum_pollers", [String(most)]),
    },
  ];
}

function limitedTwice({ connection }: Trigger, block: BlockValue): RuleFinding[] {
  const [scaling] = connection.body.blocks("scaling_config").filter(({ isCertain }) => isCertain);
  if (scaling?.isSet("maximum_concurrency") !== "yes") return [];
  return [
    {
      at: block.place(),
      resource: connection.address,
      message: `${connection.address} has both provisioned pollers and a maximum concurrency, of which Lambda accepts only one`,
      help: "Remove provisioned_poller_config or scaling_config",
      suggestions: [
        ...suggestionOf("Remove scaling_config", removeBlock(scaling)),
        ...suggestionOf("Remove provisioned_poller_config", removeBlock(block)),
      ],
      related: [{ at: scaling.place(), message: "The maximum concurrency" }],
    },
  ];
}
