import { isWithin, type NumberRange } from "../../aws/limits.ts";
import { alternatives, type BlockValue, isCallersChoice, numberOf, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";
import { numberRanges } from "../shared/schema/number-ranges.ts";

export default defineRule({
  summary: "A number is outside the range that AWS accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "API models of the services around Lambda (botocore 1.43.107, 2026-10), API references, AWS provider 6.66.0 (2026-11)",
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
    return stack.managed.flatMap((resource) =>
      numberRanges(resource.type).flatMap((ranged) =>
        blocksAt(resource.body, ranged.path).flatMap((block) => outside(resource, block, ranged)),
      ),
    );
  },
});

function outside(
  resource: Resource,
  block: BlockValue,
  { argument, known: range }: ReturnType<typeof numberRanges>[number],
): RuleFinding[] {
  const numbers = alternatives(block.value(argument)).map(numberOf);
  const [number] = numbers;
  const isNone = (one: number) => one === 0 && range.zeroIsNone === true;
  const isOutside = numbers.every((one) => one !== undefined && !isWithin(range, one) && !isNone(one));
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
  if (max === Number.POSITIVE_INFINITY) return `${min} or more`;
  return min === Number.NEGATIVE_INFINITY ? `${max} or less` : `${min} to ${max}`;
}
