import type { Delivery, Stack } from "../../../lambda/index.ts";
import type { BlockValue, Resource } from "../../../terraform/index.ts";

/** A service that is to write into a bucket by the bucket's policy, and tries it when it is told of the bucket. */
export interface BucketWrite extends Delivery {
  /** As people call it. */
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
    // with a role SES needs no word of the policy
    blocks: ({ body }) => body.blocks("s3_action").filter((block) => block.isSet("iam_role_arn") === "no"),
  },
  aws_cloudtrail: {
    service: "CloudTrail",
    principal: "cloudtrail.amazonaws.com",
    argument: "s3_bucket_name",
    blocks: ({ body }) => [body],
  },
};

/** Every such service that the configuration tells of a bucket. */
export function bucketWrites(stack: Stack): readonly BucketWrite[] {
  return Object.entries(WRITERS).flatMap(([type, { service, principal, argument, blocks }]) =>
    stack.resources(type).flatMap((connection) =>
      blocks(connection).map((block) => {
        const target = block.value(argument);
        // what they write for is made after the policy, and not named in it by reference
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
