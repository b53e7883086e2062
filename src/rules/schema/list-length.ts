import {
  alternatives,
  type BlockValue,
  elementsOrSelf,
  isCallersChoice,
  type Resource,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";

interface Limit {
  readonly path: readonly string[];
  readonly argument: string;
  readonly max: number;
}

const limit = (max: number, argument: string, ...path: readonly string[]): Limit => ({ path, argument, max });

/** How many elements a list may have, where no rule of its own speaks of it. */
const LIMITS: Readonly<Record<string, readonly Limit[]>> = {
  aws_lambda_event_source_mapping: [limit(1, "queues"), limit(1, "topics"), limit(1, "function_response_types")],
  aws_lambda_function: [
    limit(1, "architectures"),
    limit(16, "subnet_ids", "vpc_config"),
    limit(5, "security_group_ids", "vpc_config"),
  ],
  aws_lambda_layer_version: [limit(15, "compatible_runtimes"), limit(2, "compatible_architectures")],
};

export default defineRule({
  summary: "A list has more elements than allowed",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda API model: CreateFunction, CreateEventSourceMapping, PublishLayerVersion (@aws-sdk/client-lambda 3.1164.0, 2026-11)",
  why: "The provider refuses the list at plan, or Lambda at apply.",
  bad: `resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn  = "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0a1b"
  function_name     = "orders"
  starting_position = "LATEST"
  topics            = ["orders", "returns"]
}`,
  good: `resource "aws_lambda_event_source_mapping" "orders" {
  for_each = toset(["orders", "returns"])

  event_source_arn  = "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0a1b"
  function_name     = "orders"
  starting_position = "LATEST"
  topics            = [each.key]
}`,
  check({ stack }) {
    return Object.entries(LIMITS).flatMap(([type, limits]) =>
      stack
        .resources(type)
        .flatMap((resource) =>
          limits.flatMap((one) => blocksAt(resource.body, one.path).flatMap((block) => tooMany(resource, block, one))),
        ),
    );
  },
});

function tooMany(resource: Resource, block: BlockValue, { argument, max }: Limit): RuleFinding[] {
  const counts = alternatives(block.value(argument)).map(surelyIn);
  if (!counts.every((count) => count > max) || isCallersChoice(resource, argument, block)) return [];
  return [
    {
      at: block.place(argument),
      resource: resource.address,
      message: `${argument} of ${resource} has ${Math.min(...counts)} elements, but may have ${max}`,
      help: `Keep at most ${max === 1 ? "one" : max} of them`,
    },
  ];
}

/** How many different elements a list has at the least: what is not known may be one that is there already. */
function surelyIn(list: Parameters<typeof elementsOrSelf>[0]): number {
  const { elements } = elementsOrSelf(list);
  return new Set(elements.flatMap((element) => (element.kind === "known" ? [element.value] : []))).size;
}
