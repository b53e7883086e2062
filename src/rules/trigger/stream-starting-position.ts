import { isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const NEEDS_POSITION = new Set(["kinesis", "dynamodb", "msk", "self-managed-kafka"]);

export default defineRule({
  summary: "A mapping of a stream does not say where to start reading",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3633"] },
  source: "AWS Lambda API reference, CreateEventSourceMapping: StartingPosition (2026-11)",
  why: "Lambda refuses to create a mapping for a Kinesis, DynamoDB or Kafka source that names no starting position.",
  bad: `resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn = aws_kinesis_stream.clicks.arn
  function_name    = "count-clicks"
}`,
  good: `resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn  = aws_kinesis_stream.clicks.arn
  function_name     = "count-clicks"
  starting_position = "LATEST"
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap(({ kind, connection }) => {
      const { address, body } = connection;
      if (!NEEDS_POSITION.has(kind) || !isLeftOut(connection, "starting_position")) return [];
      return [
        {
          at: body.place("starting_position"),
          resource: address,
          message: `${address} reads from a stream and does not say where to start, which Lambda refuses`,
          help: 'Set starting_position to "LATEST" (new records only) or "TRIM_HORIZON" (all that are still there)',
          suggestions: suggestValues(body, "starting_position", ['"LATEST"', '"TRIM_HORIZON"']),
        },
      ];
    });
  },
});
