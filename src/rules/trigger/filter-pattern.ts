import { FILTER_PATTERN_LENGTH_MAX, FILTERS_DEFAULT_MAX, FILTERS_RAISED_MAX } from "../../aws/limits.ts";
import { patternProblems, type Trigger, type TriggerKind } from "../../lambda/index.ts";
import { type BlockValue, type Place, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { replacing, suggestionOf } from "../shared/edits/fixes.ts";
import { jsonArgument, problemFindings } from "../shared/triggers/json-argument.ts";

/** The top-level fields of a record, where these are few; the sender's content is below one of them. */
const RECORD_FIELDS: Readonly<Partial<Record<TriggerKind, readonly string[]>>> = {
  sqs: "body attributes messageAttributes messageId receiptHandle md5OfBody md5OfMessageAttributes eventSource eventSourceARN awsRegion".split(
    " ",
  ),
  kinesis:
    "data partitionKey sequenceNumber approximateArrivalTimestamp kinesisSchemaVersion encryptionType eventSource eventVersion eventID eventName invokeIdentityArn awsRegion eventSourceARN kinesis".split(
      " ",
    ),
  dynamodb: "dynamodb eventID eventName eventVersion eventSource awsRegion eventSourceARN userIdentity".split(" "),
};
const CONTENT_FIELD: Readonly<Partial<Record<TriggerKind, string>>> = {
  sqs: "body",
  kinesis: "data",
  dynamodb: "dynamodb",
};

export default defineRule({
  summary: "Lambda cannot apply a filter of an event source mapping",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Control which events Lambda sends to your function (2026-11)",
  why: `Lambda refuses a pattern that it cannot parse, and more filters than the quota allows. A pattern on a field that no record has
matches nothing: Lambda then drops every message of the queue, without a trace.`,
  bad: `resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = "orders"

  filter_criteria {
    filter {
      pattern = jsonencode({ status = ["paid"] })
    }
  }
}`,
  good: `resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = "orders"

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { status = ["paid"] } })
    }
  }
}`,
  check({ stack }) {
    return stack.eventSourceMappings.flatMap((mapping) =>
      mapping.connection.body
        .blocks("filter_criteria")
        .flatMap((criteria) => [
          ...tooMany(criteria, mapping.connection),
          ...criteria.blocks("filter").flatMap((filter) => patternFindings(filter, mapping)),
        ]),
    );
  },
});

function tooMany(criteria: BlockValue, { address }: Resource): RuleFinding[] {
  const count = criteria.blocks("filter").filter((filter) => filter.isCertain).length;
  const extra = criteria.blocks("filter")[FILTERS_DEFAULT_MAX];
  if (count <= FILTERS_DEFAULT_MAX || !extra) return [];
  return [
    {
      at: extra.place(),
      resource: address,
      severity: count > FILTERS_RAISED_MAX ? "error" : "warning",
      message: `${address} has ${count} filters, but Lambda allows ${FILTERS_DEFAULT_MAX} unless the quota is raised, to at most ${FILTERS_RAISED_MAX}`,
      help: 'Merge filters: the values of a list are alternatives, and "$or" joins fields',
    },
  ];
}

function patternFindings(filter: BlockValue, { kind, connection: { address } }: Trigger): RuleFinding[] {
  const text = filter.string("pattern");
  const common = { at: filter.place("pattern"), resource: address };
  if (text !== undefined && text.length > FILTER_PATTERN_LENGTH_MAX) {
    const message = `A filter of ${address} has ${text.length} characters, but Lambda allows ${FILTER_PATTERN_LENGTH_MAX}`;
    return [{ ...common, message, help: "Shorten the pattern, or split it into several filters" }];
  }
  const { content, fault } = jsonArgument(filter, "pattern");
  if (fault) {
    const help = "Write the pattern with jsonencode({ … })";
    return [{ ...common, at: fault.at, message: `A filter of ${address} is not JSON${fault.reason}`, help }];
  }
  if (!content) return [];
  const problems = patternProblems(content);
  if (problems.length === 0)
    return [
      ...unmatchable(content, kind, address),
      ...(kind === "dynamodb" ? unmatchableChange(content, address) : []),
    ];
  return problemFindings(problems, address, 'Give each field a list of values: { body = { status = ["paid"] } }');
}

/** A pattern with only fields that no record of the source has. */
function unmatchable(content: Value, kind: TriggerKind, address: string): RuleFinding[] {
  const [fields, below] = [RECORD_FIELDS[kind], CONTENT_FIELD[kind]];
  if (!fields || content.kind !== "object" || content.open) return [];
  const names = [...content.entries.keys()];
  const [first] = names;
  if (first === undefined || names.some((name) => fields.includes(name) || name === "$or")) return [];
  return [
    {
      at: content.keyPlaces?.get(first) ?? content.place,
      resource: address,
      message: `No record has a top-level field "${first}", so ${address} drops all of them`,
      help: `Move the pattern below "${below}": { ${below} = { … } }`,
    },
  ];
}

/** The kinds of changes to a table. */
const CHANGES = ["INSERT", "MODIFY", "REMOVE"];
const RECORD = "ApproximateCreationDateTime Keys NewImage OldImage SequenceNumber SizeBytes StreamViewType".split(" ");
const IMAGES = ["Keys", "NewImage", "OldImage"];
const TYPES = "S N B BOOL NULL SS NS BS M L".split(" ");

/**
 * A pattern for a kind of change that does not exist, or for an attribute without its type, under which DynamoDB keeps
 * the value.
 */
function unmatchableChange(content: Value, address: string): RuleFinding[] {
  if (content.kind !== "object") return [];
  const found = (at: Place, what: string, help: string, suggestions: readonly Fix[] = []): RuleFinding => ({
    at,
    suggestions,
    resource: address,
    message: `${what}, so ${address} drops every record`,
    help,
  });
  const events = content.entries.get("eventName");
  const names = events?.kind === "list" && !events.open ? events.elements.map(stringOf) : [];
  const findings: RuleFinding[] = [];
  if (events && names.length > 0 && names.every((name) => name !== undefined && !CHANGES.includes(name)))
    findings.push(
      found(events.place, `No change of a table is called "${names[0]}"`, `Name one of ${CHANGES.join(", ")}`),
    );
  const record = content.entries.get("dynamodb");
  if (record?.kind !== "object") return findings;
  for (const [name, image] of record.entries) {
    const near = RECORD.find((one) => one !== name && one.toLowerCase() === name.toLowerCase());
    const at = record.keyPlaces?.get(name) ?? image.place;
    if (near !== undefined)
      findings.push(found(at, `No record has a field "${name}"`, `Write ${near}`, renamedKey(at, near)));
    if (!IMAGES.includes(name) || image.kind !== "object") continue;
    for (const [attribute, wanted] of image.entries)
      if (isWithoutType(wanted))
        findings.push(
          found(
            image.keyPlaces?.get(attribute) ?? wanted.place,
            `"${attribute}" is compared without its type`,
            `Write ${attribute} = { S = [ … ] } for text, or N, BOOL or another type`,
            withType(image.keyPlaces?.get(attribute), wanted),
          ),
        );
  }
  return findings;
}

/** Whether an attribute is compared as if it were its value. A test for its existence needs no type. */
function isWithoutType(wanted: Value): boolean {
  if (wanted.kind === "list")
    return !wanted.open && wanted.elements.length > 0 && wanted.elements.every((one) => stringOf(one) !== undefined);
  if (wanted.kind !== "object" || wanted.open) return false;
  const names = [...wanted.entries.keys()];
  return names.length > 0 && !names.some((name) => TYPES.includes(name) || name.startsWith("$"));
}

/** Replaces a name, keeping its quotes if it has any. */
function renamedKey(place: Place, name: string): readonly Fix[] {
  const written = place.file.slice(place);
  if (!/^(?:\w+|"\w+")$/.test(written)) return [];
  return [replacing(place, written.startsWith('"') ? `"${name}"` : name, name)];
}

/** A list is compared as strings; keeps the sign between the attribute and the list. */
function withType(key: Place | undefined, { kind, place }: Value): readonly Fix[] {
  const [, sign] = (key && /^\s*([=:])/.exec(key.file.text.slice(key.end, place.start))) ?? [];
  const written = place.file.slice(place);
  if (sign === undefined || kind !== "list" || !written.startsWith("[")) return [];
  const typed = sign === "=" ? `{ S = ${written} }` : `{ "S": ${written} }`;
  return suggestionOf("Compare it as text", { place, newText: typed });
}
