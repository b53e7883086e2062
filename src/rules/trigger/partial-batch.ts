import { BATCH_SIZE_DEFAULT } from "../../aws/limits.ts";
import { elementsOrSelf, isCallersChoice, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "One failed message causes the whole batch to be processed again",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Handling errors for an SQS event source in Lambda (2026-11)",
  why: `When a function fails on one message of a batch, all its messages return to the queue, including those that were processed.
They are processed twice, and a few bad messages drag good ones into the dead-letter queue. A function that reports the messages
it failed on gets only those again.`,
  ignoreWhen: "All messages of a batch must succeed or fail together, or the handler catches every error itself.",
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = "worker"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn        = aws_sqs_queue.jobs.arn
  function_name           = "worker"
  function_response_types = ["ReportBatchItemFailures"]
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap(({ kind, connection }) => {
      if (kind !== "sqs" || isCallersChoice(connection, "function_response_types")) return [];
      const { address, body } = connection;
      const size = body.isSet("batch_size") === "no" ? BATCH_SIZE_DEFAULT.sqs : body.number("batch_size");
      const { elements, complete } = elementsOrSelf(body.value("function_response_types"));
      const mayReport = !complete || elements.some((type) => stringOf(type) !== "");
      if (size === undefined || size <= 1 || mayReport) return [];
      return [
        {
          at: body.place("function_response_types"),
          resource: address,
          message: `If one message of ${address} fails, its whole batch of up to ${size} is processed again`,
          help: `Set function_response_types = ["ReportBatchItemFailures"], and return the ids of failed messages as batchItemFailures from the handler`,
          suggestions: suggestValues(body, "function_response_types", ['["ReportBatchItemFailures"]']),
        },
      ];
    });
  },
});
