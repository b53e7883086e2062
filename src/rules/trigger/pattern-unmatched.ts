import { didYouMean } from "../../aws/did-you-mean.ts";
import { noArn } from "../../iam/index.ts";
import { type ObjectValue, type Place, partPlace, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { fixOf, respelling } from "../shared/edits/fixes.ts";
import { replaceAttribute, replaceValue } from "../shared/edits/values.ts";
import { jsonArgument } from "../shared/triggers/json-argument.ts";

const TYPES = ["aws_cloudwatch_event_rule", "aws_cloudwatch_event_archive"];
const FIELDS = [
  ...["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail", "replay-name"],
  "ingestion-time",
];

const example = (field: string) => `resource "aws_cloudwatch_event_rule" "uploads" {
  name = "uploads"
  event_pattern = jsonencode({
    source   = ["aws.s3"]
    ${field} = ["Object Created"]
  })
}`;

export default defineRule({
  summary: "An event pattern asks for something that no event has",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge user guide, Events: structure of events, events from AWS services (2026-11)",
  why: `Names and values are compared exactly. EventBridge accepts a pattern with a field that events do not have, or with a source
that no service uses, and the rule never matches.`,
  bad: example("detailType"),
  good: example("detail-type"),
  check({ stack }) {
    return TYPES.flatMap((type) =>
      stack.resources(type).flatMap(({ address, body }) => {
        const { content } = jsonArgument(body, "event_pattern");
        if (content?.kind !== "object") return [];
        return [...unknownFields(content), ...unsentSources(content), ...misnamedResources(content)].map(
          ({ message, ...found }) => ({
            ...found,
            resource: address,
            message: `${address} never matches: ${message}`,
          }),
        );
      }),
    );
  },
});

interface Problem {
  readonly at: Place;
  readonly message: string;
  readonly help: string;
  readonly fix?: Fix | undefined;
  readonly suggestions?: readonly Fix[] | undefined;
}

function unknownFields(pattern: ObjectValue): Problem[] {
  return [...pattern.entries].flatMap(([name, value]) => {
    if (FIELDS.includes(name) || name.startsWith("$") || mayBeAbsent(value)) return [];
    const lower = name.toLowerCase();
    const spelt = FIELDS.includes(lower) ? lower : didYouMean(lower, FIELDS);
    const near = /^detail.?type$/i.test(name) ? "detail-type" : spelt;
    const at = pattern.keyPlaces?.get(name) ?? value.place;
    const help = near === undefined ? "What the sender wrote is below detail: { detail = { … } }" : `Write "${near}"`;
    const key = pattern.keyPlaces?.get(name);
    const edit = near === undefined || !key || pattern.entries.has(near) ? undefined : renamed(key, name, near);
    const offered = near === undefined ? {} : respelling(name, { meant: near, among: FIELDS }, edit);
    return [{ at, message: `no event has a top-level field "${name}"`, help, ...offered }];
  });
}

/** Whether a field's values also match events without the field. */
function mayBeAbsent(value: Value): boolean {
  if (value.kind === "list") return value.open || value.elements.some(({ kind }) => kind !== "known");
  if (value.kind === "object") return value.open || [...value.entries.values()].some(mayBeAbsent);
  return true;
}

function unsentSources(pattern: ObjectValue): Problem[] {
  const sources = pattern.entries.get("source");
  if (sources?.kind !== "list" || sources.open) return [];
  const rights = sources.elements.map((element) => rightSource(stringOf(element)));
  if (rights.some((right) => right === undefined)) return [];
  return sources.elements.map((element, i) => ({
    at: element.place,
    message: `no service sends events with the source "${stringOf(element)}"`,
    help: `Write "${rights[i]}"`,
    fix: fixOf(`Write "${rights[i]}"`, replaceValue(element, `"${rights[i]}"`)),
  }));
}

/** The intended source for one that no service uses; undefined if it may exist. */
function rightSource(source: string | undefined): string | undefined {
  // partners choose what follows the slash
  if (source === undefined || source.startsWith("aws.partner/")) return undefined;
  if (/^aws[.:]/i.test(source) && !source.startsWith("aws.")) return source.toLowerCase().replace(":", ".");
  if (/^aws\./.test(source) && source !== source.toLowerCase()) return source.toLowerCase();
  const service = /^([a-z0-9-]+)\.amazonaws\.com$/.exec(source)?.[1];
  return service === undefined ? undefined : `aws.${service}`;
}

/**
 * The path of the bucket's name in Amazon S3 events (Amazon S3 user guide, EventBridge event message structure,
 * 2026-11).
 */
const BUCKET_NAME = ["detail", "bucket", "name"];

/** Services whose events identify resources by something other than ARNs. */
const WITHOUT_ARNS = /^aws\.(?:health|trustedadvisor|partner)\b/;

/** An ARN where events contain a name, or a name where they contain ARNs. */
function misnamedResources(pattern: ObjectValue): Problem[] {
  const sources = comparedWith(pattern.entries.get("source")).map((source) => stringOf(source) ?? "");
  if (!sources.every((source) => source.startsWith("aws.") && !WITHOUT_ARNS.test(source))) return [];
  const names = comparedWith(BUCKET_NAME.reduce<Value | undefined>(entryOf, pattern));
  const resources = comparedWith(pattern.entries.get("resources"));
  const isOfBuckets = sources.length > 0 && sources.every((source) => source === "aws.s3");
  return [
    ...(isOfBuckets && names.every(isArn) ? names : []).map(({ place }) => ({
      at: partPlace(pattern.place, place),
      message: "detail.bucket.name holds a bucket's name, but this is an ARN",
      help: "Write the bucket's name, which is its id",
      fix: fixOf("Write the bucket's id", replaceAttribute(place, "id")),
    })),
    ...(sources.length > 0 && resources.every(noArn) ? resources : []).map((resource) => ({
      at: partPlace(pattern.place, resource.place),
      message: `resources holds ARNs, but this is the ${noArn(resource)?.path[0]} of ${noArn(resource)?.resource}`,
      help: `Write ${noArn(resource)?.resource}.arn`,
      fix: fixOf("Write the ARN", replaceAttribute(resource.place, "arn")),
    })),
  ];
}

function entryOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === "object" ? value.entries.get(name) : undefined;
}

/** The values that a field is compared with, if these are all. */
function comparedWith(field: Value | undefined): readonly Value[] {
  return field?.kind === "list" && !field.open ? field.elements : [];
}

function isArn(value: Value): boolean {
  return String(value.via?.path) === "arn" || stringOf(value)?.startsWith("arn:") === true;
}

/** Renames a key, keeping its quotes. */
function renamed(place: Place, name: string, near: string): Fix | undefined {
  const written = place.file.slice(place);
  if (written !== name && written !== `"${name}"`) return undefined;
  return fixOf(`Write "${near}"`, { place, newText: written.replace(name, near) });
}
