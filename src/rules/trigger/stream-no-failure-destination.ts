import { hasFailureDestination, isStream, triesForever } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { withFailureQueue } from "../shared/edits/stream-failures.ts";

export default defineRule({
  summary: "Records of a stream that fail are dropped without a trace",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { "serverless-rules": ["aws_lambda_event_source_mapping_failure_destination", "ES1001"] },
  source: "AWS Lambda developer guide, Retain discarded batches in Lambda (2026-11)",
  why: `When the retries of a stream's batch are used up, Lambda skips it. Without an on_failure destination nothing shows which
records were skipped, and they cannot be processed later.`,
  ignoreWhen: "Losing some records is acceptable, as with samples or caches.",
  bad: `resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn       = aws_kinesis_stream.clicks.arn
  function_name          = "count-clicks"
  starting_position      = "LATEST"
  maximum_retry_attempts = 5
}`,
  good: `resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn       = aws_kinesis_stream.clicks.arn
  function_name          = "count-clicks"
  starting_position      = "LATEST"
  maximum_retry_attempts = 5

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failed.arn
    }
  }
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap((mapping) => {
      const { connection } = mapping;
      const { address, body } = connection;
      // trigger/stream-retries-forever reports mappings that never skip anything
      if (!isStream(mapping) || triesForever(connection) !== "no" || hasFailureDestination(connection) !== "no")
        return [];
      return [
        {
          at: body.place("destination_config"),
          resource: address,
          message: `Records that ${address} gives up on are lost because it has no on_failure destination`,
          help: "Add destination_config { on_failure { destination_arn = … } } with a queue, topic or bucket",
          suggestions: suggestionOf(
            "Add a queue for failed records",
            ...(withFailureQueue(connection, stack) ?? [undefined]),
          ),
        },
      ];
    });
  },
});
