import { TIMEOUT } from "../../aws/limits.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function has the maximum timeout, with no room left",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Lambda quotas (2026-11)",
  why: `A function that may need 900 seconds has no room to grow: when its input grows it is cut off, and every call that hangs on
a dependency is billed for a quarter of an hour.`,
  ignoreWhen: "The work is known to be bounded, and 900 seconds is only a generous limit.",
  bad: `resource "aws_lambda_function" "import" {
  function_name = "import"
  role          = aws_iam_role.import.arn
  runtime       = "python3.14"
  handler       = "import.handler"
  filename      = "import.zip"
  timeout       = 900
}`,
  good: `resource "aws_lambda_function" "import" {
  function_name = "import"
  role          = aws_iam_role.import.arn
  runtime       = "python3.14"
  handler       = "import.handler"
  filename      = "import.zip"
  timeout       = 300
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      if (fn.body.number("timeout") !== TIMEOUT.max || fn.hasCapacityProvider !== "no") return [];
      if (isCallersChoice(fn.resource, "timeout")) return [];
      return [
        {
          at: fn.place("timeout"),
          resource: fn.resource.address,
          message: `${fn} may run for ${TIMEOUT.max} seconds, the most that Lambda allows`,
          help: "Set timeout to what the work needs, and split work that may outgrow it: Step Functions, smaller batches, or a container",
        },
      ];
    });
  },
});
