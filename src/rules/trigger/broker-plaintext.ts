import { type BlockValue, isAlways, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "Clients or brokers of a Kafka cluster may talk to it without TLS",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_81"],
    trivy: ["AWS-0073"],
    kics: ["msk_cluster_encryption_disabled"],
  },
  source: "Amazon MSK developer guide, Amazon MSK encryption in transit (2026-11)",
  why: `A cluster allows only TLS by default. If plaintext is allowed as well, records and, with some authentication methods,
credentials cross the network in plain text, and nobody notices which client does so.`,
  ignoreWhen: "Clients are being migrated to TLS one by one.",
  bad: `resource "aws_msk_cluster" "orders" {
  cluster_name           = "orders"
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3

  encryption_info {
    encryption_in_transit {
      client_broker = "TLS_PLAINTEXT"
    }
  }
}`,
  good: `resource "aws_msk_cluster" "orders" {
  cluster_name           = "orders"
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3
}`,
  check({ stack }) {
    return stack.resources("aws_msk_cluster").flatMap((cluster) =>
      cluster.body
        .blocks("encryption_info")
        .flatMap((encryption) => encryption.blocks("encryption_in_transit"))
        .flatMap((transit) => {
          if (isAlways(cluster, "in_cluster", false, transit)) return [betweenBrokers(cluster, transit)];
          const allowed = ["PLAINTEXT", "TLS_PLAINTEXT"].find((value) =>
            isAlways(cluster, "client_broker", value, transit),
          );
          if (allowed === undefined) return [];
          return [
            {
              at: transit.place("client_broker"),
              resource: cluster.address,
              message: `Clients of ${cluster} ${allowed === "PLAINTEXT" ? "talk" : "may talk"} to it without TLS`,
              suggestions: suggestValues(transit, "client_broker", ['"TLS"']),
              help: 'Set client_broker = "TLS", or remove it',
            },
          ];
        }),
    );
  },
});

function betweenBrokers(cluster: Resource, transit: BlockValue): RuleFinding {
  return {
    at: transit.place("in_cluster"),
    resource: cluster.address,
    message: `The brokers of ${cluster} talk to each other without TLS`,
    suggestions: suggestionOf(
      "Set in_cluster to true (replaces the cluster)",
      setArgument(transit, "in_cluster", "true"),
    ),
    help: "Set in_cluster = true, or remove it: it cannot be changed later",
  };
}
