import { defineRule } from "../rule.ts";
import { stateBuckets } from "../shared/resources/state-buckets.ts";

export default defineRule({
  summary: "A bucket that holds Terraform state keeps no older versions",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend type: s3 (2026-11)",
  why: `A state that is overwritten by mistake or cut short is gone, and with it the knowledge of what Terraform made. With versioning the
last good one is a few clicks away; the documentation of the backend asks for it.`,
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
    const settings = stack.resources("aws_s3_bucket_versioning").map((setting) => ({
      bucket: stack.resourceNamed(setting.body.value("bucket"), ["aws_s3_bucket"], "bucket"),
      block: setting.body.block("versioning_configuration"),
    }));
    return stateBuckets(stack, states).flatMap((bucket) => {
      if (bucket.body.hasBlock("versioning") !== "no") return [];
      const own = settings.find((setting) => setting.bucket === bucket);
      const status = own?.block?.string("status");
      const isOff = status === "Suspended" || status === "Disabled";
      // versioning of a bucket that is not known may be this one's
      if (own ? !isOff : settings.some((setting) => setting.bucket === undefined)) return [];
      return [
        {
          at: own?.block?.place("status") ?? bucket.body.place(),
          resource: bucket.address,
          message: `${bucket} holds Terraform state and keeps no older versions of it`,
          help: 'Add aws_s3_bucket_versioning with status = "Enabled"',
        },
      ];
    });
  },
});
