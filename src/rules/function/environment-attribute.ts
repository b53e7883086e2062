import { type Reference, type Resource, wholeReference } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceAttribute } from "../shared/edits/values.ts";

/** What a variable's name says about its value, and attributes of some types that are something else. */
interface Kind {
  readonly name: RegExp;
  readonly what: string;
  readonly wrong: Readonly<Record<string, readonly string[]>>;
  /** The right attribute of each type. */
  readonly right: Readonly<Record<string, string>>;
}

const KINDS: readonly Kind[] = [
  {
    name: /(?:^|_)URL$/i,
    what: "a URL",
    wrong: { aws_sqs_queue: ["arn", "name"], aws_lambda_function_url: ["function_arn", "url_id"] },
    right: { aws_sqs_queue: "url", aws_lambda_function_url: "function_url" },
  },
  {
    name: /(?:^|_)ARN$/i,
    what: "an ARN",
    wrong: {
      aws_dynamodb_table: ["id", "name"],
      aws_kinesis_stream: ["name"],
      aws_kms_key: ["id", "key_id"],
      aws_lambda_function: ["function_name", "id"],
      aws_s3_bucket: ["bucket", "id"],
      aws_secretsmanager_secret: ["name"],
      aws_sfn_state_machine: ["name"],
      aws_sns_topic: ["name"],
      aws_sqs_queue: ["id", "name", "url"],
    },
    right: {},
  },
  {
    // the SDKs accept ARNs in place of the names of tables and secrets, but not of buckets and queues
    name: /(?:^|_)(?:BUCKET|BUCKET_NAME|QUEUE_NAME)$/i,
    what: "a name",
    wrong: {
      aws_s3_bucket: ["arn", "bucket_domain_name", "bucket_regional_domain_name"],
      aws_sqs_queue: ["arn", "url"],
    },
    right: { aws_s3_bucket: "bucket", aws_sqs_queue: "name" },
  },
];

const example = (attribute: string) => `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  environment {
    variables = {
      QUEUE_URL = aws_sqs_queue.jobs.${attribute}
    }
  }
}`;

export default defineRule({
  summary: "An environment variable holds a different attribute of a resource than its name says",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon SQS API reference, SendMessage: QueueUrl; Amazon S3 API reference, GetObject: Bucket (2026-11)",
  why: `The code reads the variable by its name and passes it to the SDK: with a queue's ARN instead of its URL, the queue does not
exist. That shows at the first call, not at apply.`,
  ignoreWhen: "The code itself parses the value, for example a name out of an ARN.",
  bad: example("arn"),
  good: example("url"),
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.environmentVariables.flatMap(({ name, value, namePlace }) => {
        const reference = wholeReference(value, fn.resource);
        const kind = KINDS.find((one) => one.name.test(name));
        if (!reference || !kind || !isOther(reference, kind)) return [];
        const { resource, path } = reference;
        return [
          {
            at: namePlace,
            resource: fn.resource.address,
            message: `${name} of ${fn} should be ${kind.what}, but is the ${path[0]} of ${resource}`,
            suggestions: suggestionOf(
              `Use its ${rightOf(resource, kind)}`,
              replaceAttribute(value.place, rightOf(resource, kind)),
            ),
            help: `Use ${resource}.${rightOf(resource, kind)}, or name the variable after what it holds`,
          },
        ];
      }),
    );
  },
});

function isOther({ resource, path }: Reference, { wrong }: Kind): boolean {
  return path.length === 1 && (wrong[resource.type]?.includes(String(path[0])) ?? false);
}

function rightOf({ type }: Resource, { right }: Kind): string {
  return right[type] ?? "arn";
}
