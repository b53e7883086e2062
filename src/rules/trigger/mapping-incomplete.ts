import type { Trigger } from "../../lambda/index.ts";
import { elementsOrSelf, isCallersChoice, isLeftOut, type Presence, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A mapping of a broker or a cluster lacks what Lambda needs to read from it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, CreateEventSourceMapping: Queues, Topics, SourceAccessConfigurations (2026-11)",
  why: `Lambda reads from one queue of an Amazon MQ broker, with credentials from a secret, from one topic of a Kafka cluster, or
from one database of a DocumentDB cluster, also with credentials. A mapping that does not name them is refused.`,
  bad: `resource "aws_mq_broker" "orders" {
  broker_name = "orders"
  engine_type = "RabbitMQ"
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_mq_broker.orders.arn
  function_name    = "orders"
  queues           = ["orders"]
}`,
  good: `resource "aws_mq_broker" "orders" {
  broker_name = "orders"
  engine_type = "RabbitMQ"
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_mq_broker.orders.arn
  function_name    = "orders"
  queues           = ["orders"]

  source_access_configuration {
    type = "BASIC_AUTH"
    uri  = aws_secretsmanager_secret.broker.arn
  }
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap((mapping) =>
      missing(mapping).map(({ what, help }) => ({
        at: mapping.connection.body.place(),
        resource: mapping.connection.address,
        message: `${mapping.connection} names no ${what}, without which Lambda refuses it`,
        help,
      })),
    );
  },
});

function missing({ kind, connection }: Trigger): readonly { what: string; help: string }[] {
  const { body } = connection;
  const found = [];
  if (isLeftOut(connection, "event_source_arn") && body.hasBlock("self_managed_event_source") === "no")
    found.push({
      what: "source",
      help: "Set event_source_arn, or add self_managed_event_source with the addresses of your own Kafka cluster",
    });
  if (kind === "mq" && isEmpty("queues") === "yes")
    found.push({ what: "queue of the broker", help: 'Set queues = ["…"] with the one queue to read from' });
  if (kind === "documentdb" && isLeftOut(connection, "document_db_event_source_config"))
    found.push({
      what: "database of the cluster",
      help: "Add document_db_event_source_config { database_name = … } with the database whose changes to read",
    });
  if ((kind === "mq" || kind === "documentdb") && hasAccess("BASIC_AUTH") === "no")
    found.push({
      what: `secret with the ${kind === "mq" ? "broker" : "cluster"}'s credentials`,
      help: 'Add source_access_configuration { type = "BASIC_AUTH", uri = … } with the ARN of a Secrets Manager secret',
    });
  if ((kind === "msk" || kind === "self-managed-kafka") && isEmpty("topics") === "yes")
    found.push({ what: "topic", help: 'Set topics = ["…"] with the one topic to read from' });
  return found;

  function isEmpty(argument: string): Presence {
    const { elements, complete } = elementsOrSelf(body.value(argument));
    if (elements.length > 0) return "no";
    return complete && !isCallersChoice(connection, argument) ? "yes" : "unknown";
  }

  function hasAccess(type: string): Presence {
    const types = body.blocks("source_access_configuration").map((block) => stringOf(block.value("type")));
    if (types.includes(type)) return "yes";
    const isKnown = !types.includes(undefined) && body.knowsAllBlocks("source_access_configuration");
    return isKnown && !isCallersChoice(connection, "source_access_configuration") ? "no" : "unknown";
  }
}
