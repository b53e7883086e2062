import { arnText } from "../iam/index.ts";
import { type BlockValue, elementsOrSelf, type Place, referredOfType, type Value } from "../terraform/index.ts";
import type { LambdaFunction } from "./function.ts";
import type { Trigger, TriggerKind } from "./trigger.ts";

/** What a function's role must allow for one of its settings or triggers to work. */
export interface Need {
  /** What needs it, as a phrase: "to read from its queue". */
  readonly purpose: string;
  readonly actions: readonly string[];
  /** The resource as written; undefined if the actions support only `*`, or it has no ARN here. */
  readonly resource: Value | undefined;
  /** The resource as a pattern; `*` if the actions support no other. */
  readonly pattern: string;
  /** Where the need comes from. */
  readonly at: Place;
  /** What happens without it. */
  readonly lack: "creation-fails" | "events-lost" | "no-telemetry";
}

/**
 * Actions with which Lambda polls each kind of source (AWS Lambda developer guide, the page of each source, 2026-11).
 */
const POLLING: Readonly<Partial<Record<TriggerKind, readonly string[]>>> = {
  sqs: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
  kinesis: ["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream", "kinesis:ListShards"],
  dynamodb: ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"],
  msk: ["kafka:GetBootstrapBrokers"],
  mq: ["mq:DescribeBroker"],
  documentdb: ["rds:DescribeDBClusters"],
};

/**
 * What Lambda looks up in addition for a DocumentDB cluster, which the mapping does not name: the action, and the
 * format of its resource.
 */
const BESIDE_DOCUMENTDB = [
  ["rds:DescribeDBClusterParameters", "arn:${Partition}:rds:${Region}:${Account}:cluster-pg:${Group}"],
  ["rds:DescribeDBSubnetGroups", "arn:${Partition}:rds:${Region}:${Account}:subgrp:${Group}"],
] as const;

/** Sources that Lambda reads through network interfaces in their VPC. */
const IN_NETWORK: ReadonlySet<TriggerKind> = new Set(["msk", "mq", "documentdb"]);

/** Actions that send an event to each kind of target, by the service in its ARN. */
const SENDING: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    sqs: ["sqs:SendMessage"],
    sns: ["sns:Publish"],
    lambda: ["lambda:InvokeFunction"],
    events: ["events:PutEvents"],
    s3: ["s3:PutObject"],
  }),
);

/** What Lambda's network interfaces require (developer guide, Giving Lambda functions access to a VPC, 2026-11). */
export const NETWORK_ACTIONS = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DeleteNetworkInterface",
] as const;
/** What reading from a broker or cluster in a VPC requires in addition. */
const SOURCE_NETWORK_ACTIONS = [
  ...NETWORK_ACTIONS,
  "ec2:DescribeVpcs",
  "ec2:DescribeSubnets",
  "ec2:DescribeSecurityGroups",
] as const;
/**
 * What keeping the state of durable executions requires (developer guide, Security and permissions for durable
 * functions, 2026-11).
 */
const DURABLE_ACTIONS = ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"] as const;
const TRACING_ACTIONS = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"] as const;
const LOGGING_ACTIONS = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;

/** What a function's settings and triggers need of its role. What is not certain to be needed is left out. */
export function needsOf(fn: LambdaFunction): readonly Need[] {
  return [
    ...loggingNeeds(fn),
    ...networkNeeds(fn),
    ...tracingNeeds(fn),
    ...durableNeeds(fn),
    ...fn.triggers.flatMap(pollingNeeds),
    ...failureNeeds(fn),
  ];
}

function loggingNeeds(fn: LambdaFunction): Need[] {
  const { logGroup } = fn;
  const at = fn.place("role");
  const form = "arn:${Partition}:logs:${Region}:${Account}:log-group:${Group}:log-stream:${Stream}";
  const resource = logGroup.kind === "declared" ? logGroup.resource.attribute("arn", at) : undefined;
  return [
    { purpose: "to write its logs", actions: LOGGING_ACTIONS, resource, pattern: form, at, lack: "no-telemetry" },
  ];
}

function networkNeeds(fn: LambdaFunction): Need[] {
  const block = fn.body.block("vpc_config");
  if (!block?.isCertain || !hasElements(block.value("subnet_ids"))) return [];
  return [
    {
      purpose: "to join its VPC",
      actions: NETWORK_ACTIONS,
      resource: undefined,
      pattern: "*",
      at: block.place("subnet_ids"),
      lack: "creation-fails",
    },
  ];
}

/** Whether a list certainly has an element: an empty one takes the function out of the VPC. */
function hasElements(value: Value): boolean {
  const { elements } = elementsOrSelf(value);
  return elements.length > 0 || value.kind === "unknown";
}

function tracingNeeds(fn: LambdaFunction): Need[] {
  const block = fn.body.block("tracing_config");
  if (!block?.isCertain || block.string("mode") !== "Active") return [];
  return [
    {
      purpose: "to send its traces",
      actions: TRACING_ACTIONS,
      resource: undefined,
      pattern: "*",
      at: block.place("mode"),
      lack: "no-telemetry",
    },
  ];
}

/** A durable execution belongs to a version of the function: the ARN of the function alone does not cover it. */
function durableNeeds(fn: LambdaFunction): Need[] {
  const block = fn.body.block("durable_config");
  if (!block?.isCertain) return [];
  const at = block.place("execution_timeout");
  const name = fn.name ?? "${FunctionName}";
  return [
    {
      purpose: "to keep the state of its executions",
      actions: DURABLE_ACTIONS,
      resource: undefined,
      pattern: `arn:\${Partition}:lambda:\${Region}:\${Account}:function:${name}:\${Version}/durable-execution/\${Execution}`,
      at,
      lack: "events-lost",
    },
  ];
}

function pollingNeeds(trigger: Trigger): Need[] {
  const { kind, block, source } = trigger;
  if (trigger.invocation !== "polled") return [];
  const arn = block.value("event_source_arn");
  const actions = source?.type === "aws_kinesis_stream_consumer" ? ["kinesis:SubscribeToShard"] : POLLING[kind];
  const reading: Need[] = actions
    ? [
        {
          purpose: `to read from ${source ?? "its event source"}`,
          actions,
          resource: arn,
          pattern: arnText(arn),
          at: block.place("event_source_arn"),
          lack: "creation-fails",
        },
      ]
    : [];
  const beside: Need[] = (kind === "documentdb" ? BESIDE_DOCUMENTDB : []).map(([action, pattern]) => ({
    purpose: `to look up what belongs to ${source ?? "its event source"}`,
    actions: [action],
    resource: undefined,
    pattern,
    at: block.place("event_source_arn"),
    lack: "creation-fails",
  }));
  const keys = keyNeeds(arn, {
    actions: ["kms:Decrypt"],
    purpose: "to decrypt what it reads",
    at: block.place("event_source_arn"),
    lack: "events-lost",
  });
  return [
    ...reading,
    ...beside,
    ...sourceNetworkNeeds(trigger),
    ...keys,
    ...secretNeeds(block),
    ...destinationNeeds(block),
  ];
}

/** What reaching a source in a VPC requires: the source's own VPC, or one whose subnets the mapping names. */
function sourceNetworkNeeds({ kind, block, source }: Trigger): Need[] {
  const at = IN_NETWORK.has(kind) ? block.place("event_source_arn") : subnetPlace(block);
  if (!at) return [];
  return [
    {
      purpose: `to reach ${source ?? "its event source"} in its VPC`,
      actions: SOURCE_NETWORK_ACTIONS,
      resource: undefined,
      pattern: "*",
      at,
      lack: "creation-fails",
    },
  ];
}

function subnetPlace(mapping: BlockValue): Place | undefined {
  const accesses = mapping.blocks("source_access_configuration");
  return accesses.find((access) => access.isCertain && access.string("type") === "VPC_SUBNET")?.place("uri");
}

/** The argument for the key of a queue, topic, stream or secret. */
const KEY_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_secretsmanager_secret: "kms_key_id",
  aws_sqs_queue: "kms_master_key_id",
  aws_sns_topic: "kms_master_key_id",
  aws_kinesis_stream: "kms_key_id",
};

/**
 * What using the key of a queue, topic, stream or secret requires. Only keys created here count, as AWS's own require
 * nothing.
 */
function keyNeeds(arn: Value, need: Omit<Need, "resource" | "pattern">): Need[] {
  const holder = referredOfType(arn, ...Object.keys(KEY_ARGUMENTS));
  const named = holder?.body.value(KEY_ARGUMENTS[holder.type] ?? "");
  const key = named && referredOfType(named, "aws_kms_key");
  if (key?.mode !== "managed" || named?.kind === "choice") return [];
  const resource = key.attribute("arn", need.at);
  return [{ ...need, resource, pattern: arnText(resource) }];
}

/** The secrets with which the mapping of a broker or cluster logs in. */
function secretNeeds(mapping: BlockValue): Need[] {
  return mapping.blocks("source_access_configuration").flatMap((access) => {
    const uri = access.value("uri");
    const isSecret = /AUTH$|CERTIFICATE$/.test(access.string("type") ?? "");
    if (!isSecret || !access.isCertain) return [];
    return [
      {
        purpose: "to log in to its event source",
        actions: ["secretsmanager:GetSecretValue"],
        resource: uri,
        pattern: arnText(uri),
        at: access.place("uri"),
        lack: "creation-fails" as const,
      },
      ...keyNeeds(uri, {
        actions: ["kms:Decrypt"],
        purpose: "to decrypt what it logs in with",
        at: access.place("uri"),
        lack: "creation-fails",
      }),
    ];
  });
}

function destinationNeeds(mapping: BlockValue): Need[] {
  return mapping
    .blocks("destination_config")
    .flatMap((config) => config.blocks("on_failure"))
    .flatMap((block) => sendingNeed(block, "destination_arn", "to hand on records that it failed on"));
}

function failureNeeds(fn: LambdaFunction): Need[] {
  const failures = fn.failureTargets.targets.flatMap(({ block, argument }) =>
    sendingNeed(
      block,
      argument,
      "to hand on events that it failed on",
      // Lambda checks it when the function itself names the queue or topic
      argument === "target_arn" ? "creation-fails" : "events-lost",
    ),
  );
  const successes = fn.invokeConfigs
    .flatMap(({ body }) => body.blocks("destination_config"))
    .flatMap((config) => config.blocks("on_success"))
    .flatMap((block) => sendingNeed(block, "destination", "to hand on its results"));
  return [...failures, ...successes];
}

function sendingNeed(block: BlockValue, argument: string, purpose: string, lack: Need["lack"] = "events-lost"): Need[] {
  const target = block.value(argument);
  const pattern = arnText(target);
  const service = /^arn:[^:]*:([a-z0-9]+):/.exec(pattern)?.[1];
  const actions = service === undefined ? undefined : SENDING.get(service);
  if (!actions || !block.isCertain) return [];
  return [
    {
      purpose,
      actions,
      resource: target,
      pattern: service === "s3" ? `${pattern}/*` : pattern,
      at: block.place(argument),
      lack,
    },
    ...keyNeeds(target, {
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      purpose: `${purpose}, encrypted`,
      at: block.place(argument),
      lack: "events-lost",
    }),
  ];
}
