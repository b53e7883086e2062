import { grouped } from "../../../grouped.ts";
import { type Stack, stateGroups } from "../../../lambda/index.ts";
import {
  type BlockValue,
  jsonContent,
  type Place,
  type Resource,
  stringOf,
  type Value,
} from "../../../terraform/index.ts";
import { valuedBlocks } from "../schema/schema-values.ts";

/**
 * The permissions that a service needs of its role: each way lists actions that are all needed, and one way is enough.
 */
export type Ways = readonly (readonly string[])[];

/** By the service in the ARN: what reading from it, or sending to it, takes. */
const READING: Readonly<Record<string, Ways>> = {
  sqs: [["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]],
  kinesis: [["kinesis:GetRecords", "kinesis:GetShardIterator"]],
  dynamodb: [["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"]],
};
const SENDING: Readonly<Record<string, Ways>> = {
  lambda: [["lambda:InvokeFunction"]],
  states: [["states:StartExecution"], ["states:StartSyncExecution"]],
  sqs: [["sqs:SendMessage"]],
  sns: [["sns:Publish"]],
  events: [["events:PutEvents"]],
  kinesis: [["kinesis:PutRecord"], ["kinesis:PutRecords"]],
  firehose: [["firehose:PutRecord"], ["firehose:PutRecordBatch"]],
  dynamodb: [["dynamodb:PutItem"]],
  s3: [["s3:PutObject"]],
};

/** A use of a role: the arguments are in the same block, or the target is below it. */
interface Use {
  readonly type: string;
  readonly role: string;
  readonly target: string;
  /** Blocks from there to the target. */
  readonly within?: readonly string[];
  readonly ways: Readonly<Record<string, Ways>>;
  /** What the target refers to, if not by an ARN. */
  readonly named?: string;
  /** Whether permission for any version of the function is enough. */
  readonly isAnyVersion?: true;
}

const USES: readonly Use[] = [
  { type: "aws_pipes_pipe", role: "role_arn", target: "source", ways: READING },
  { type: "aws_pipes_pipe", role: "role_arn", target: "enrichment", ways: SENDING },
  { type: "aws_pipes_pipe", role: "role_arn", target: "target", ways: SENDING },
  // for functions, queues and topics, EventBridge accepts their own policies as well
  { type: "aws_cloudwatch_event_target", role: "role_arn", target: "arn", ways: only("states", "kinesis", "firehose") },
  // trigger/scheduler-role covers functions
  {
    type: "aws_scheduler_schedule",
    role: "role_arn",
    target: "arn",
    ways: only("states", "sqs", "sns", "events", "kinesis", "firehose"),
  },
  {
    type: "aws_scheduler_schedule",
    role: "role_arn",
    target: "arn",
    within: ["dead_letter_config"],
    ways: only("sqs"),
  },
  {
    type: "aws_cloudwatch_log_subscription_filter",
    role: "role_arn",
    target: "destination_arn",
    ways: only("kinesis", "firehose"),
  },
  { type: "aws_api_gateway_integration", role: "credentials", target: "uri", ways: SENDING },
  { type: "aws_api_gateway_authorizer", role: "authorizer_credentials", target: "authorizer_uri", ways: SENDING },
  { type: "aws_apigatewayv2_integration", role: "credentials_arn", target: "integration_uri", ways: SENDING },
  {
    type: "aws_apigatewayv2_authorizer",
    role: "authorizer_credentials_arn",
    target: "authorizer_uri",
    ways: SENDING,
  },
  { type: "aws_kinesis_firehose_delivery_stream", role: "role_arn", target: "bucket_arn", ways: SENDING },
  { type: "aws_kinesis_firehose_delivery_stream", role: "role_arn", target: "kinesis_stream_arn", ways: READING },
  {
    type: "aws_kinesis_firehose_delivery_stream",
    role: "role_arn",
    target: "parameter_value",
    within: ["processing_configuration", "processors", "parameters"],
    ways: only("lambda"),
    isAnyVersion: true,
  },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "target_arn", ways: SENDING },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "queue_url", ways: SENDING, named: "aws_sqs_queue" },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "stream_name", ways: SENDING, named: "aws_kinesis_stream" },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "table_name", ways: SENDING, named: "aws_dynamodb_table" },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "bucket_name", ways: SENDING, named: "aws_s3_bucket" },
  {
    type: "aws_iot_topic_rule",
    role: "role_arn",
    target: "delivery_stream_name",
    ways: SENDING,
    named: "aws_kinesis_firehose_delivery_stream",
  },
];

function only(...services: readonly string[]): Readonly<Record<string, Ways>> {
  return Object.fromEntries(services.map((service) => [service, SENDING[service] ?? []]));
}

const USES_OF: ReadonlyMap<string, readonly Use[]> = grouped(USES, ({ type }) => [type]);

/** What a state machine's task does with its role: the integration, the parameter for the resource, and the action. */
const TASKS: readonly {
  readonly integration: RegExp;
  readonly parameter: string;
  readonly named?: string;
  readonly action: (call: string) => string;
}[] = [
  { integration: /^sns:(publish)$/, parameter: "TopicArn", action: () => "sns:Publish" },
  {
    integration: /^sqs:(sendMessage)$/,
    parameter: "QueueUrl",
    named: "aws_sqs_queue",
    action: () => "sqs:SendMessage",
  },
  {
    integration: /^dynamodb:(getItem|putItem|updateItem|deleteItem)$/,
    parameter: "TableName",
    named: "aws_dynamodb_table",
    action: (call) => `dynamodb:${call.charAt(0).toUpperCase()}${call.slice(1)}`,
  },
  { integration: /^states:(startExecution)$/, parameter: "StateMachineArn", action: () => "states:StartExecution" },
];

/** A role that a service gets, and what the service does with it on something. */
export interface RoleUse {
  readonly resource: Resource;
  readonly role: Value;
  /** The argument with the role, and its place. */
  readonly argument: string;
  readonly at: Place;
  /** What is read or sent to, as written. */
  readonly target: Value;
  readonly written: Place;
  /** What the target refers to, if not by an ARN. */
  readonly named: string | undefined;
  readonly ways: Readonly<Record<string, Ways>>;
  readonly isAnyVersion: boolean;
}

/** Every use of a role that is visible in the configuration. */
export function roleUses(stack: Stack): readonly RoleUse[] {
  const ofBlocks = valuedBlocks(stack).flatMap(({ type, resource, body }) =>
    resource.mode === "managed" && body.isCertain
      ? (USES_OF.get(type) ?? []).flatMap((use) => usesIn(body, resource, use))
      : [],
  );
  return [...ofBlocks, ...stack.resources("aws_sfn_state_machine").flatMap(tasksOf)];
}

function usesIn(body: BlockValue, resource: Resource, use: Use): RoleUse[] {
  if (!body.isWritten(use.role)) return [];
  const holders = (use.within ?? []).reduce<readonly BlockValue[]>(
    (blocks, type) => blocks.flatMap((block) => block.blocks(type)).filter(({ isCertain }) => isCertain),
    [body],
  );
  return holders.flatMap((holder) =>
    holder.isWritten(use.target)
      ? [
          {
            resource,
            role: body.value(use.role),
            argument: use.role,
            at: body.place(use.role),
            target: holder.value(use.target),
            written: holder.place(use.target),
            named: use.named,
            ways: use.ways,
            isAnyVersion: use.isAnyVersion ?? false,
          },
        ]
      : [],
  );
}

/** The tasks of a state machine that call another service on something. */
function tasksOf(machine: Resource): RoleUse[] {
  const content = jsonContent(machine.body.value("definition"));
  const states = content ? stateGroups(content).flatMap((group) => group.states) : [];
  return states.flatMap(({ type, content: { entries } }) => {
    const called = /:states:::([\w-]+:\w+)/.exec(
      stringOf(entries.get("Resource") ?? machine.body.value("")) ?? "",
    )?.[1];
    const parameters = entries.get("Parameters") ?? entries.get("Arguments");
    if (type !== "Task" || called === undefined || parameters?.kind !== "object") return [];
    return TASKS.flatMap(({ integration, parameter, named, action }) => {
      const call = integration.exec(called)?.[1];
      const target = parameters.entries.get(parameter);
      if (call === undefined || !target) return [];
      const [service = ""] = called.split(":");
      return [
        {
          resource: machine,
          role: machine.body.value("role_arn"),
          argument: "role_arn",
          at: machine.body.place("role_arn"),
          target,
          written: target.place,
          named,
          ways: { [service]: [[action(call)]] },
          isAnyVersion: false,
        },
      ];
    });
  });
}
