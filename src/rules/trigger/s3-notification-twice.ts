import { formatHcl } from "../../hcl/index.ts";
import { elementsOrSelf, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { appendToBlock } from "../shared/edits/blocks.ts";
import { addDependencies } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { writtenAs } from "../shared/edits/references.ts";
import { removeResource } from "../shared/edits/removal.ts";
import { textIdentity } from "../shared/resources/twins.ts";
import { filtersOf, overlaps } from "../shared/triggers/notification-filters.ts";

export default defineRule({
  summary: "Two notification resources of one bucket overwrite each other",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform AWS provider 6.66, aws_s3_bucket_notification (2026-11)",
  why: `A bucket has one notification configuration, and each resource replaces all of it. The one that is applied last wins, the
triggers of the other are gone, and every plan shows changes.`,
  bad: `resource "aws_s3_bucket" "uploads" {
  bucket = "orders-uploads"
}

resource "aws_s3_bucket_notification" "images" {
  bucket      = aws_s3_bucket.uploads.id
  eventbridge = true
}

resource "aws_s3_bucket_notification" "documents" {
  bucket = aws_s3_bucket.uploads.id

  queue {
    queue_arn = "arn:aws:sqs:eu-west-1:111122223333:documents"
    events    = ["s3:ObjectCreated:*"]
  }
}`,
  good: `resource "aws_s3_bucket" "uploads" {
  bucket = "orders-uploads"
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket      = aws_s3_bucket.uploads.id
  eventbridge = true

  queue {
    queue_arn = "arn:aws:sqs:eu-west-1:111122223333:documents"
    events    = ["s3:ObjectCreated:*"]
  }
}`,
  check({ stack }) {
    const first = new Map<Resource | string, Resource>();
    return stack.resources("aws_s3_bucket_notification").flatMap((notification) => {
      const value = notification.body.value("bucket");
      const bucket = referredOfType(value, "aws_s3_bucket") ?? textIdentity(notification, "bucket");
      // two that depend on a condition seldom exist at once
      if (!bucket || !notification.isCertain || notification.isSymbolic) return [];
      const other = first.get(bucket);
      if (!other) {
        first.set(bucket, notification);
        return [];
      }
      return [
        {
          at: notification.body.place("bucket"),
          resource: notification.address,
          message: `${notification} and ${other} both set all notifications of the same bucket, and overwrite each other`,
          help: `Put all triggers of the bucket into one aws_s3_bucket_notification${doOverlap(notification, other) ? ": two of them are for the same events and objects, which S3 refuses there, so set eventbridge = true and use rules" : ""}`,
          related: [{ at: other.body.place("bucket"), message: "the other one" }],
          suggestions: merging(notification, other),
        },
      ];
    });
  },
});

/** Moves the triggers of one notification resource to the other, with what they wait for. */
function merging(from: Resource, to: Resource): readonly Fix[] {
  const { body } = from;
  const isPlain = [from, to].every((one) => one.key === undefined && one.module === from.module);
  const isMovable =
    body.argumentNames.every((name) => MOVABLE.has(name)) &&
    body.blockTypes.every((type) => body.knowsAllBlocks(type)) &&
    !to.body.isWritten(EVENTBRIDGE);
  if (!isPlain || !isMovable || doOverlap(from, to)) return [];
  const triggers = [
    ...(body.isWritten(EVENTBRIDGE) ? [`${EVENTBRIDGE} = ${writtenAs(body, EVENTBRIDGE)}`] : []),
    ...body.blockTypes.flatMap((type) => body.blocks(type)).map(({ whole }) => whole.file.slice(whole)),
  ];
  const known = new Set(waitsOf(to));
  const waits = waitsOf(from).filter((address) => !known.has(address));
  return suggestionOf(
    `Move its triggers to ${to}`,
    appendToBlock(to.body, `\n${formatHcl(triggers.join("\n\n"))}`),
    ...(waits.length > 0 ? [addDependencies(to.body, waits)] : []),
    removeResource(from),
  );
}

/** Whether S3 would refuse the triggers of both in one configuration. */
function doOverlap(one: Resource, other: Resource): boolean {
  const filters = filtersOf(other);
  return filtersOf(one).some((filter) => filters.some((earlier) => overlaps(filter, earlier)));
}

function waitsOf({ body }: Resource): readonly string[] {
  return elementsOrSelf(body.value("depends_on")).elements.map(({ place }) => place.file.slice(place));
}

const EVENTBRIDGE = "eventbridge";
const MOVABLE: ReadonlySet<string> = new Set(["bucket", EVENTBRIDGE, "depends_on"]);
