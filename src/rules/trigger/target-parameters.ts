import { arnText } from "../../iam/index.ts";
import { type BlockValue, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

/** Blocks of parameters, and the service whose resources they are for. */
interface Parameters {
  readonly type: string;
  /** The block that has the ARN. */
  readonly ofArn: readonly string[];
  readonly arn: string;
  /** The block that has those of parameters. */
  readonly within: readonly string[];
  readonly services: Readonly<Record<string, string>>;
}

const PARAMETERS: readonly Parameters[] = [
  {
    type: "aws_scheduler_schedule",
    ofArn: ["target"],
    arn: "arn",
    within: ["target"],
    services: {
      ecs_parameters: "ecs",
      eventbridge_parameters: "events",
      kinesis_parameters: "kinesis",
      sagemaker_pipeline_parameters: "sagemaker",
      sqs_parameters: "sqs",
    },
  },
  {
    type: "aws_cloudwatch_event_target",
    ofArn: [],
    arn: "arn",
    within: [],
    services: { batch_target: "batch", ecs_target: "ecs", kinesis_target: "kinesis", sqs_target: "sqs" },
  },
  {
    type: "aws_pipes_pipe",
    ofArn: [],
    arn: "source",
    within: ["source_parameters"],
    services: {
      activemq_broker_parameters: "mq",
      dynamodb_stream_parameters: "dynamodb",
      kinesis_stream_parameters: "kinesis",
      managed_streaming_kafka_parameters: "kafka",
      rabbitmq_broker_parameters: "mq",
      sqs_queue_parameters: "sqs",
    },
  },
  {
    type: "aws_pipes_pipe",
    ofArn: [],
    arn: "target",
    within: ["target_parameters"],
    services: {
      batch_job_parameters: "batch",
      cloudwatch_logs_parameters: "logs",
      ecs_task_parameters: "ecs",
      eventbridge_event_bus_parameters: "events",
      kinesis_stream_parameters: "kinesis",
      lambda_function_parameters: "lambda",
      sagemaker_pipeline_parameters: "sagemaker",
      sqs_queue_parameters: "sqs",
      step_function_state_machine_parameters: "states",
    },
  },
];

/** What a pipe needs to know of a stream: where to begin. */
const NEEDED: ReadonlyMap<string, string> = new Map([
  ["dynamodb", "dynamodb_stream_parameters"],
  ["kinesis", "kinesis_stream_parameters"],
]);

/** How the services' resources are called. */
const RESOURCES: ReadonlyMap<string, string> = new Map([
  ["batch", "a job queue of Batch"],
  ["dynamodb", "the stream of a table"],
  ["ecs", "a cluster of ECS"],
  ["events", "an event bus"],
  ["kafka", "an MSK cluster"],
  ["kinesis", "a Kinesis stream"],
  ["lambda", "a function"],
  ["logs", "a log group"],
  ["mq", "an Amazon MQ broker"],
  ["sagemaker", "a SageMaker pipeline"],
  ["sns", "a topic"],
  ["sqs", "a queue"],
  ["states", "a state machine"],
]);

const example = (parameters: string) => `resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "cron(0 3 * * ? *)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:lambda:eu-west-1:111122223333:function:report"
    role_arn = "arn:aws:iam::111122223333:role/scheduler"${parameters}
  }
}`;

export default defineRule({
  summary: "A schedule, event target or pipe has parameters for another kind of resource",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon EventBridge, EventBridge Scheduler and EventBridge Pipes API references (2026-11); their answers as cdk-preflight has them (2026-09)",
  why: `Each block of parameters is for one service, whose resource the ARN has to name: "Parameters KinesisParameters not
supported for the target". A pipe that reads a stream needs the block that says where to begin.`,
  bad: example(`

    sqs_parameters {
      message_group_id = "reports"
    }`),
  good: example(""),
  check({ stack }) {
    return PARAMETERS.flatMap((parameters) =>
      stack
        .resources(parameters.type)
        .flatMap((resource) => [...strayBlocks(resource, parameters), ...withoutStart(resource, parameters)]),
    );
  },
});

/** The service of the resource that is named, if all of it is known and no caller's choice. */
function serviceOf(resource: Resource, { ofArn, arn }: Parameters): string | undefined {
  const [block, ...others] = blocksAt(resource.body, ofArn);
  if (!block || others.length > 0 || isCallersChoice(resource, arn, block)) return undefined;
  return /^arn:[^:]*:([a-z0-9-]+):/.exec(arnText(block.value(arn)))?.[1];
}

function strayBlocks(resource: Resource, parameters: Parameters): RuleFinding[] {
  const service = serviceOf(resource, parameters);
  const given = service === undefined ? undefined : RESOURCES.get(service);
  if (given === undefined) return [];
  return blocksAt(resource.body, parameters.within).flatMap((parent) =>
    Object.entries(parameters.services)
      .filter(([, wanted]) => wanted !== service)
      .flatMap(([name, wanted]) =>
        parent
          .blocks(name)
          .filter(({ isCertain }) => isCertain)
          .map((block) => ({
            at: block.place(),
            resource: resource.address,
            message: `${name} of ${resource} is for ${RESOURCES.get(wanted)}, but its ${parameters.arn} is ${given}`,
            help: `Remove ${name}`,
            suggestions: suggestionOf(`Remove ${name}`, removeBlock(block)),
          })),
      ),
  );
}

function withoutStart(resource: Resource, parameters: Parameters): RuleFinding[] {
  if (parameters.arn !== "source") return [];
  const service = serviceOf(resource, parameters);
  const needed = service === undefined ? undefined : NEEDED.get(service);
  if (needed === undefined || !lacks(resource.body, parameters.within, needed)) return [];
  return [
    {
      at: resource.body.place("source"),
      resource: resource.address,
      message: `${resource} reads ${RESOURCES.get(service ?? "")}, but nothing says where it begins`,
      help: `Add source_parameters { ${needed} { starting_position = "LATEST" } }, or "TRIM_HORIZON"`,
    },
  ];
}

/** Whether a block is missing for certain, with those that it would be in. */
function lacks(body: BlockValue, [parent, ...more]: readonly string[], name: string): boolean {
  if (parent === undefined) return body.hasBlock(name) === "no";
  return body.hasBlock(parent) === "no" || body.blocks(parent).every((block) => lacks(block, more, name));
}
