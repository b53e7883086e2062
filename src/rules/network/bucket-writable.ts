import type { Stack } from "../../lambda/index.ts";
import type { Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { controlsOf, switchingOff } from "../shared/resources/ownership-controls.ts";
import { bucketOpenings } from "../shared/resources/public-bucket.ts";
import { stateBuckets } from "../shared/resources/state-buckets.ts";

const example = (acl: string) => `resource "aws_s3_bucket" "uploads" {
  bucket = "acme-uploads"
}

resource "aws_s3_bucket_ownership_controls" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  rule {
    object_ownership = "ObjectWriter"
  }
}

resource "aws_s3_bucket_acl" "uploads" {
  bucket     = aws_s3_bucket.uploads.id
  acl        = "${acl}"
  depends_on = [aws_s3_bucket_ownership_controls.uploads]
}`;

export default defineRule({
  summary: "The ACL of a bucket lets everyone write to it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_57"], trivy: ["AWS-0092"], kics: ["s3_bucket_acl_allows_read_or_write_to_all_users"] },
  source: "Amazon S3 user guide, Access control list overview: Amazon S3 predefined groups, Canned ACL (2026-11)",
  why: `Anyone may put objects in such a bucket, replace and delete what is there, and its owner pays. Where S3 blocks public ACLs, as
it does for new buckets, it refuses the ACL, and the apply fails.`,
  bad: example("public-read-write"),
  good: example("private"),
  check({ stack, states }) {
    // state/bucket-public reports buckets of state
    const left = new Set(stateBuckets(stack, states));
    return bucketOpenings(stack)
      .filter(({ bucket, isWritable }) => isWritable && !(bucket && (left.has(bucket) || hasNoAcls(bucket, stack))))
      .map(({ bucket, opener, at, what, suggestions }) => ({
        suggestions,
        at,
        resource: (bucket ?? opener).address,
        message: `Anyone may write to ${bucket ?? `the bucket of ${opener}`}: ${what}`,
        help: "Remove the grant, and let functions or presigned URLs write",
      }));
  },
});

/** Whether S3 refuses every ACL of a bucket, which schema/bucket-acl reports. */
function hasNoAcls(bucket: Resource, stack: Stack): boolean {
  const controls = controlsOf(bucket, stack);
  return controls !== undefined && controls !== "unknown" && switchingOff(controls) !== undefined;
}
