import type { LambdaFunction } from "../../lambda/index.ts";
import { type Resource, referenceChain } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { callerPlaces, unqualifiedCallers } from "../shared/triggers/unqualified-callers.ts";

const example = (qualifier: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  publish       = true
}

resource "aws_lambda_provisioned_concurrency_config" "orders" {
  function_name                     = aws_lambda_function.orders.function_name
  qualifier                         = aws_lambda_function.orders.version
  provisioned_concurrent_executions = 5
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = aws_lambda_function.orders.${qualifier}
}`;

export default defineRule({
  summary: "Provisioned concurrency is set for a version that none of the callers use",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Configuring provisioned concurrency (2026-11)",
  why: `Executions are kept ready for the version that is named. A trigger that names the function without a version calls $LATEST,
which still starts cold, while the provisioned executions are paid for by the second.`,
  ignoreWhen: "Callers outside of this configuration use the version.",
  bad: example("arn"),
  good: example("qualified_arn"),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const callers = unqualifiedCallers(fn);
      const [first] = callers;
      if (!first || fn.isPublished !== "yes") return [];
      return fn.provisioned
        .filter((provisioned) => isForOwnVersion(provisioned, fn))
        .map((provisioned) => ({
          at: provisioned.body.place("qualifier"),
          resource: provisioned.address,
          message: `${provisioned} keeps executions ready for the published version of ${fn}, but ${first.connection} calls the unpublished one`,
          help: `Give ${fn} an alias, let ${first.connection} call it, and name it here as well`,
          related: callerPlaces(callers),
        }));
    });
  },
});

function isForOwnVersion({ body }: Resource, fn: LambdaFunction): boolean {
  const [reference] = referenceChain(body.value("qualifier"));
  return reference?.resource === fn.resource && reference.path[0] === "version";
}
