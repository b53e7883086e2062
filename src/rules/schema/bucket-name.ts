import { type BlockValue, ignoredChanges } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const ALLOWED = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export default defineRule({
  summary: "A bucket has a name that S3 does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_s3_bucket_name"], trivy: ["AWS-0320"], "cfn-lint": ["E1161"] },
  source: "Amazon S3 user guide, General purpose bucket naming rules (2026-11)",
  why: "S3 refuses the bucket, and the apply stops there.",
  bad: `resource "aws_s3_bucket" "uploads" {
  bucket = "Acme_Uploads"
}`,
  good: `resource "aws_s3_bucket" "uploads" {
  bucket = "acme-uploads"
}`,
  check({ stack }) {
    return stack.resources("aws_s3_bucket").flatMap((bucket) => {
      const name = bucket.body.string("bucket");
      // with an empty name the provider generates one
      const problem = name ? problemOf(name) : undefined;
      // a bucket from before 2018 may have such a name, and keeps it
      if (problem === undefined || ignoredChanges(bucket) === "all") return [];
      return [
        {
          at: bucket.body.place("bucket"),
          resource: bucket.address,
          message: `S3 does not accept the bucket name "${name}": ${problem}`,
          suggestions: spelt(bucket.body, name),
          help: "Use 3 to 63 lowercase letters, digits and hyphens, with a letter or digit at both ends",
        },
      ];
    });
  },
});

function problemOf(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) return `it has ${name.length} characters, but may have 3 to 63`;
  if (/[A-Z]/.test(name)) return "it has uppercase letters";
  if (name.includes("_")) return "it has an underscore";
  if (!ALLOWED.test(name))
    return "it may have only lowercase letters, digits, dots and hyphens, and must end in a letter or digit";
  if (name.includes("..")) return "it has two dots in a row";
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) return "it looks like an IP address";
  if (/^(?:xn--|sthree-|amzn-s3-demo-)/.test(name)) return "its prefix is reserved for AWS";
  return /(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name) ? "its suffix is reserved for AWS" : undefined;
}

/** The name in lower case with hyphens, if it is written out and valid then. */
function spelt(body: BlockValue, name = ""): readonly Fix[] {
  const accepted = name
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^\W+|(?<!\W)\W+$/g, "");
  const place = body.place("bucket");
  const isWrittenOut = place.file.slice(place) === JSON.stringify(name);
  return isWrittenOut && problemOf(accepted) === undefined ? suggestValues(body, "bucket", [`"${accepted}"`]) : [];
}
