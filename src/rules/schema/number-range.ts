import { isWithin, type NumberRange } from "../../aws/limits.ts";
import { alternatives, type BlockValue, isCallersChoice, numberOf, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";
import { RANGED_ARGUMENTS } from "../shared/schema/number-ranges.ts";

export default defineRule({
  summary: "A number is outside the range that AWS accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS API references of the services around Lambda; AWS provider 6.66.0 (2026-11)",
  why: "The provider refuses the number at plan, or AWS at apply, after other resources have been created.",
  bad: `resource "aws_iam_role" "deploy" {
  name                 = "deploy"
  assume_role_policy   = file("trust.json")
  max_session_duration = 900
}`,
  good: `resource "aws_iam_role" "deploy" {
  name                 = "deploy"
  assume_role_policy   = file("trust.json")
  max_session_duration = 3600
}`,
  check({ stack }) {
    return [...RANGED_ARGUMENTS].flatMap(([type, ranged]) =>
      stack
        .resources(type)
        .flatMap((resource) =>
          ranged.flatMap(({ path, argument, range }) =>
            blocksAt(resource.body, path).flatMap((block) => outside(resource, block, argument, range)),
          ),
        ),
    );
  },
});

function outside(resource: Resource, block: BlockValue, argument: string, range: NumberRange): RuleFinding[] {
  const numbers = alternatives(block.value(argument)).map(numberOf);
  const [number] = numbers;
  const isOutside = numbers.every((one) => one !== undefined && !isWithin(range, one));
  if (number === undefined || !isOutside || isCallersChoice(resource, argument, block)) return [];
  return [
    {
      at: block.place(argument),
      resource: resource.address,
      message: `${argument} of ${resource} is ${number}, and AWS accepts ${described(range)}`,
      help: `Set ${argument} to a value of ${described(range)}`,
      suggestions: suggestNearest(block, argument, range),
    },
  ];
}

function described({ min, max }: NumberRange): string {
  return max === Number.POSITIVE_INFINITY ? `${min} or more` : `${min} to ${max}`;
}
