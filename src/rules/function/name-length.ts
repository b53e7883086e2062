import { FUNCTION_NAME_LENGTH_MAX, ROLE_NAME_LENGTH_MAX } from "../../aws/limits.ts";
import type { Resource, Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

/** Characters that the provider adds to a name_prefix. */
const SUFFIX_LENGTH = 26;

export default defineRule({
  summary: "The name of a function or of a role is longer than AWS allows",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_lambda_function_invalid_function_name"] },
  source: "AWS Lambda API reference, CreateFunction: FunctionName; IAM API reference, CreateRole: RoleName (2026-11)",
  why: `Names of functions and roles may have up to 64 characters. Names composed of prefixes exceed that in the environment with
the longest name, and only there does the apply fail.`,
  bad: `resource "aws_lambda_function" "report" {
  function_name = "customer-relations-monthly-consolidated-revenue-report-production"
  role          = aws_iam_role.report.arn
  runtime       = "python3.14"
  handler       = "report.handler"
  filename      = "report.zip"
}`,
  good: `resource "aws_lambda_function" "report" {
  function_name = "crm-monthly-revenue-report-production"
  role          = aws_iam_role.report.arn
  runtime       = "python3.14"
  handler       = "report.handler"
  filename      = "report.zip"
}`,
  check({ stack }) {
    return [
      ...stack.functions.flatMap(({ resource }) => tooLong(resource, "function_name", FUNCTION_NAME_LENGTH_MAX)),
      ...stack.roles.flatMap(({ resource }) => [
        ...tooLong(resource, "name", ROLE_NAME_LENGTH_MAX),
        ...tooLong(resource, "name_prefix", ROLE_NAME_LENGTH_MAX - SUFFIX_LENGTH),
      ]),
    ];
  },
});

function tooLong(resource: Resource, argument: string, max: number): RuleFinding[] {
  const value = resource.body.value(argument);
  // a function may be named by its ARN
  if (value.kind === "known" && String(value.value).startsWith("arn:")) return [];
  const length = leastLength(value);
  if (length <= max) return [];
  const isWhole = value.kind === "known";
  return [
    {
      at: resource.body.place(argument),
      resource: resource.address,
      message: `The ${argument} of ${resource} has ${isWhole ? "" : "at least "}${length} characters, and AWS allows ${max}`,
      help: "Shorten it, or truncate its parts with substr()",
    },
  ];
}

/** The length of the known parts. */
function leastLength(value: Value): number {
  if (value.kind === "known") return String(value.value).length;
  if (value.kind !== "template") return 0;
  return value.parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 0), 0);
}
