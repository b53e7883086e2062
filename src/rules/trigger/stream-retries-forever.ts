import { hasFailureDestination, isStream, type Stack, triesForever } from "../../lambda/index.ts";
import type { Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { withFailureQueue } from "../shared/edits/stream-failures.ts";

export default defineRule({
  summary: "A record that cannot be processed blocks its shard until it expires",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Using Lambda to process records from Kinesis and DynamoDB; Amazon EventBridge Pipes API reference, PipeSourceDynamoDBStreamParameters (2026-11)",
  why: `By default Lambda retries a failed batch of a stream until its records expire: after a day for DynamoDB, after up to a year
for Kinesis. All that time nothing else of that shard is read, so one bad record stops the processing of everything behind it.`,
  ignoreWhen: "Order matters more than progress, and someone is alerted when the iterator age grows.",
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
    const mappings = stack.eventSourceMappings.flatMap((mapping) => {
      const { address, body } = mapping.connection;
      if (!isStream(mapping) || triesForever(mapping.connection) !== "yes") return [];
      return [
        {
          at: body.place("maximum_retry_attempts"),
          resource: address,
          message: `${address} retries a failed batch until its records expire, and reads nothing else of the shard meanwhile`,
          help: `Set ${missingSettings(mapping.connection)}`,
          suggestions: limited(mapping.connection, stack),
        },
      ];
    });
    return [...mappings, ...pipesToFunctions(stack).flatMap(pipeFindings)];
  },
});

/** The pipes that call a function, each once. */
function pipesToFunctions(stack: Stack): readonly Resource[] {
  const callers = stack.triggers.filter(({ kind }) => kind === "pipe").map(({ connection }) => connection);
  return [...new Set(callers)];
}

function pipeFindings(pipe: Resource): RuleFinding[] {
  const { address, body } = pipe;
  return body.blocks("source_parameters").flatMap((parameters) =>
    STREAM_BLOCKS.flatMap((type) =>
      parameters.blocks(type).flatMap((source): RuleFinding[] => {
        if (!source.isCertain || triesForever(pipe, source) !== "yes") return [];
        return [
          {
            at: source.place("maximum_retry_attempts"),
            resource: address,
            message: `${address} retries a failed batch until its records expire, and reads nothing else of the shard meanwhile`,
            help: "Set maximum_retry_attempts or maximum_record_age_in_seconds, and a dead_letter_config",
            suggestions: suggestValues(source, "maximum_retry_attempts", ["5"]),
          },
        ];
      }),
    ),
  );
}

const STREAM_BLOCKS = ["dynamodb_stream_parameters", "kinesis_stream_parameters"];

/** The limit, and the setting that makes best use of it, if missing. */
function missingSettings(mapping: Resource): string {
  const others = [
    ...(mapping.body.isSet("bisect_batch_on_function_error") === "no" ? ["bisect_batch_on_function_error = true"] : []),
    ...(hasFailureDestination(mapping) === "no" ? ["an on_failure destination"] : []),
  ];
  return ["maximum_retry_attempts or maximum_record_age_in_seconds", ...others].join(", and ");
}

/** Adds a limit with everything that belongs with it or, if there can be no queue, just the limit. */
function limited(mapping: Resource, stack: Stack): readonly Fix[] {
  const { body } = mapping;
  const limit = setArgument(body, "maximum_retry_attempts", "5");
  const isBisected = body.isSet("bisect_batch_on_function_error") !== "no";
  const bisected = isBisected ? [] : [setArgument(body, "bisect_batch_on_function_error", "true")];
  const queue = hasFailureDestination(mapping) === "no" ? withFailureQueue(mapping, stack) : [];
  return queue?.length
    ? suggestionOf("Retry 5 times, and keep failed records in a queue", limit, ...bisected, ...queue)
    : suggestionOf("Retry 5 times", limit, ...bisected);
}
