import { patternProblems } from "../../lambda/index.ts";
import { jsonContent, stringOf } from "../../terraform/index.ts";
import { isJson } from "../is-json.ts";
import { defineRule } from "../rule.ts";

const PATTERNS: readonly (readonly [type: string, argument: string])[] = [
  ["aws_cloudwatch_event_rule", "event_pattern"],
  ["aws_cloudwatch_event_archive", "event_pattern"],
];

export default defineRule({
  summary: "An event pattern does not follow the grammar of event patterns",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge user guide, Comparison operators for use in event patterns (2026-11)",
  why: `EventBridge refuses a pattern whose values are not lists, or that uses an operator which does not exist, and the apply stops
half-way.`,
  bad: `resource "aws_cloudwatch_event_rule" "uploads" {
  name = "uploads"
  event_pattern = jsonencode({
    source      = "aws.s3"
    detail-type = ["Object Created"]
  })
}`,
  good: `resource "aws_cloudwatch_event_rule" "uploads" {
  name = "uploads"
  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
  })
}`,
  check({ stack }) {
    return PATTERNS.flatMap(([type, argument]) =>
      stack.resources(type).flatMap(({ address, body }) => {
        const value = body.value(argument);
        const content = jsonContent(value);
        const help =
          'Give each field a list of values: { source = ["aws.s3"] }, or of operators: [{ prefix = "image" }]';
        if (content) {
          return patternProblems(content).map(({ place, message }) => ({
            at: place,
            resource: address,
            message,
            help,
          }));
        }
        const text = stringOf(value);
        if (text === undefined || isJson(text)) return [];
        return [
          { at: body.place(argument), resource: address, message: `The ${argument} of ${address} is no JSON`, help },
        ];
      }),
    );
  },
});
