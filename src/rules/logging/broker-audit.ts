import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (engine: string, version: string) => `resource "aws_mq_broker" "orders" {
  broker_name        = "orders"
  engine_type        = "${engine}"
  engine_version     = "${version}"
  host_instance_type = "mq.m5.large"

  logs {
    audit   = true
    general = true
  }
}`;

export default defineRule({
  summary: "A RabbitMQ broker is told to write an audit log, which it does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider, resource aws_mq_broker: logs.audit is refused when it plans (2026-11)",
  why: "Only ActiveMQ brokers have an audit log. The provider refuses it for RabbitMQ at plan.",
  bad: example("RabbitMQ", "3.13"),
  good: example("ActiveMQ", "5.18"),
  check({ stack }) {
    return stack.resources("aws_mq_broker").flatMap((broker) => {
      if (broker.body.string("engine_type")?.toLowerCase() !== "rabbitmq") return [];
      return broker.body
        .blocks("logs")
        .filter((logs) => logs.isCertain && isAlways(broker, "audit", true, logs))
        .map((logs) => ({
          at: logs.place("audit"),
          resource: broker.address,
          message: `${broker} runs RabbitMQ, which has no audit log`,
          help: "Remove audit, and keep general = true",
          suggestions: suggestionOf("Remove audit", removeArgument(logs, "audit")),
        }));
    });
  },
});
