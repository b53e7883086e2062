import type { Delivery, Stack } from "../../../lambda/index.ts";
import type { BlockValue, Resource } from "../../../terraform/index.ts";

/** A service that writes into a bucket as allowed by the bucket's policy, and tests that when it is configured. */
export interface BucketWrite extends Delivery {
  /** The service's common name. */
  readonly service: string;
}

interface Writer {
  readonly service: string;
  readonly principal: string;
  readonly argument: string;
  blocks(resource: Resource): readonly BlockValue[];
}

const WRITERS: Readonly<Record<string, Writer>> = {
  aws_ses_receipt_rule: {
    service: "SES",
    principal: "ses.amazonaws.com",
    argument: "bucket_name",
    // with a role, SES does not depend on the policy
    blocks: ({ body }) => body.blocks("s3_action").filter((block) => block.isSet("iam_role_arn") === "no"),
  },
  aws_cloudtrail: {
    service: "CloudTrail",
    principal: "cloudtrail.amazonaws.com",
    argument: "s3_bucket_name",
    blocks: ({ body }) => [body],
  },
};

/** Every such service that the configuration points at a bucket. */
export function bucketWrites(stack: Stack): readonly BucketWrite[] {
  return Object.entries(WRITERS).flatMap(([type, { service, principal, argument, blocks }]) =>
    stack.resources(type).flatMap((connection) =>
      blocks(connection).map((block) => {
        const target = block.value(argument);
        // the source is created after the policy, and so cannot be referred to in it
        return {
          service,
          principal,
          argument,
          connection,
          block,
          target,
          source: { kind: "null", place: target.place },
          isTried: true,
        };
      }),
    ),
  );
}
