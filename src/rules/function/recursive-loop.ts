import { arnText, grantsOf } from "../../iam/index.ts";
import type { FunctionTrigger, LambdaFunction, Stack, TriggerKind } from "../../lambda/index.ts";
import { oncePer } from "../../once-per.ts";
import { isAlways, type Place, refersTo } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** The actions that write to each kind of source, and whether Lambda detects a loop through it. S3 has its own rule. */
const WRITES: ReadonlyMap<TriggerKind, { readonly actions: readonly string[]; readonly isSeen: boolean }> = new Map([
  ["sqs", { actions: ["sqs:SendMessage"], isSeen: true }],
  ["sns", { actions: ["sns:Publish"], isSeen: true }],
  ["dynamodb", { actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem"], isSeen: false }],
  ["kinesis", { actions: ["kinesis:PutRecord", "kinesis:PutRecords"], isSeen: false }],
]);

const example = (setting: string) => `resource "aws_sqs_queue" "crawl" {}

resource "aws_iam_role" "crawl" {
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy" "crawl" {
  role = aws_iam_role.crawl.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["sqs:SendMessage"], Resource = aws_sqs_queue.crawl.arn }]
  })
}

resource "aws_lambda_function" "crawl" {
  function_name = "crawl"
  role          = aws_iam_role.crawl.arn
  runtime       = "python3.14"
  handler       = "crawl.handler"
  filename      = "crawl.zip"
}

resource "aws_lambda_event_source_mapping" "crawl" {
  function_name    = aws_lambda_function.crawl.arn
  event_source_arn = aws_sqs_queue.crawl.arn
}

resource "aws_lambda_function_recursion_config" "crawl" {
  function_name  = aws_lambda_function.crawl.function_name
  recursive_loop = "${setting}"
}`;

export default defineRule({
  summary: "A function may write to what triggers it, and nothing stops the loop",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Use Lambda recursive loop detection to prevent infinite loops (2026-11)",
  why: `Each message the function writes calls it again. Lambda stops such loops through SQS, SNS and S3 after 16 rounds unless it
is told not to, but does not detect those through DynamoDB or Kinesis: they run until somebody reads the bill.`,
  ignoreWhen: "The function writes only what it does not process, or an event filter excludes its own writes.",
  bad: example("Allow"),
  good: example("Terminate"),
  check({ stack, asOf }) {
    return stack.triggers.flatMap((trigger) => {
      const writes = WRITES.get(trigger.kind);
      if (
        !writes ||
        trigger.connection.type === "aws_lambda_permission" ||
        trigger.block.hasBlock("filter_criteria") !== "no"
      )
        return [];
      if (writes.isSeen && !allowedToLoop(stack).has(trigger.function)) return [];
      const grant = grantPlace(trigger, writes.actions, asOf);
      if (!grant) return [];
      const { function: fn, source, connection } = trigger;
      return [
        {
          at: trigger.block.place(trigger.argument),
          resource: connection.address,
          message: `${fn} may write to ${source}, which calls it again, and Lambda ${writes.isSeen ? "is configured not to stop such a loop" : "does not detect such a loop"}`,
          help: writes.isSeen
            ? 'Write elsewhere, or set recursive_loop = "Terminate"'
            : "Write elsewhere, or exclude its own writes with filter_criteria",
          related: [{ at: grant, message: "what allows it to write" }],
        },
      ];
    });
  },
});

/** The functions that are configured not to be stopped in a loop. */
const allowedToLoop = oncePer((stack: Stack): ReadonlySet<LambdaFunction> => {
  const allowing = stack
    .resources("aws_lambda_function_recursion_config")
    .filter((config) => isAlways(config, "recursive_loop", "Allow"));
  return new Set(allowing.flatMap(({ body }) => stack.functionsNamed(body.value("function_name"))));
});

/**
 * Where the role is allowed to write to this source in particular: permission to write anywhere does not indicate a
 * loop.
 */
function grantPlace(
  { function: fn, source }: FunctionTrigger,
  actions: readonly string[],
  asOf: string,
): Place | undefined {
  const { role } = fn;
  if (!role || !source) return undefined;
  const arn = arnText(source.attribute("arn", fn.place()));
  for (const action of actions) {
    const grant = grantsOf(role, action, arn, asOf).find(
      ({ statement, isConditional }) =>
        !isConditional && statement.statement?.resources.values.some((value) => refersTo(value, source)),
    );
    if (grant) return grant.statement.place;
  }
  return undefined;
}
