import { handedToCallers, handedToModules, mayBeSwitchedOn } from "../../lambda/index.ts";
import { referredOfType, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { isExcerpt } from "../shared/declarations/excerpt.ts";
import { selfReference } from "../shared/edits/references.ts";

const RULE = "aws_cloudwatch_event_rule";

const example = (target: string) => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "report" {
  rule = ${target}
  arn  = aws_lambda_function.report.arn
}`;

export default defineRule({
  summary: "A rule has no target",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge user guide, Rules: targets (2026-11)",
  why: `A rule matches events but does nothing with them unless it has a target. A rule without one is mostly left over after its
target was removed, or its target was copied and still names the rule it was copied from.`,
  ignoreWhen: "The target is added by other means, such as a function that registers itself.",
  bad: example('"weekly"'),
  good: example("aws_cloudwatch_event_rule.nightly.name"),
  check({ stack }) {
    if (isExcerpt(stack.root)) return [];
    const targets = stack.resources("aws_cloudwatch_event_target").map(({ body }) => body.value("rule"));
    const named = new Set(targets.map((rule) => referredOfType(rule, RULE)));
    const names = new Set(targets.map(stringOf));
    const [told, given] = [handedToModules(stack), handedToCallers(stack)];
    const blocks = new Set([...named].map((rule) => rule && `${rule.module.address} ${rule.name}`));
    // a target of an unknown rule may belong to any rule
    if (targets.some((rule) => !referredOfType(rule, RULE) && stringOf(rule) === undefined)) return [];
    return stack.resources(RULE).flatMap((rule) => {
      const isNamed = blocks.has(`${rule.module.address} ${rule.name}`) || names.has(rule.body.string("name"));
      if (rule.mode !== "managed" || isNamed || told.has(rule) || given.has(rule)) return [];
      if (mayBeSwitchedOn(stack, "aws_cloudwatch_event_target", rule)) return [];
      return [
        {
          at: rule.body.place(),
          resource: rule.address,
          message: `${rule} has no target, so nothing happens when it matches`,
          help: `Add an aws_cloudwatch_event_target with rule = ${selfReference(rule)}.name, or remove the rule`,
        },
      ];
    });
  },
});
