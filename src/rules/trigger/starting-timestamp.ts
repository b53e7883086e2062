import { isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const POSITION = "starting_position";
const TIMESTAMP = "starting_position_timestamp";

const example = (rest: string) => `resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn            = "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks"
  function_name               = "count-clicks"
  starting_position           = "AT_TIMESTAMP"
${rest}}`;

export default defineRule({
  summary: "A mapping starts at a point in time that it does not name or cannot use",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API model, CreateEventSourceMapping: StartingPosition (@aws-sdk/client-lambda 3.1164.0, 2026-11)",
  why: `AT_TIMESTAMP needs the time to start at, and the stream of a table does not support it at all: Lambda refuses the mapping.
With another position a timestamp has no effect.`,
  bad: example(""),
  good: example('  starting_position_timestamp = "2026-11-01T00:00:00Z"\n'),
  check({ stack }) {
    return stack.eventSourceMappings.flatMap(({ kind, connection }) => {
      const position = connection.body.string(POSITION);
      if (position === undefined || isCallersChoice(connection, POSITION)) return [];
      return position === "AT_TIMESTAMP"
        ? atTimestamp(connection, kind === "dynamodb")
        : elsewhere(connection, position);
    });
  },
});

function atTimestamp(mapping: Resource, isTable: boolean): RuleFinding[] {
  const { address, body } = mapping;
  const common = { at: body.place(POSITION), resource: address };
  if (isTable) {
    return [
      {
        ...common,
        message: `${address} reads the stream of a table, which does not support starting at a point in time`,
        help: 'Set starting_position to "LATEST" or "TRIM_HORIZON"',
        suggestions: ['"LATEST"', '"TRIM_HORIZON"'].flatMap((position) =>
          suggestionOf(
            `Set ${POSITION} to ${position}`,
            setArgument(body, POSITION, position),
            ...(body.isWritten(TIMESTAMP) ? [removeArgument(body, TIMESTAMP)] : []),
          ),
        ),
      },
    ];
  }
  if (!isLeftOut(mapping, TIMESTAMP)) return [];
  return [
    {
      ...common,
      message: `${address} starts at a point in time, but does not say which`,
      help: `Set ${TIMESTAMP}, such as "2026-11-01T00:00:00Z"`,
    },
  ];
}

function elsewhere(mapping: Resource, position: string): RuleFinding[] {
  const { address, body } = mapping;
  if (body.isSet(TIMESTAMP) !== "yes" || isCallersChoice(mapping, TIMESTAMP)) return [];
  return [
    {
      at: body.place(TIMESTAMP),
      resource: address,
      severity: "warning",
      message: `${address} starts at ${position}, so the timestamp is ignored`,
      help: `Set ${POSITION} to "AT_TIMESTAMP", or remove ${TIMESTAMP}`,
      suggestions: [
        ...suggestionOf(`Remove ${TIMESTAMP}`, removeArgument(body, TIMESTAMP)),
        ...suggestValues(body, POSITION, ['"AT_TIMESTAMP"']),
      ],
    },
  ];
}
