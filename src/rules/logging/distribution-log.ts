import type { Stack } from "../../lambda/index.ts";
import { allReferences, type BlockValue, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { companion } from "../shared/edits/companion.ts";
import { addDependencies } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference } from "../shared/edits/references.ts";
import { CONTROLS, controlsOf, switchingOff } from "../shared/resources/ownership-controls.ts";

const example = (controls: string) => `provider "aws" {
  region = "us-east-1"
}

resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}${controls}

resource "aws_cloudfront_distribution" "shop" {
  enabled = true

  logging_config {
    bucket = aws_s3_bucket.logs.bucket_domain_name
  }
}`;

export default defineRule({
  summary: "A distribution writes its logs into a bucket that does not allow ACLs",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon CloudFront developer guide, Standard logging (legacy): the bucket needs ACLs; Amazon S3 user guide, Controlling ownership of objects; aws/aws-cdk, issue 25358 (2026-11)",
  why: `CloudFront adds itself to the ACL of the bucket for its logs. Since April 2023 ACLs are disabled on new buckets, and CloudFront
refuses such a distribution: "The S3 bucket that you specified for CloudFront logs does not enable ACL access".`,
  bad: example(""),
  good: example(`

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}`),
  check({ stack }) {
    return stack
      .resources("aws_cloudfront_distribution")
      .flatMap((distribution) =>
        distribution.body.blocks("logging_config").flatMap((config) => refused(distribution, config, stack)),
      );
  },
});

function refused(distribution: Resource, config: BlockValue, stack: Stack): RuleFinding[] {
  const bucket = bucketOf(config);
  if (!config.isCertain || !bucket || hasAcl(bucket, stack)) return [];
  const controls = controlsOf(bucket, stack);
  if (controls === "unknown") return [];
  const finding = { at: config.place("bucket"), resource: distribution.address };
  if (!controls)
    return [
      {
        ...finding,
        // an older bucket has ACLs
        severity: "warning",
        message: `If ${bucket} is new, CloudFront refuses it for the logs of ${distribution}: S3 switches ACLs off for new buckets`,
        help: `Allow ACLs on ${bucket} with ${CONTROLS} and object_ownership = "BucketOwnerPreferred"`,
        suggestions: allowAcls(bucket, distribution),
      },
    ];
  const rule = switchingOff(controls);
  if (!rule) return [];
  return [
    {
      ...finding,
      message: `CloudFront refuses ${bucket} for the logs of ${distribution}: ${controls} switches its ACLs off`,
      help: 'Set object_ownership to "BucketOwnerPreferred"',
      suggestions: suggestValues(rule, "object_ownership", ['"BucketOwnerPreferred"']),
      related: [{ at: rule.place("object_ownership"), message: "where they are switched off" }],
    },
  ];
}

/** The only bucket that the argument names. */
function bucketOf(config: BlockValue): Resource | undefined {
  const named = new Set(allReferences(config.value("bucket")).map(({ resource }) => resource));
  const [bucket, ...others] = [...named].filter(({ type }) => type === "aws_s3_bucket");
  return bucket?.mode === "managed" && !bucket.isSymbolic && others.length === 0 ? bucket : undefined;
}

/** Whether an ACL is set on a bucket: schema/bucket-acl reports what it lacks. */
function hasAcl(bucket: Resource, stack: Stack): boolean {
  if (bucket.body.isSet("acl") !== "no" || bucket.body.hasBlock("grant") !== "no") return true;
  return stack.resources("aws_s3_bucket_acl").some(({ body }) => {
    const named = stack.resourceNamed(body.value("bucket"), ["aws_s3_bucket"], "bucket");
    return named === undefined || named === bucket;
  });
}

/** Adds ownership controls, which the distribution then waits for. */
function allowAcls(bucket: Resource, distribution: Resource): readonly Fix[] {
  const content = `bucket = ${selfReference(bucket)}.id\n\nrule {\nobject_ownership = "BucketOwnerPreferred"\n}`;
  const controls = companion(bucket, CONTROLS, content);
  if (!controls || distribution.module !== bucket.module) return [];
  return suggestionOf(`Allow ACLs on ${bucket}`, controls.edit, addDependencies(distribution.body, [controls.address]));
}
