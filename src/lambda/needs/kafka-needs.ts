import type { BlockValue, Resource } from "../../terraform/index.ts";
import type { Trigger } from "../triggers/trigger.ts";
import type { Need } from "./need.ts";

/**
 * What a consumer does on the cluster, its topics and its group (Amazon MSK developer guide, IAM access control,
 * 2026-11).
 */
const CONSUMING = [
  "kafka-cluster:Connect",
  "kafka-cluster:DescribeTopic",
  "kafka-cluster:ReadData",
  "kafka-cluster:DescribeGroup",
  "kafka-cluster:AlterGroup",
];

/** What logging in to a cluster with IAM requires, where the cluster knows no other way. */
export function kafkaNeeds({ kind, block, source }: Trigger): Need[] {
  const hasOwnLogin = block.hasBlock("source_access_configuration") !== "no";
  if (kind !== "msk" || hasOwnLogin || !source || !isOnlyByIam(source)) return [];
  // the cluster itself may let the role in
  if (source.module.resourcesOf("aws_msk_cluster_policy").length > 0) return [];
  return [
    {
      purpose: `to log in to ${source} and consume its topics`,
      actions: CONSUMING,
      resource: undefined,
      // clusters, topics and groups alike
      pattern: "arn:${Partition}:kafka:${Region}:${Account}:${Resource}",
      at: block.place("event_source_arn"),
      lack: "nothing-read",
    },
  ];
}

function isOnlyByIam({ mode, type, body }: Resource): boolean {
  if (mode !== "managed") return false;
  if (type === "aws_msk_serverless_cluster") return true;
  const logins = body.blocks("client_authentication");
  return type === "aws_msk_cluster" && logins.length > 0 && logins.every(allowsOnlyIam);
}

function allowsOnlyIam(login: BlockValue): boolean {
  const isOpen = login.isSet("unauthenticated") !== "no" && login.boolean("unauthenticated") !== false;
  if (!login.isCertain || isOpen || login.hasBlock("tls") !== "no") return false;
  const sasl = login.blocks("sasl");
  return sasl.length > 0 && sasl.every((way) => way.boolean("iam") === true && isOff(way, "scram"));
}

function isOff(block: BlockValue, name: string): boolean {
  return block.isSet(name) === "no" || block.boolean(name) === false;
}
