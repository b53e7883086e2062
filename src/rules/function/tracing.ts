import { grantsOf } from "../../iam/index.ts";
import type { LambdaFunction, Stack } from "../../lambda/index.ts";
import { isAlways } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { attach } from "../shared/edits/policies/allow.ts";

export default defineRule({
  summary: "A function's invocations are not traced",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_50"],
    trivy: ["AWS-0066"],
    kics: ["lambda_functions_without_x_ray_tracing"],
    "serverless-rules": ["aws_lambda_function_tracing"],
    "cdk-nag": ["LambdaTracing"],
  },
  source: "AWS Lambda developer guide, Visualize Lambda function invocations using AWS X-Ray (2026-11)",
  why: `Without traces nobody can see where a slow request spends its time, or which of several services failed. PassThrough, the
default, traces only requests that a caller has already chosen to trace.`,
  ignoreWhen: "Traces are collected by other means, such as a collector in a layer.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  tracing_config {
    mode = "Active"
  }
}`,
  check({ stack, asOf }) {
    return stack.functions.flatMap((fn) => {
      const tracing = fn.body.block("tracing_config");
      const isOff = tracing
        ? tracing.isCertain && isAlways(fn.resource, "mode", "PassThrough", tracing)
        : fn.lacks("tracing_config");
      // not available at CloudFront's edge
      if (!isOff || fn.isAtEdge) return [];
      return [
        {
          at: tracing ? tracing.place("mode") : fn.place("tracing_config"),
          resource: fn.resource.address,
          message: tracing
            ? `${fn} traces only what its callers trace`
            : `${fn} has no tracing_config, so it is not traced`,
          suggestions: traced(fn, stack, asOf),
          help: 'Set tracing_config { mode = "Active" }, and allow the role xray:PutTraceSegments and xray:PutTelemetryRecords',
        },
      ];
    });
  },
});

const POLICY = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess";

/** Tracing, and the permission for it if the role lacks it. */
function traced({ body, role }: LambdaFunction, stack: Stack, asOf: string): readonly Fix[] {
  const mayTrace = role && grantsOf(role, "xray:PutTraceSegments", "*", asOf).length > 0;
  const attached = role && !mayTrace ? attach(role, POLICY, stack) : undefined;
  const tracing = setInBlock(body, "tracing_config", "mode", '"Active"');
  const title = `Set mode to "Active"${attached ? ", and allow the role to send traces" : ""}`;
  return suggestionOf(title, tracing, ...(attached?.edits ?? []));
}
