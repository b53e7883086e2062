import { grouped } from "../../../grouped.ts";
import type { Stack } from "../../../lambda/index.ts";
import { type BlockValue, type Place, type Resource, referredOfType, type Value } from "../../../terraform/index.ts";
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
  logs: [["logs:PutLogEvents"]],
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
  /** An argument beside the target that has to be true for it to be used. */
  readonly onlyIf?: string;
  /** Whether only errors are written there. */
  readonly isForErrors?: true;
  /** Whether a target that is not declared here may itself allow it. */
  readonly isOnlyDeclared?: true;
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
    target: "kms_key_arn",
    ways: { kms: [["kms:GenerateDataKey"]] },
    named: "aws_kms_key",
    isOnlyDeclared: true,
  },
  {
    type: "aws_kinesis_firehose_delivery_stream",
    role: "role_arn",
    target: "parameter_value",
    within: ["processing_configuration", "processors", "parameters"],
    ways: only("lambda"),
    isAnyVersion: true,
  },
  {
    type: "aws_kinesis_firehose_delivery_stream",
    role: "role_arn",
    target: "log_group_name",
    within: ["cloudwatch_logging_options"],
    ways: SENDING,
    named: "aws_cloudwatch_log_group",
    onlyIf: "enabled",
    isForErrors: true,
  },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "target_arn", ways: SENDING },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "queue_url", ways: SENDING, named: "aws_sqs_queue" },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "stream_name", ways: SENDING, named: "aws_kinesis_stream" },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "table_name", ways: SENDING, named: "aws_dynamodb_table" },
  {
    type: "aws_iot_topic_rule",
    role: "role_arn",
    target: "table_name",
    within: ["put_item"],
    ways: SENDING,
    named: "aws_dynamodb_table",
  },
  { type: "aws_iot_topic_rule", role: "role_arn", target: "bucket_name", ways: SENDING, named: "aws_s3_bucket" },
  {
    type: "aws_iot_topic_rule",
    role: "role_arn",
    target: "state_machine_name",
    ways: SENDING,
    named: "aws_sfn_state_machine",
  },
  {
    type: "aws_iot_topic_rule",
    role: "role_arn",
    target: "log_group_name",
    ways: SENDING,
    named: "aws_cloudwatch_log_group",
  },
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
  /** Whether only errors are written there. */
  readonly isForErrors: boolean;
}

/** Every use of a role that is visible in the configuration. */
export function roleUses(stack: Stack): readonly RoleUse[] {
  return valuedBlocks(stack).flatMap(({ type, resource, body }) =>
    resource.mode === "managed" && body.isCertain
      ? (USES_OF.get(type) ?? []).flatMap((use) => usesIn(body, resource, use))
      : [],
  );
}

function usesIn(body: BlockValue, resource: Resource, use: Use): RoleUse[] {
  if (!body.isWritten(use.role)) return [];
  const holders = (use.within ?? []).reduce<readonly BlockValue[]>(
    (blocks, type) => blocks.flatMap((block) => block.blocks(type)).filter(({ isCertain }) => isCertain),
    [body],
  );
  return holders.flatMap((holder) =>
    isUsed(holder, use)
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
            isForErrors: use.isForErrors ?? false,
          },
        ]
      : [],
  );
}

function isUsed(holder: BlockValue, { target, onlyIf, named, isOnlyDeclared }: Use): boolean {
  if (!holder.isWritten(target) || (onlyIf !== undefined && holder.boolean(onlyIf) !== true)) return false;
  if (!isOnlyDeclared || named === undefined) return true;
  return referredOfType(holder.value(target), named)?.mode === "managed";
}
