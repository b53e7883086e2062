import {
  BATCH_SIZE,
  BATCHING_WINDOW,
  isWithin,
  type NumberRange,
  PARALLELIZATION_FACTOR,
  STREAM_RECORD_AGE,
  STREAM_RETRIES,
  TUMBLING_WINDOW,
} from "../../aws/limits.ts";
import type { BlockValue } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";

interface Bound {
  readonly argument: string;
  readonly range: NumberRange;
  /** A valid value outside of the range. */
  readonly special?: number;
}

const BOUNDS: readonly Bound[] = [
  { argument: "batch_size", range: BATCH_SIZE },
  { argument: "parallelization_factor", range: PARALLELIZATION_FACTOR },
  { argument: "tumbling_window_in_seconds", range: TUMBLING_WINDOW },
  { argument: "maximum_batching_window_in_seconds", range: BATCHING_WINDOW },
  { argument: "maximum_record_age_in_seconds", range: STREAM_RECORD_AGE, special: -1 },
  { argument: "maximum_retry_attempts", range: STREAM_RETRIES },
];

export default defineRule({
  summary: "A setting of an event source mapping is outside the range that Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, CreateEventSourceMapping (2026-11)",
  why: "Lambda refuses to create or update a mapping with such a value, and the apply stops halfway.",
  bad: `resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn       = "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks"
  function_name          = "count-clicks"
  starting_position      = "LATEST"
  parallelization_factor = 20
}`,
  good: `resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn       = "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks"
  function_name          = "count-clicks"
  starting_position      = "LATEST"
  parallelization_factor = 10
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap(({ kind, connection: { address, body } }) =>
      BOUNDS.flatMap((bound) =>
        // trigger/sqs-batch reports limits of queues
        kind === "sqs" && bound.argument === "batch_size" && (body.number("batch_size") ?? 0) > 0
          ? []
          : outside(body, bound).map((found) => ({ ...found, resource: address })),
      ),
    );
  },
});

function outside(block: BlockValue, { argument, range, special }: Bound) {
  const value = block.number(argument);
  if (value === undefined || value === special || isWithin(range, value)) return [];
  const orSpecial = special === undefined ? "" : `, or ${special} for no limit`;
  return [
    {
      at: block.place(argument),
      message: `${argument} is ${value}, but Lambda accepts ${range.min} to ${range.max}${orSpecial}`,
      help: `Set ${argument} to a value from ${range.min} to ${range.max}${orSpecial}`,
      suggestions: suggestNearest(block, argument, range),
    },
  ];
}
