import { type BlockValue, isAlways, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "A broker can be reached from the internet",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_69", "CKV_AWS_291"],
    trivy: ["AWS-0072"],
    kics: ["mq_broker_is_publicly_accessible", "msk_broker_is_publicly_accessible"],
  },
  source:
    "Amazon MQ developer guide, Network configuration; Amazon MSK developer guide, Turn on public access (2026-11)",
  why: `Lambda reads from a broker inside its VPC. A public address adds nothing to that, and leaves only a password between the
messages and everyone else; an MQ broker can never be changed to a private one.`,
  ignoreWhen: "Clients outside AWS send to the broker and cannot reach it in any other way.",
  bad: `resource "aws_mq_broker" "orders" {
  broker_name         = "orders"
  engine_type         = "RabbitMQ"
  engine_version      = "3.13"
  host_instance_type  = "mq.m5.large"
  publicly_accessible = true
}`,
  good: `resource "aws_mq_broker" "orders" {
  broker_name        = "orders"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
}`,
  check({ stack }) {
    const brokers = stack.resources("aws_mq_broker").flatMap((broker) => {
      const isOpen = isAlways(broker, "publicly_accessible", true);
      return isOpen ? [open(broker, broker.body, "publicly_accessible", "false")] : [];
    });
    const clusters = stack.resources("aws_msk_cluster").flatMap((cluster) => {
      const access = ["broker_node_group_info", "connectivity_info", "public_access"].reduce<readonly BlockValue[]>(
        (blocks, type) => blocks.flatMap((block) => block.blocks(type)),
        [cluster.body],
      );
      return access
        .filter((body) => isAlways(cluster, "type", "SERVICE_PROVIDED_EIPS", body))
        .map((block) => open(cluster, block, "type", '"DISABLED"'));
    });
    return [...brokers, ...clusters];
  },
});

function open(broker: Resource, block: BlockValue, argument: string, closed: string) {
  return {
    at: block.place(argument),
    resource: broker.address,
    message: `${broker} has public addresses`,
    // AWS provider 6.66.0: only the access to a cluster can be changed
    suggestions: suggestValues(block, argument, [closed], block === broker.body ? ", which replaces the broker" : ""),
    help: "Keep it inside its VPC, and reach it from outside through a VPN, VPC peering or PrivateLink",
  };
}
