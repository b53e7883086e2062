import type { PolicySite } from "../../iam/index.ts";
import { handedToModules, type Stack } from "../../lambda/index.ts";
import {
  type BlockValue,
  couldBe,
  isAlways,
  isCallersChoice,
  type Resource,
  referredOfType,
} from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const CONTROL = "origin_access_control_id";
const IDENTITY = "s3_origin_config";
const BLOCK = "aws_s3_bucket_public_access_block";
/** What may let anyone read a bucket's objects, besides its policy. */
const OPENERS = ["aws_s3_bucket_acl", "aws_s3_bucket_website_configuration"];

const example = (control: string) => `resource "aws_s3_bucket" "pages" {
  bucket = "acme-pages"
}

resource "aws_s3_bucket_public_access_block" "pages" {
  bucket                  = aws_s3_bucket.pages.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_cloudfront_origin_access_control" "pages" {
  name                              = "pages"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "pages" {
  enabled = true

  origin {
    origin_id                = "pages"
    domain_name              = aws_s3_bucket.pages.bucket_regional_domain_name${control}
  }
}`;

export default defineRule({
  summary: "A distribution reads from a bucket that refuses it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_46"], kics: ["cloudfront_without_origin_access_identity"] },
  source: "Amazon CloudFront developer guide, Restrict access to an Amazon S3 origin (2026-11)",
  why: `CloudFront signs its requests only with an origin access control. Without one, S3 answers 403 to all of them, as the bucket is
not public: every page of the distribution is "AccessDenied".`,
  bad: example(""),
  good: example("\n    origin_access_control_id = aws_cloudfront_origin_access_control.pages.id"),
  check({ stack }) {
    return stack.resources("aws_cloudfront_distribution").flatMap((distribution) =>
      mayRewrite(distribution.body)
        ? []
        : distribution.body.blocks("origin").flatMap((origin) => {
            const bucket = referredOfType(origin.value("domain_name"), "aws_s3_bucket");
            if (bucket?.mode !== "managed" || !isUnsigned(distribution, origin) || mayBeOpen(bucket, stack)) return [];
            return [
              {
                at: origin.place("domain_name"),
                resource: distribution.address,
                // the objects of an old bucket may be public each for itself
                severity: isClosed(bucket, stack) ? ("error" as const) : ("warning" as const),
                message: `${distribution} reads from ${bucket} without an origin access control, and nothing lets everyone read it`,
                help: "Set origin_access_control_id to an aws_cloudfront_origin_access_control, and let cloudfront.amazonaws.com read in the bucket's policy",
              },
            ];
          }),
    );
  },
});

/** Whether a function at the edge may sign requests, or send them elsewhere. */
function mayRewrite(body: BlockValue): boolean {
  return ["default_cache_behavior", "ordered_cache_behavior"].some((type) =>
    body
      .blocks(type)
      .some((behavior) =>
        ["lambda_function_association", "function_association"].some((one) => behavior.hasBlock(one) !== "no"),
      ),
  );
}

function isUnsigned(distribution: Resource, origin: BlockValue): boolean {
  if (!origin.isCertain || origin.isSet(CONTROL) !== "no" || isCallersChoice(distribution, CONTROL, origin))
    return false;
  const identities = origin.blocks(IDENTITY);
  return (
    origin.knowsAllBlocks(IDENTITY) &&
    !isCallersChoice(distribution, IDENTITY, origin) &&
    identities.every((identity) => isAlways(distribution, "origin_access_identity", "", identity))
  );
}

/** Whether something here may let everyone read the bucket, or objects of it. */
function mayBeOpen(bucket: Resource, stack: Stack): boolean {
  const isAbout = ({ body }: Resource) => {
    const named = stack.resourceNamed(body.value("bucket"), ["aws_s3_bucket"], "bucket");
    return named === undefined || named === bucket;
  };
  const isOpen = (object: Resource) => object.body.isSet("acl") !== "no" && isAbout(object);
  return (
    // which may set its policy
    handedToModules(stack).has(bucket) ||
    OPENERS.some((type) => stack.resources(type).some(isAbout)) ||
    stack.policySites.some(
      (site) => site.holder.type === "aws_s3_bucket_policy" && isAbout(site.holder) && mayLetEveryoneIn(site),
    ) ||
    ["acl", "policy", "grant", "website"].some(
      (name) => bucket.body.isSet(name) !== "no" || bucket.body.hasBlock(name) !== "no",
    ) ||
    ["aws_s3_object", "aws_s3_bucket_object"].some((type) => stack.resources(type).some(isOpen)) ||
    stack.resources(BLOCK).some((block) => isAbout(block) && !isAlways(block, "ignore_public_acls", true))
  );
}

/** Whether the policy of a bucket may apply to requests that nobody signed. */
function mayLetEveryoneIn({ document }: PolicySite): boolean {
  return (
    !document?.isComplete ||
    document.statements.some(
      ({ effect, principals, notPrincipals, knowsConditions }) =>
        effect !== "Deny" &&
        (!knowsConditions ||
          notPrincipals.length > 0 ||
          // what refers to an identity or a role is its ARN
          principals.some(({ type, identifier }) => type === "*" || (!identifier.via && couldBe(identifier, "*")))),
    )
  );
}

/** Whether no object of the bucket can be public. */
function isClosed(bucket: Resource, stack: Stack): boolean {
  return stack
    .referring(BLOCK, "bucket", bucket)
    .some((block) => ["ignore_public_acls", "restrict_public_buckets"].every((name) => isAlways(block, name, true)));
}
