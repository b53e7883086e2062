import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";

const ARGUMENTS = ["starting_position", "starting_position_timestamp"];

export default defineRule({
  summary: "A mapping of a queue or broker names a starting position, which only streams have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3634"] },
  source:
    "AWS Lambda API reference, CreateEventSourceMapping: StartingPosition (2026-11); for brokers, the API's answer as cdk-preflight has it (2026-09)",
  why: "A queue, of SQS or of an Amazon MQ broker, has no position to start from, and Lambda refuses to create the mapping.",
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn  = aws_sqs_queue.jobs.arn
  function_name     = "worker"
  starting_position = "LATEST"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = "worker"
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap(({ kind, connection }) => {
      if (kind !== "sqs" && kind !== "mq") return [];
      const { address, body } = connection;
      return ARGUMENTS.flatMap((argument) => {
        if (body.isSet(argument) !== "yes" || isCallersChoice(connection, argument)) return [];
        const edit = removeArgument(body, argument);
        return [
          {
            at: body.place(argument),
            resource: address,
            message: `${address} reads from a queue${kind === "mq" ? " of a broker" : ""}, which has no ${argument.replaceAll("_", " ")}`,
            help: `Remove ${argument}`,
            ...(edit && { fix: { title: `Remove ${argument}`, edits: [edit] } }),
          },
        ];
      });
    });
  },
});
