import type { Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { bucketOpenings, siteBuckets } from "../shared/resources/public-bucket.ts";
import { stateBuckets } from "../shared/resources/state-buckets.ts";

export default defineRule({
  summary: "A bucket is opened to the public",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: [
      ...["CKV_AWS_20", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV_AWS_57", "CKV_AWS_375"],
      ...["CKV2_AWS_6", "CKV2_AWS_43"],
    ],
    trivy: ["AWS-0086", "AWS-0087", "AWS-0091", "AWS-0092", "AWS-0093"],
    kics: [
      ...["s3_bucket_acl_allows_read_or_write_to_all_users", "s3_bucket_allows_public_acl"],
      "s3_bucket_with_public_policy",
    ],
  },
  source: "Amazon S3 user guide, Blocking public access to your Amazon S3 storage (2026-11)",
  why: `S3 blocks public access to every bucket by default. Removing the block leaves it to a policy or an ACL to protect the
objects, where one careless line exposes all of them to everyone.`,
  ignoreWhen: "The bucket's objects are meant for everyone, and cannot be served through CloudFront.",
  bad: `resource "aws_s3_bucket" "uploads" {
  bucket = "acme-uploads"
}

resource "aws_s3_bucket_public_access_block" "uploads" {
  bucket              = aws_s3_bucket.uploads.id
  block_public_policy = false
}`,
  good: `resource "aws_s3_bucket" "uploads" {
  bucket = "acme-uploads"
}

resource "aws_s3_bucket_public_access_block" "uploads" {
  bucket                  = aws_s3_bucket.uploads.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}`,
  check({ stack, states }) {
    // state/bucket-public reports buckets of state, network/bucket-writable what everyone may write to; a website is
    // meant to be public
    const left = new Set<Resource | undefined>([...stateBuckets(stack, states), ...siteBuckets(stack)]);
    return bucketOpenings(stack)
      .filter(({ bucket, isWritable }) => !left.has(bucket) && !isWritable)
      .map(({ bucket, opener, at, what, suggestions }) => ({
        suggestions,
        at,
        resource: (bucket ?? opener).address,
        message: `${bucket ?? `The bucket of ${opener}`} is opened to the public: ${what}`,
        help: "Set all four arguments of aws_s3_bucket_public_access_block to true, and serve what is public through CloudFront",
      }));
  },
});
