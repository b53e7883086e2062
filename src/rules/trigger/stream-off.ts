import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (table: string) => `resource "aws_dynamodb_table" "orders" {
${table}

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn  = aws_dynamodb_table.orders.stream_arn
  function_name     = "index-orders"
  starting_position = "LATEST"
}`;

export default defineRule({
  summary: "A mapping reads the stream of a table whose stream is off",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon DynamoDB developer guide, Change data capture for DynamoDB Streams (2026-11)",
  why: "A table without stream_enabled has no stream and no stream ARN, so the mapping cannot be created.",
  bad: example(`  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"`),
  good: example(`  name             = "orders"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "id"
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"`),
  check({ stack }) {
    return stack.eventSourceMappings.flatMap(({ kind, source, connection: { address, body } }) => {
      if (kind !== "dynamodb" || source?.mode !== "managed") return [];
      const table = source.body;
      const isOff = table.isSet("stream_enabled") === "no" || table.boolean("stream_enabled") === false;
      // a table with replicas needs a stream, and others may be restored or imported with one
      if (!isOff || table.hasBlock("replica") !== "no" || isCallersChoice(source, "stream_enabled")) return [];
      return [
        {
          at: table.place("stream_enabled"),
          resource: source.address,
          message: `${address} reads the stream of ${source}, which has none`,
          help: 'Set stream_enabled = true and a stream_view_type, such as "NEW_AND_OLD_IMAGES", on the table',
          suggestions: suggestionOf(
            "Turn on the stream of the table",
            setArgument(table, "stream_enabled", "true"),
            ...(table.isSet("stream_view_type") === "no"
              ? [setArgument(table, "stream_view_type", '"NEW_AND_OLD_IMAGES"')]
              : []),
          ),
          related: [{ at: body.place("event_source_arn"), message: "the stream is read here" }],
        },
      ];
    });
  },
});
