import { arnText } from "../../iam/index.ts";
import type { BlockValue, Place } from "../../terraform/index.ts";
import type { Trigger, TriggerKind } from "../triggers/trigger.ts";
import { kafkaNeeds } from "./kafka-needs.ts";
import { keyNeeds } from "./key-needs.ts";
import { NETWORK_ACTIONS, type Need } from "./need.ts";
import { sendingNeeds } from "./target-needs.ts";

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

/** What reading from a broker or cluster in a VPC requires in addition. */
const SOURCE_NETWORK_ACTIONS = [
  ...NETWORK_ACTIONS,
  "ec2:DescribeVpcs",
  "ec2:DescribeSubnets",
  "ec2:DescribeSecurityGroups",
] as const;

/** What polling the source of an event source mapping requires; empty for other triggers. */
export function pollingNeeds(trigger: Trigger): Need[] {
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
    ...kafkaNeeds(trigger),
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
    .flatMap((block) => sendingNeeds(block, "destination_arn", "to hand on records that it failed on"));
}
