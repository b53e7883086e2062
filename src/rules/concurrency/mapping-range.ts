import { isWithin, QUEUE_CONCURRENCY } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";

export default defineRule({
  summary: "A queue's maximum concurrency is outside the range that Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, ScalingConfig: MaximumConcurrency (2026-11)",
  why: `A mapping accepts 2 to 1000 concurrent calls. With 1 in particular, meant to process messages one at a time, the apply
fails.`,
  bad: `resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = "worker"
  event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:jobs"

  scaling_config {
    maximum_concurrency = 1
  }
}`,
  good: `resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = "worker"
  event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:jobs"

  scaling_config {
    maximum_concurrency = 2
  }
}`,
  check({ stack }) {
    const { min, max } = QUEUE_CONCURRENCY;
    return stack.resources("aws_lambda_event_source_mapping").flatMap(({ address, body }) =>
      body.blocks("scaling_config").flatMap((scaling) => {
        const most = scaling.number("maximum_concurrency");
        if (most === undefined || (Number.isInteger(most) && isWithin(QUEUE_CONCURRENCY, most))) return [];
        return [
          {
            at: scaling.place("maximum_concurrency"),
            resource: address,
            message: `The maximum concurrency of ${address} is ${most}, but Lambda accepts whole numbers from ${min} to ${max}`,
            suggestions: suggestNearest(scaling, "maximum_concurrency", QUEUE_CONCURRENCY),
            help:
              most < min
                ? "To process one at a time, use a FIFO queue with one message group, or reserved_concurrent_executions = 1 on the function"
                : `Set maximum_concurrency to at most ${max}, or leave scaling_config out for no limit`,
          },
        ];
      }),
    );
  },
});
