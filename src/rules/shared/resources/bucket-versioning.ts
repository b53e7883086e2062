import type { Stack } from "../../../lambda/index.ts";
import {
  type BlockValue,
  couldBe,
  isCallersChoice,
  type Place,
  placeForMissing,
  type Resource,
} from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { suggestValues } from "../edits/arguments.ts";
import { companion } from "../edits/companion.ts";
import { suggestionOf } from "../edits/fixes.ts";
import { selfReference } from "../edits/references.ts";

const OFF = new Set(["Suspended", "Disabled"]);

/** A bucket that overwrites its objects for good, and where that is said. */
export interface UnversionedBucket {
  /** The bucket, or the setting that turns versions off of one that is made elsewhere. */
  readonly resource: Resource;
  readonly at: Place;
  /** The edit that has it keep versions. */
  readonly suggestions: readonly Fix[];
}

/** The buckets that surely keep no older versions, whoever uses the module. */
export function unversionedBuckets(stack: Stack): readonly UnversionedBucket[] {
  const settings = stack.resources("aws_s3_bucket_versioning").map((setting) => ({
    setting,
    bucket: stack.resourceNamed(setting.body.value("bucket"), ["aws_s3_bucket"], "bucket"),
    off: turnedOff(setting, setting.body.block("versioning_configuration")),
  }));
  const elsewhere = settings.filter(({ bucket }) => bucket === undefined);
  const declared = stack.resources("aws_s3_bucket").flatMap((bucket) => {
    const own = settings.find((setting) => setting.bucket === bucket);
    const off = own ? own.off : turnedOff(bucket, bucket.body.block("versioning"));
    if (off) return [{ resource: bucket, ...off }];
    // versioning of a bucket that is not known may be this one's
    const isLeft = !own && elsewhere.length === 0 && bucket.body.hasBlock("versioning") === "no";
    if (!isLeft || isCallersChoice(bucket, "versioning") || mayBeLocked(bucket)) return [];
    return [
      { resource: bucket, at: placeForMissing(bucket, "aws_s3_bucket_versioning"), suggestions: withSetting(bucket) },
    ];
  });
  return [...declared, ...elsewhere.flatMap(({ setting, off }) => (off ? [{ resource: setting, ...off }] : []))];
}

/**
 * Whether a bucket may be made with Object Lock, which turns versioning on by itself: Amazon S3 user guide, Locking
 * objects with Object Lock (2026-11). The resource for it alone does not: it takes a bucket that keeps versions.
 */
function mayBeLocked(bucket: Resource): boolean {
  const { body } = bucket;
  const isOn = couldBe(body.value("object_lock_enabled"), "true") || isCallersChoice(bucket, "object_lock_enabled");
  return isOn || body.hasBlock("object_lock_configuration") !== "no";
}

/** Where a block says that no versions are kept, and what it may say instead. */
function turnedOff(resource: Resource, block: BlockValue | undefined): Omit<UnversionedBucket, "resource"> | undefined {
  if (!block?.isCertain) return undefined;
  const argument = block.isWritten("status") ? "status" : "enabled";
  const isOff = OFF.has(block.string("status") ?? "") || block.boolean("enabled") === false;
  if (!isOff || isCallersChoice(resource, argument, block)) return undefined;
  const on = argument === "status" ? '"Enabled"' : "true";
  return { at: block.place(argument), suggestions: suggestValues(block, argument, [on]) };
}

function withSetting(bucket: Resource): readonly Fix[] {
  const content = `bucket = ${selfReference(bucket)}.id

versioning_configuration {
  status = "Enabled"
}`;
  return suggestionOf("Keep older versions", companion(bucket, "aws_s3_bucket_versioning", content)?.edit);
}
