import { arnText } from "../../iam/index.ts";
import { alternatives, type BlockValue, type Resource, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";

/** Services as ARNs name them, with common names for their resources. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    sqs: "queues",
    sns: "topics",
    lambda: "functions",
    events: "event buses",
    s3: "buckets",
    kafka: "Kafka topics",
    kinesis: "streams",
    firehose: "delivery streams",
    logs: "log destinations",
  }),
);

interface Destination {
  readonly type: string;
  readonly path: readonly string[];
  readonly argument: string;
  readonly services: readonly string[];
  /** Who sends there, and what to name instead: by default Lambda, and a queue. */
  readonly sender?: string;
  readonly instead?: string;
}

const ASYNC = ["sqs", "sns", "lambda", "events"];

/** What can receive an event or record, by the argument that names it. */
const DESTINATIONS: readonly Destination[] = [
  { type: "aws_lambda_function", path: ["dead_letter_config"], argument: "target_arn", services: ["sqs", "sns"] },
  {
    type: "aws_lambda_function_event_invoke_config",
    path: ["destination_config", "on_failure"],
    argument: "destination",
    services: [...ASYNC, "s3"],
  },
  {
    type: "aws_lambda_function_event_invoke_config",
    path: ["destination_config", "on_success"],
    argument: "destination",
    services: ASYNC,
  },
  {
    type: "aws_lambda_event_source_mapping",
    path: ["destination_config", "on_failure"],
    argument: "destination_arn",
    services: ["sqs", "sns", "s3", "kafka"],
  },
  ...[
    { type: "aws_cloudwatch_event_target", path: ["dead_letter_config"], sender: "EventBridge" },
    { type: "aws_scheduler_schedule", path: ["target", "dead_letter_config"], sender: "Scheduler" },
  ].map((each) => ({ ...each, argument: "arn", services: ["sqs"] })),
  {
    type: "aws_cloudwatch_log_subscription_filter",
    path: [],
    argument: "destination_arn",
    services: ["lambda", "kinesis", "firehose", "logs"],
    sender: "CloudWatch Logs",
    instead: "Name a function or a stream, and forward from there",
  },
];

const example = (target: string) => `resource "aws_lambda_function" "thumbnail" {
  function_name = "thumbnail"
  role          = aws_iam_role.thumbnail.arn
  runtime       = "python3.14"
  handler       = "thumbnail.handler"
  filename      = "thumbnail.zip"

  dead_letter_config {
    target_arn = "${target}"
  }
}`;

export default defineRule({
  summary: "Events are sent to a destination that cannot receive them",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Capturing records of Lambda asynchronous invocations; API model, OnFailure; CloudWatch Logs API reference, PutSubscriptionFilter (2026-11)",
  why: `Lambda refuses a dead-letter queue that is neither a queue nor a topic, a bucket as destination for successful events, and
a function or an event bus as destination for records of a stream. CloudWatch Logs refuses a subscription filter that sends to a
queue, a topic or a bucket.`,
  bad: example("arn:aws:lambda:eu-west-1:111122223333:function:replay"),
  good: example("arn:aws:sqs:eu-west-1:111122223333:failed-thumbnails"),
  check({ stack }) {
    return DESTINATIONS.flatMap((destination) =>
      stack
        .resources(destination.type)
        .flatMap((resource) =>
          blocksAt(resource.body, destination.path).flatMap((block) => wrong(resource, block, destination)),
        ),
    );
  },
});

function wrong(resource: Resource, block: BlockValue, destination: Destination): RuleFinding[] {
  const { argument, services, sender = "Lambda", instead = "Name a standard queue" } = destination;
  const targets = alternatives(block.value(argument)).map(serviceOf);
  const [service] = targets;
  if (service === undefined || !targets.every((one) => one !== undefined && !services.includes(one))) return [];
  const taken = services.map((one) => NAMES.get(one));
  const last = taken.at(-1);
  const listed = taken.length > 1 ? `${taken.slice(0, -1).join(", ")} and ${last}` : last;
  return [
    {
      at: block.place(argument),
      resource: resource.address,
      message: `${argument} of ${resource} names something of ${service}, but ${sender} accepts only ${listed} there`,
      help: instead,
    },
  ];
}

/** The service of an ARN that is written out, or of the resource that it belongs to. */
function serviceOf(value: Value): string | undefined {
  return /^arn:[^:]*:([a-z0-9-]+):/.exec(arnText(value))?.[1];
}
