import type { Stack } from "../lambda/index.ts";
import type { Place, Resource } from "../terraform/index.ts";

/** What opens a bucket to everyone. */
export interface BucketOpening {
  readonly bucket: Resource;
  readonly at: Place;
  readonly what: string;
}

const PUBLIC_ACLS = new Set(["public-read", "public-read-write", "authenticated-read"]);
const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/**
 * The settings that open buckets of the stack. That nothing is set opens none: S3 blocks public access of new buckets
 * (Amazon S3 user guide, Blocking public access, since April 2023).
 */
export function bucketOpenings(stack: Stack): readonly BucketOpening[] {
  const bucketOf = ({ body }: Resource) => stack.resourceNamed(body.value("bucket"), ["aws_s3_bucket"], "bucket");
  const acls = [
    ...stack.resources("aws_s3_bucket_acl").map((acl) => ({ acl, bucket: bucketOf(acl) })),
    ...stack.resources("aws_s3_bucket").map((bucket) => ({ acl: bucket, bucket })),
  ];
  return [
    ...acls.flatMap(({ acl, bucket }) => {
      const name = acl.body.string("acl");
      if (!bucket || name === undefined || !PUBLIC_ACLS.has(name)) return [];
      return [{ bucket, at: acl.body.place("acl"), what: `its ACL is ${name}` }];
    }),
    ...stack.resources("aws_s3_bucket_public_access_block").flatMap((block) => {
      const bucket = bucketOf(block);
      const off = BLOCKS.find((name) => block.body.boolean(name) === false);
      return bucket && off !== undefined ? [{ bucket, at: block.body.place(off), what: `${off} is false` }] : [];
    }),
  ];
}
