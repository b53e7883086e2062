import type { Stack } from "../../../lambda/index.ts";
import { type BlockValue, isCallersChoice, type Place, type Resource } from "../../../terraform/index.ts";

const OFF = new Set(["Suspended", "Disabled"]);

/** A bucket that overwrites its objects for good, and where that is said. */
export interface UnversionedBucket {
  /** The bucket, or the setting that turns versions off of one that is made elsewhere. */
  readonly resource: Resource;
  readonly at: Place;
}

/** The buckets that surely keep no older versions, whoever uses the module. */
export function unversionedBuckets(stack: Stack): readonly UnversionedBucket[] {
  const settings = stack.resources("aws_s3_bucket_versioning").map((setting) => ({
    setting,
    bucket: stack.resourceNamed(setting.body.value("bucket"), ["aws_s3_bucket"], "bucket"),
    off: whereOff(setting, setting.body.block("versioning_configuration")),
  }));
  const elsewhere = settings.filter(({ bucket }) => bucket === undefined);
  const declared = stack.resources("aws_s3_bucket").flatMap((bucket) => {
    const own = settings.find((setting) => setting.bucket === bucket);
    const at = own ? own.off : whereOff(bucket, bucket.body.block("versioning"));
    if (at) return [{ resource: bucket, at }];
    // versioning of a bucket that is not known may be this one's
    const isLeft = !own && elsewhere.length === 0 && bucket.body.hasBlock("versioning") === "no";
    return isLeft && !isCallersChoice(bucket, "versioning") ? [{ resource: bucket, at: bucket.body.place() }] : [];
  });
  return [...declared, ...elsewhere.flatMap(({ setting, off }) => (off ? [{ resource: setting, at: off }] : []))];
}

/** Where a block says that no versions are kept. */
function whereOff(resource: Resource, block: BlockValue | undefined): Place | undefined {
  if (!block?.isCertain) return undefined;
  const argument = block.isWritten("status") ? "status" : "enabled";
  const isOff = OFF.has(block.string("status") ?? "") || block.boolean("enabled") === false;
  return isOff && !isCallersChoice(resource, argument, block) ? block.place(argument) : undefined;
}
