import { handedToCallers, handedToModules, mayBeSwitchedOn, type Stack } from "../../lambda/index.ts";
import {
  allReferences,
  encloses,
  isAlways,
  isLeftOut,
  jsonContent,
  type Place,
  type Resource,
  referredOfType,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference } from "../shared/edits/references.ts";

const example = (setting: string) => `resource "aws_s3_bucket" "uploads" {
  bucket = "orders-uploads"
}${setting}

resource "aws_cloudwatch_event_rule" "uploads" {
  name = "uploads"
  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail      = { bucket = { name = [aws_s3_bucket.uploads.id] } }
  })
}`;

export default defineRule({
  summary: "A rule waits for events of a bucket that sends none to EventBridge",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon S3 user guide, Enabling Amazon EventBridge (2026-11)",
  why: `A bucket sends events to EventBridge only if that is turned on. Until then the rule exists, looks right, and never matches:
what it should start never runs, and no error says so.`,
  ignoreWhen: "EventBridge is turned on for the bucket by another configuration.",
  bad: example(""),
  good: example(`

resource "aws_s3_bucket_notification" "uploads" {
  bucket      = aws_s3_bucket.uploads.id
  eventbridge = true
}`),
  check({ stack }) {
    const notifications = stack.resources("aws_s3_bucket_notification");
    return stack.resources("aws_cloudwatch_event_rule").flatMap(({ address, body }) => {
      const pattern = jsonContent(body.value("event_pattern"));
      return bucketsOf(pattern).flatMap(({ bucket, at }) => {
        const own = notifications.filter((each) =>
          isSameBlock(referredOfType(each.body.value("bucket"), bucket.type), bucket),
        );
        const isOff = own.length > 0 && own.every((each) => isTurnedOff(each));
        if (!isOff && (own.length > 0 || mayBeElsewhere(stack, notifications, bucket))) return [];
        if (mayBeSwitchedOn(stack, "aws_s3_bucket_notification", bucket)) return [];
        const [first] = own;
        return [
          {
            at,
            resource: address,
            severity: isOff ? ("error" as const) : ("warning" as const),
            message: isOff
              ? `${address} waits for events of ${bucket}, but ${first} leaves EventBridge off`
              : `${address} waits for events of ${bucket}, but nothing here makes the bucket send them to EventBridge`,
            help: first
              ? `Set eventbridge = true in ${first}`
              : `Add an aws_s3_bucket_notification for ${bucket} with eventbridge = true`,
            suggestions: suggestionOf("Send the bucket's events to EventBridge", sending(bucket, first)),
            related: [
              { at: first?.body.place() ?? bucket.body.place(), message: first ? "the notification" : "the bucket" },
            ],
          },
        ];
      });
    });
  },
});

/** The buckets whose own events a pattern matches, and where each is named. */
function bucketsOf(pattern: Value | undefined): readonly { readonly bucket: Resource; readonly at: Place }[] {
  if (!listOf(pattern, "source").some((source) => source.kind === "known" && source.value === "aws.s3")) return [];
  // CloudTrail's events come from CloudTrail, whatever the bucket sends
  const kinds = listOf(pattern, "detail-type").map(stringOf);
  if (kinds.length > 0 && kinds.every((kind) => kind?.endsWith("via CloudTrail"))) return [];
  const ofBucket = entryOf(entryOf(pattern, "detail"), "bucket");
  return listOf(ofBucket, "name").flatMap((named) => {
    const bucket = referredOfType(named, "aws_s3_bucket");
    if (bucket?.mode !== "managed") return [];
    // the text of a known name is at the bucket
    const list = entryOf(ofBucket, "name")?.place;
    return [{ bucket, at: list && !encloses(list, named.place) ? list : named.place }];
  });
}

function entryOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === "object" ? value.entries.get(name) : undefined;
}

function listOf(value: Value | undefined, name: string): readonly Value[] {
  const found = entryOf(value, name);
  return found?.kind === "list" && !found.open ? found.elements : [];
}

/** It is not always known which instances of a block are meant. */
function isSameBlock(one: Resource | undefined, other: Resource): boolean {
  return one !== undefined && one.name === other.name && one.module === other.module && one.mode === other.mode;
}

function isTurnedOff(notification: Resource): boolean {
  const isOff = isLeftOut(notification, "eventbridge") || isAlways(notification, "eventbridge", false);
  return notification.isCertain && isOff;
}

/** Whether it may be turned on elsewhere: for an unknown bucket, in another module, or by a caller. */
function mayBeElsewhere(stack: Stack, notifications: readonly Resource[], bucket: Resource): boolean {
  const isUndecided = ({ body }: Resource) =>
    allReferences(body.value("bucket")).every(({ resource }) => resource.type !== bucket.type);
  return notifications.some(isUndecided) || handedToModules(stack).has(bucket) || handedToCallers(stack).has(bucket);
}

function sending(bucket: Resource, notification: Resource | undefined): Edit | undefined {
  if (notification) return setArgument(notification.body, "eventbridge", "true");
  return companion(bucket, "aws_s3_bucket_notification", `bucket = ${selfReference(bucket)}.id\neventbridge = true`)
    ?.edit;
}
