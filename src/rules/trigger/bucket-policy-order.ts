import { dependsOn, type Stack } from "../../lambda/index.ts";
import { type Resource, referredOfType, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { type BucketWrite, bucketWrites } from "../shared/policies/bucket-writes.ts";
import { BUCKET, policiesOf } from "../shared/policies/delivery-policies.ts";
import { resourceStatements } from "../shared/policies/resource-policies.ts";

const example = (order: string) => `resource "aws_s3_bucket" "mail" {
  bucket = "orders-mail"
}

resource "aws_s3_bucket_policy" "mail" {
  bucket = aws_s3_bucket.mail.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ses.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "\${aws_s3_bucket.mail.arn}/*"
      Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
    }]
  })
}

resource "aws_ses_receipt_rule" "store" {
  name          = "store"
  rule_set_name = "orders"
  enabled       = true

  s3_action {
    bucket_name = aws_s3_bucket.mail.bucket
    position    = 1
  }${order}
}`;

export default defineRule({
  summary: "A service may be pointed to a bucket before the bucket's policy allows it to write there",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon SES API reference, CreateReceiptRule: InvalidS3ConfigurationException; AWS CloudTrail API reference, CreateTrail: InsufficientS3BucketPolicyException; terraform-provider-aws, internal/service/ses/receipt_rule.go: no retry (2026-11)",
  why: `SES and CloudTrail check that they may write to the bucket when they are configured, and refuse it otherwise. Terraform
sees no connection with the bucket's policy, creates both at once, and the apply fails now and then, most likely the first one.`,
  bad: example(""),
  good: example("\n\n  depends_on = [aws_s3_bucket_policy.mail]"),
  check({ stack }) {
    return bucketWrites(stack).flatMap((write) => early(write, stack));
  },
});

function early(write: BucketWrite, stack: Stack): RuleFinding[] {
  const { connection: resource, block, argument, target, principal, service } = write;
  const bucket = referredOfType(target, BUCKET.type);
  if (bucket?.mode !== "managed") return [];
  const policies = policiesOf(bucket, BUCKET, stack).filter((policy) => names(policy, principal, stack));
  const [policy] = policies;
  if (!policy || policies.some((each) => dependsOn(resource, each) !== "no")) return [];
  return [
    {
      at: block.place(argument),
      resource: resource.address,
      message: `${resource} may be created before ${policy} allows ${service} to write to ${bucket}`,
      help:
        policy.module === resource.module
          ? `Add depends_on = [${policy.type}.${policy.name}] to ${resource}`
          : `Make ${resource} depend on the module that contains ${policy}`,
      fix: fixOf(`Make it wait for ${policy}`, waitFor(resource, policy)),
      related: [{ at: policy.body.place(), message: "the policy" }],
    },
  ];
}

/** Whether a policy speaks of a service. */
function names(policy: Resource, principal: string, stack: Stack): boolean {
  return resourceStatements(stack, [policy.type]).some(
    ({ holder, statement }) =>
      holder === policy && statement.principals.some(({ identifier }) => stringOf(identifier) === principal),
  );
}
