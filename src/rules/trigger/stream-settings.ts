import { isAlways, isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const SHARDS = "shard_count";

export default defineRule({
  summary: "The settings of a stream do not match",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider, aws_kinesis_stream: shard_count, aws_dynamodb_table: stream_view_type (2026-11)",
  why: `A Kinesis stream needs a number of shards if it is provisioned, which is the default, and none if it is on demand. The
stream of a table has to say what its records contain. The plan fails.`,
  bad: `resource "aws_kinesis_stream" "clicks" {
  name            = "clicks"
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}`,
  good: `resource "aws_kinesis_stream" "clicks" {
  name            = "clicks"
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}`,
  check({ stack }) {
    return [
      ...stack.resources("aws_kinesis_stream").flatMap(shards),
      ...stack.resources("aws_dynamodb_table").flatMap(viewType),
    ];
  },
});

function shards(stream: Resource): RuleFinding[] {
  const { address, body } = stream;
  const [details] = body.blocks("stream_mode_details");
  const mode = details?.isCertain ? details.string("stream_mode") : undefined;
  const isProvisioned = mode === "PROVISIONED" || isLeftOut(stream, "stream_mode_details");
  if (isProvisioned && isLeftOut(stream, SHARDS)) {
    return [
      {
        at: details?.place("stream_mode") ?? body.place(),
        resource: address,
        message: `${stream} is provisioned but has no ${SHARDS}`,
        help: `Set ${SHARDS}, or stream_mode = "ON_DEMAND" in stream_mode_details`,
        suggestions: [
          ...suggestionOf(
            "Switch the stream to on demand",
            setInBlock(body, "stream_mode_details", "stream_mode", '"ON_DEMAND"'),
          ),
          ...suggestValues(body, SHARDS, ["1"]),
        ],
      },
    ];
  }
  if (mode !== "ON_DEMAND" || !((body.number(SHARDS) ?? 0) > 0) || isCallersChoice(stream, SHARDS)) return [];
  return [
    {
      at: body.place(SHARDS),
      resource: address,
      message: `${stream} is on demand, so its number of shards cannot be set`,
      help: `Remove ${SHARDS}, or set stream_mode = "PROVISIONED"`,
      suggestions: suggestionOf(`Remove ${SHARDS}`, removeArgument(body, SHARDS)),
    },
  ];
}

function viewType(table: Resource): RuleFinding[] {
  if (!isAlways(table, "stream_enabled", true) || !isLeftOut(table, "stream_view_type")) return [];
  return [
    {
      at: table.body.place("stream_enabled"),
      resource: table.address,
      message: `The stream of ${table} does not say what its records contain`,
      help: 'Set stream_view_type to "NEW_AND_OLD_IMAGES", or to only what is needed',
      suggestions: suggestValues(table.body, "stream_view_type", ['"NEW_AND_OLD_IMAGES"']),
    },
  ];
}
