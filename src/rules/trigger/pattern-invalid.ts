import { patternProblems } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { inList } from "../shared/edits/values.ts";
import { jsonArgument } from "../shared/triggers/json-argument.ts";

const TYPES = ["aws_cloudwatch_event_rule", "aws_cloudwatch_event_archive"];

export default defineRule({
  summary: "An event pattern is not valid",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge user guide, Comparison operators for use in event patterns (2026-11)",
  why: `EventBridge refuses a pattern whose values are not lists, or that uses an operator which does not exist, and the apply stops
halfway.`,
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
    return TYPES.flatMap((type) =>
      stack.resources(type).flatMap(({ address, body }) => {
        const { content, fault } = jsonArgument(body, "event_pattern");
        const help =
          'Give each field a list of values: { source = ["aws.s3"] }, or of operators: [{ prefix = "image" }]';
        if (content)
          return patternProblems(content).map(({ place, message, single }) => {
            return { at: place, resource: address, message, help, fix: single && inList(single) };
          });
        if (!fault) return [];
        const message = `The event_pattern of ${address} is not JSON${fault.reason}`;
        return [{ at: fault.at, resource: address, message, help }];
      }),
    );
  },
});
