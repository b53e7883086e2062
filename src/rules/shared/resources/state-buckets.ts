import type { Stack } from "../../../lambda/index.ts";
import type { Resource, StateLocation } from "../../../terraform/index.ts";

/** Names that tell what the bucket is for. */
const NAMED = /(?:^|[-_.])(?:tf-?state|terraform-?(?:remote-?)?states?)(?:$|[-_.])/i;

/** The buckets of a stack that contain Terraform state, according to a backend of the run, or to their names. */
export function stateBuckets(stack: Stack, states: readonly StateLocation[]): readonly Resource[] {
  const buckets = stack.resources("aws_s3_bucket");
  if (buckets.length === 0) return [];
  const used = new Set(states.map(({ bucket }) => bucket));
  return buckets.filter(({ body }) => {
    const name = body.string("bucket");
    return name !== undefined && (used.has(name) || NAMED.test(name));
  });
}
