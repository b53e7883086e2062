import type { Trigger, TriggerKind } from "../../lambda/index.ts";
import {
  alternatives,
  type BlockValue,
  elementsOrSelf,
  isCallersChoice,
  type Resource,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { fixOf } from "../shared/edits/fixes.ts";

/** The kinds of source that Lambda polls, with common names. */
const SOURCES = {
  sqs: "a queue",
  kinesis: "a Kinesis stream",
  dynamodb: "the stream of a table",
  msk: "an MSK cluster",
  "self-managed-kafka": "a Kafka cluster",
  mq: "an Amazon MQ broker",
  documentdb: "a DocumentDB cluster",
} as const satisfies Partial<Record<TriggerKind, string>>;

type Source = keyof typeof SOURCES;

const STREAMS: readonly Source[] = ["kinesis", "dynamodb"];
const KAFKA: readonly Source[] = ["msk", "self-managed-kafka"];

/** Arguments and blocks that only some kinds of source support; others are not checked. */
const TAKEN_BY: Readonly<Record<string, readonly Source[]>> = {
  bisect_batch_on_function_error: [...STREAMS, ...KAFKA],
  maximum_record_age_in_seconds: [...STREAMS, ...KAFKA],
  maximum_retry_attempts: [...STREAMS, ...KAFKA],
  destination_config: [...STREAMS, ...KAFKA],
  parallelization_factor: STREAMS,
  tumbling_window_in_seconds: STREAMS,
  function_response_types: [...STREAMS, ...KAFKA, "sqs"],
  scaling_config: ["sqs"],
  provisioned_poller_config: ["sqs", ...KAFKA],
  topics: KAFKA,
  queues: ["mq"],
  source_access_configuration: [...KAFKA, "mq", "documentdb"],
  amazon_managed_kafka_event_source_config: ["msk"],
  self_managed_kafka_event_source_config: ["self-managed-kafka"],
  document_db_event_source_config: ["documentdb"],
  // Lambda developer guide, Control which events Lambda sends to your function (2026-11)
  filter_criteria: [...STREAMS, ...KAFKA, "sqs", "mq"],
};

/** What does the same for a queue. */
const INSTEAD_FOR_QUEUES: ReadonlyMap<string, string> = new Map([
  ["maximum_retry_attempts", "the maxReceiveCount of the queue's redrive_policy says how often a message is tried"],
  ["destination_config", "the queue's redrive_policy says where failed messages go"],
  ["maximum_record_age_in_seconds", "the queue's message_retention_seconds says how long a message is kept"],
  ["parallelization_factor", "scaling_config limits how many batches are processed at once"],
]);

export default defineRule({
  summary: "A mapping has an argument that its kind of source does not support",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API model, CreateEventSourceMapping (@aws-sdk/client-lambda 3.1164.0, 2026-11)",
  why: `Lambda refuses the mapping with "Unsupported parameter for given event source mapping type", and the apply stops halfway.
Retries and destinations in particular belong to streams: a queue has its redrive policy for them.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn       = aws_sqs_queue.jobs.arn
  function_name          = "worker"
  maximum_retry_attempts = 2
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed.arn
    maxReceiveCount     = 5
  })
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = "worker"
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap((mapping) => {
      const source = certainSource(mapping);
      return source ? Object.keys(TAKEN_BY).flatMap((name) => notTaken(mapping.connection, source, name)) : [];
    });
  },
});

function certainSource({ kind, connection: { body } }: Trigger): Source | undefined {
  const isCertain = alternatives(body.value("event_source_arn")).length === 1;
  return isCertain && kind in SOURCES ? (kind as Source) : undefined;
}

function notTaken(mapping: Resource, source: Source, name: string): RuleFinding[] {
  const { address, body } = mapping;
  const takers = TAKEN_BY[name] ?? [];
  if (takers.includes(source) || !isGiven(body, name) || isCallersChoice(mapping, name)) return [];
  const block = body.isWritten(name) ? undefined : body.block(name);
  const edit = block ? removeBlock(block) : removeArgument(body, name);
  const instead = source === "sqs" ? INSTEAD_FOR_QUEUES.get(name) : undefined;
  return [
    {
      at: body.isWritten(name) ? body.namePlace(name) : (block?.place() ?? body.place()),
      resource: address,
      message: `${address} reads from ${SOURCES[source]}, for which Lambda does not accept ${name}`,
      help: `Remove ${name}, which is for ${list(takers)}${instead === undefined ? "" : `; ${instead}`}`,
      fix: fixOf(`Remove ${name}`, edit),
    },
  ];
}

/** Whether the provider passes an argument or block on to Lambda: it omits false, 0 and empty values. */
function isGiven(body: BlockValue, name: string): boolean {
  if (!body.isWritten(name))
    return name === "destination_config" ? namesDestination(body) : body.hasBlock(name) === "yes";
  const { elements } = elementsOrSelf(body.value(name));
  return elements.some((element) => element.kind === "known" && Boolean(element.value));
}

function namesDestination(body: BlockValue): boolean {
  return body
    .blocks("destination_config")
    .some((config) => config.blocks("on_failure").some((block) => block.isSet("destination_arn") === "yes"));
}

function list(sources: readonly Source[]): string {
  const names = sources.map((source) => SOURCES[source]);
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}
