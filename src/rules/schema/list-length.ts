import { apiCounts } from "../../aws/api-constraints.ts";
import {
  alternatives,
  type BlockValue,
  elementsOrSelf,
  isCallersChoice,
  type Resource,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { byType, type OfArgument } from "../shared/schema/argument-path.ts";

const limits = byType(apiCounts);

export default defineRule({
  summary: "A list has more elements than allowed",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "API models of AWS Lambda and the services around it (botocore 1.43.107, 2026-10)",
  why: "The provider refuses the list at plan, or AWS at apply.",
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
    return stack.managed.flatMap((resource) =>
      limits(resource.type).flatMap((limit) =>
        blocksAt(resource.body, limit.path).flatMap((block) => tooMany(resource, block, limit)),
      ),
    );
  },
});

function tooMany(resource: Resource, block: BlockValue, { argument, known: max }: OfArgument<number>): RuleFinding[] {
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
