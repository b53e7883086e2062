import { defineRule } from "../rule.ts";
import { bucketOpenings } from "../shared/resources/public-bucket.ts";
import { stateBuckets } from "../shared/resources/state-buckets.ts";

export default defineRule({
  summary: "A bucket that holds Terraform state is opened to the public",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
    trivy: ["AWS-0086", "AWS-0087", "AWS-0091", "AWS-0093"],
  },
  source: "Amazon S3 user guide, Blocking public access to your Amazon S3 storage (2026-11)",
  why: `A state holds passwords and keys in plain text, and the addresses of everything that exists. Nobody outside should be able
to read it.`,
  bad: `resource "aws_s3_bucket" "state" {
  bucket = "acme-terraform-state"
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket              = aws_s3_bucket.state.id
  block_public_policy = false
}`,
  good: `resource "aws_s3_bucket" "state" {
  bucket = "acme-terraform-state"
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}`,
  check({ stack, states }) {
    const holders = new Set(stateBuckets(stack, states));
    if (holders.size === 0) return [];
    return bucketOpenings(stack).flatMap(({ bucket, at, what, suggestions }) =>
      bucket && holders.has(bucket)
        ? [
            {
              at,
              suggestions,
              resource: bucket.address,
              message: `${bucket} holds Terraform state and is opened to the public: ${what}`,
              help: "Set all four arguments of aws_s3_bucket_public_access_block to true, and use no public ACL",
            },
          ]
        : [],
    );
  },
});
