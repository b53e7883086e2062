import { defineRule } from "../rule.ts";
import { unversionedBuckets } from "../shared/resources/bucket-versioning.ts";
import { stateBuckets } from "../shared/resources/state-buckets.ts";

export default defineRule({
  summary: "A bucket that holds Terraform state keeps no older versions",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend type: s3 (2026-11)",
  why: `A state that is overwritten by mistake or truncated is gone, and with it the record of what Terraform created. With
versioning the last good one is a few clicks away; the documentation of the backend recommends it.`,
  bad: `resource "aws_s3_bucket" "state" {
  bucket = "acme-terraform-state"
}`,
  good: `resource "aws_s3_bucket" "state" {
  bucket = "acme-terraform-state"
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id

  versioning_configuration {
    status = "Enabled"
  }
}`,
  check({ stack, states }) {
    const buckets = new Set(stateBuckets(stack, states));
    return unversionedBuckets(stack)
      .filter(({ resource }) => buckets.has(resource))
      .map(({ resource, at, suggestions }) => ({
        at,
        suggestions,
        resource: resource.address,
        message: `${resource} holds Terraform state and keeps no older versions of it`,
        help: 'Add aws_s3_bucket_versioning with status = "Enabled"',
      }));
  },
});
