import type { LambdaFunction, Stack } from "../../lambda/index.ts";
import {
  allReferences,
  elementsOrSelf,
  isCallersChoice,
  knownSuffix,
  type Place,
  type Resource,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function triggered by a bucket may write to where it triggers itself",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Process Amazon S3 event notifications with Lambda (2026-11)",
  why: `A function that writes its result into the bucket and below the prefix that triggers it is called again for that result,
and so on, at full speed and at your cost. A second bucket, or a separate prefix for results, rules that out.`,
  ignoreWhen: "The function never writes what its own filter matches.",
  bad: `resource "aws_s3_bucket" "images" {
  bucket = "images"
}

resource "aws_iam_role" "resize" {
  name               = "resize"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy" "resize" {
  role = aws_iam_role.resize.id
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "\${aws_s3_bucket.images.arn}/*"
    }]
  })
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
}

resource "aws_s3_bucket_notification" "images" {
  bucket = aws_s3_bucket.images.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.resize.arn
    events              = ["s3:ObjectCreated:*"]
  }
}`,
  good: `resource "aws_s3_bucket" "images" {
  bucket = "images"
}

resource "aws_iam_role" "resize" {
  name               = "resize"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy" "resize" {
  role = aws_iam_role.resize.id
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:PutObject"]
      Resource = "\${aws_s3_bucket.images.arn}/small/*"
    }]
  })
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
}

resource "aws_s3_bucket_notification" "images" {
  bucket = aws_s3_bucket.images.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.resize.arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "originals/"
  }
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.triggersOf("s3").flatMap(({ connection, block, source }) => {
        if (connection.type !== "aws_s3_bucket_notification" || !source || isHalted(fn, stack)) return [];
        const prefix = block.isSet("filter_prefix") === "no" ? "" : block.string("filter_prefix");
        const { elements } = elementsOrSelf(block.value("events"));
        if (!elements.some((event) => stringOf(event)?.startsWith("s3:ObjectCreated:"))) return [];
        if (prefix === undefined || block.isSet("filter_suffix") !== "no") return [];
        if (["filter_prefix", "filter_suffix"].some((name) => isCallersChoice(connection, name, block))) return [];
        const grant = writeGrant(fn, source, prefix);
        if (!grant) return [];
        return [
          {
            at: block.place("lambda_function_arn"),
            resource: connection.address,
            message: `${fn} may write to ${source} ${prefix === "" ? "anywhere" : `below "${prefix}"`}, where every new object calls it again`,
            help: "Make it write to another bucket, or trigger it for one prefix and make it write to another",
            related: [{ at: grant, message: "what it may write" }],
          },
        ];
      }),
    );
  },
});

/** Where the role is allowed to put objects that match the trigger's prefix. */
function writeGrant(fn: LambdaFunction, bucket: Resource, prefix: string): Place | undefined {
  const statements = (fn.role?.policies ?? []).flatMap(({ document }) => document?.statements ?? []);
  for (const { effect, actions, resources } of statements) {
    const mayPut = actions.values.some(
      (action) => action.kind === "known" && /^s3:(\*|Put\*|PutObject\*?)$/i.test(String(action.value)),
    );
    const target = resources.values.find((value) => covers(value, bucket, prefix));
    if (effect === "Allow" && mayPut && target) return target.place;
  }
  return undefined;
}

/** `"${bucket.arn}/*"`, or with the trigger's own prefix. */
function covers(value: Value, bucket: Resource, prefix: string): boolean {
  const names = allReferences(value).some(({ resource, path }) => resource === bucket && path[0] === "arn");
  const key = /^[^/]*\/(.*)\*$/s.exec(knownSuffix(value))?.[1];
  return names && key !== undefined && (key.startsWith(prefix) || prefix.startsWith(key));
}

/** If recursive calls are allowed explicitly, someone has considered them. */
function isHalted(fn: LambdaFunction, stack: Stack): boolean {
  return stack
    .resources("aws_lambda_function_recursion_config")
    .some(({ body }) => stack.functionsNamed(body.value("function_name")).includes(fn));
}
