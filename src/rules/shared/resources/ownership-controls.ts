import { grouped } from "../../../grouped.ts";
import { handedToCallers, handedToModules, mayBeSwitchedOn, type Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { type BlockValue, isAlways, type Resource } from "../../../terraform/index.ts";
import { isExcerpt } from "../declarations/excerpt.ts";

export const CONTROLS = "aws_s3_bucket_ownership_controls";

/** Ownership controls by bucket; those of an unknown bucket under undefined. */
const controlsByBucket = oncePer((stack: Stack) =>
  grouped(stack.resources(CONTROLS), ({ body }) => [
    stack.resourceNamed(body.value("bucket"), ["aws_s3_bucket"], "bucket"),
  ]),
);

/** The ownership controls of a bucket; "unknown" if they may be elsewhere, or for another bucket. */
export function controlsOf(bucket: Resource, stack: Stack): Resource | "unknown" | undefined {
  const byBucket = controlsByBucket(stack);
  const [own] = byBucket.get(bucket) ?? [];
  if (own) return own;
  const isElsewhere = handedToModules(stack).has(bucket) || handedToCallers(stack).has(bucket);
  const isOfAny = [...byBucket.keys()].some((of) => of === undefined || of.isSymbolic);
  const mayBeOwn = isOfAny || mayBeSwitchedOn(stack, CONTROLS, bucket);
  return isElsewhere || mayBeOwn || isExcerpt(stack.root) ? "unknown" : undefined;
}

/** The block with which controls switch the ACLs of their bucket off, whoever calls the module. */
export function switchingOff(controls: Resource): BlockValue | undefined {
  const rule = controls.body.block("rule");
  return rule && isAlways(controls, "object_ownership", "BucketOwnerEnforced", rule) ? rule : undefined;
}
