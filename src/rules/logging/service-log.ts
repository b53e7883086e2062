import { isLeftOut, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { toSwitch, whereOff } from "../shared/resources/switches.ts";

/** How the log of a kind of service is turned on, and where it is off. */
interface Log {
  readonly types: readonly string[];
  readonly help: string;
  whereMissing(service: Resource): Place | undefined;
}

const LOGS: readonly Log[] = [
  {
    types: ["aws_mq_broker"],
    help: "Add logs { general = true }, and audit = true for ActiveMQ",
    whereMissing: (broker) =>
      whereOff(broker, toSwitch("logs.general", { isOffByDefault: true })) &&
      whereOff(broker, toSwitch("logs.audit", { isOffByDefault: true })),
  },
  {
    types: ["aws_msk_cluster"],
    help: "Add logging_info { broker_logs { cloudwatch_logs { enabled = true, log_group = … } } }, or send them to Firehose or S3",
    whereMissing: withoutBrokerLogs,
  },
  {
    types: ["aws_opensearch_domain", "aws_elasticsearch_domain"],
    help: "Add log_publishing_options for ES_APPLICATION_LOGS and AUDIT_LOGS",
    whereMissing: (domain) => whereLeftOut(domain, "log_publishing_options"),
  },
  {
    types: ["aws_appsync_graphql_api"],
    help: "Add log_config with field_log_level and a role that may write logs",
    whereMissing: (api) => whereLeftOut(api, "log_config"),
  },
];

const DESTINATIONS = ["cloudwatch_logs", "firehose", "s3"];

const example = (logs: string) => `resource "aws_mq_broker" "orders" {
  broker_name        = "orders"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"${logs}
}`;

export default defineRule({
  summary: "A message broker, a search domain or a GraphQL API writes no log",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_48", "CKV_AWS_80", "CKV_AWS_84", "CKV_AWS_193"],
    trivy: ["AWS-0070", "AWS-0074", "AWS-0042"],
    kics: ["mq_broker_logging_disabled", "msk_cluster_logging_disabled"],
  },
  source: "AWS Security Hub user guide, controls: MQ.2, MSK, Opensearch.4, AppSync.2 (2026-11)",
  why: `When messages stop arriving or requests fail, only the log of the service can tell why: the function was never called. Past
events cannot be logged afterwards.`,
  ignoreWhen: "Its metrics are enough, or its log is set up elsewhere.",
  bad: example(""),
  good: example(`

  logs {
    general = true
  }`),
  check({ stack }) {
    return LOGS.flatMap((log) =>
      log.types.flatMap((type) => stack.resources(type)).flatMap((service) => missing(service, log)),
    );
  },
});

function missing(service: Resource, { help, whereMissing }: Log) {
  const at = whereMissing(service);
  return at ? [{ at, resource: service.address, message: `${service} writes no log`, help }] : [];
}

function whereLeftOut(service: Resource, block: string): Place | undefined {
  return isLeftOut(service, block) ? service.body.place() : undefined;
}

function withoutBrokerLogs(cluster: Resource): Place | undefined {
  const off = DESTINATIONS.map((destination) =>
    whereOff(cluster, toSwitch(`logging_info.broker_logs.${destination}.enabled`, { isOffByDefault: true })),
  );
  if (!off.every((place) => place !== undefined)) return undefined;
  return blocksAt(cluster.body, ["logging_info"])[0]?.place() ?? cluster.body.place();
}
