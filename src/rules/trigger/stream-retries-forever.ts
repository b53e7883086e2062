import { hasFailureDestination, isStream, triesForever } from "../../lambda/index.ts";
import type { BlockValue } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A record that cannot be processed blocks its shard until it expires",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Using Lambda to process records from Kinesis and DynamoDB (2026-11)",
  why: `By default Lambda tries a failed batch of a stream again until its records expire: a day for DynamoDB, up to a year for
Kinesis. Nothing else of that shard is read all that time, so that one bad record stops the processing of everything behind it.`,
  ignoreWhen: "Order matters more than progress, and someone is called when the iterator's age grows.",
  bad: `resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn  = aws_kinesis_stream.clicks.arn
  function_name     = "count-clicks"
  starting_position = "LATEST"
}`,
  good: `resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn               = aws_kinesis_stream.clicks.arn
  function_name                  = "count-clicks"
  starting_position              = "LATEST"
  maximum_retry_attempts         = 5
  bisect_batch_on_function_error = true

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failed.arn
    }
  }
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap((mapping) => {
      const { address, body } = mapping.connection;
      if (!isStream(mapping) || triesForever(body) !== "yes") return [];
      return [
        {
          at: body.place("maximum_retry_attempts"),
          resource: address,
          message: `${address} tries a failed batch again until its records expire, and reads nothing else of the shard meanwhile`,
          help: `Set ${missingSettings(body)}`,
        },
      ];
    });
  },
});

/** A limit, and what makes the most of it where that is not there. */
function missingSettings(body: BlockValue): string {
  const others = [
    ...(body.isSet("bisect_batch_on_function_error") === "no" ? ["bisect_batch_on_function_error = true"] : []),
    ...(hasFailureDestination(body) === "no" ? ["an on_failure destination"] : []),
  ];
  return ["maximum_retry_attempts or maximum_record_age_in_seconds", ...others].join(", and ");
}
