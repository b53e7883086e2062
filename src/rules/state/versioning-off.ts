import { defineRule } from "../rule.ts";
import { unversionedBuckets } from "../shared/resources/bucket-versioning.ts";
import { stateBuckets } from "../shared/resources/state-buckets.ts";

const example = (status: string) => `resource "aws_s3_bucket" "orders" {
  bucket = "acme-orders"
}

resource "aws_s3_bucket_versioning" "orders" {
  bucket = aws_s3_bucket.orders.id

  versioning_configuration {
    status = "${status}"
  }
}`;

export default defineRule({
  summary: "A bucket keeps no older versions of its objects",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_21"],
    trivy: ["AWS-0090"],
    kics: ["s3_bucket_without_versioning"],
    "cdk-nag": ["S3BucketVersioningEnabled"],
  },
  source: "AWS Security Hub user guide, Amazon S3 controls: S3.14 (2026-11)",
  why: `A function that writes or deletes the wrong thing does so to thousands of objects before anyone notices, and S3 has no
undo. With versioning the previous content is one copy away, and a lifecycle rule removes it after some weeks.`,
  ignoreWhen: "The objects can be recreated, as in a cache, or are logs that are kept elsewhere.",
  bad: example("Suspended"),
  good: example("Enabled"),
  check({ stack, states }) {
    // state/bucket-unversioned reports these
    const left = new Set(stateBuckets(stack, states));
    return unversionedBuckets(stack)
      .filter(({ resource }) => !left.has(resource))
      .map(({ resource, at, suggestions }) => ({
        at,
        suggestions,
        resource: resource.address,
        message:
          resource.type === "aws_s3_bucket"
            ? `${resource} keeps no older versions of its objects`
            : `${resource} lets its bucket keep no older versions of its objects`,
        help: 'Set versioning_configuration { status = "Enabled" } in an aws_s3_bucket_versioning of the bucket',
      }));
  },
});
