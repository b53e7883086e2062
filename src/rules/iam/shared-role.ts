import type { LambdaFunction } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { WORKER_ROLE } from "../shared/policies/example-worker.ts";

const example = (sharing: string) => `${WORKER_ROLE}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  runtime       = "python3.14"
  handler       = "worker.handler"
  filename      = "worker.zip"
}${sharing}`;

export default defineRule({
  summary: "Functions with different triggers share one role",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Defining Lambda function permissions with an execution role (2026-11)",
  why: `Each of the functions may do what any of them needs. The public one that parses requests can then read the queue and the
secrets of the one behind it, and nobody can tell which of them still needs which permission.`,
  ignoreWhen: "The functions are parts of one program and need the same permissions.",
  bad: example(`

resource "aws_lambda_function" "api" {
  function_name = "api"
  role          = aws_iam_role.worker.arn
  runtime       = "python3.14"
  handler       = "api.handler"
  filename      = "api.zip"
}

resource "aws_sqs_queue" "jobs" {}

resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = aws_sqs_queue.jobs.arn
}

resource "aws_lambda_function_url" "api" {
  function_name      = aws_lambda_function.api.function_name
  authorization_type = "AWS_IAM"
}`),
  good: example(""),
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      const functions = stack.functionsOf(role).filter(({ triggers }) => triggers.length > 0);
      const [first, ...others] = functions;
      const other =
        first &&
        others.find((fn) => triggerKinds(fn) !== triggerKinds(first) && fn.resource.name !== first.resource.name);
      if (!first || !other) return [];
      return [
        {
          at: role.resource.body.place(),
          resource: role.resource.address,
          message: `${role} is shared by ${functions.length} functions with different triggers: ${first} (${triggerKinds(first)}) and ${other} (${triggerKinds(other)}), for example`,
          help: "Give each function its own role, with only what it needs",
          related: functions.map((fn) => ({ at: fn.place("role"), message: `${fn} runs as it` })),
        },
      ];
    });
  },
});

function triggerKinds(fn: LambdaFunction): string {
  const kinds = new Set(fn.triggers.map(({ kind }) => kind));
  // a permission says that it is an API, its integration which kind of one: both may be known of one API
  const isApi = ["rest-api", "http-api", "api-gateway"] as const;
  const named = [...kinds].filter((kind) => !isApi.some((api) => api === kind));
  return [...named, ...(named.length < kinds.size ? ["api-gateway"] : [])].sort().join(", ");
}
