import { isVariableDefault, type LambdaFunction } from "../../lambda/index.ts";
import { isCallersChoice, isSamePlace } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const ARGUMENT = "reserved_concurrent_executions";

export default defineRule({
  summary: "A function reserves zero executions, so it never runs",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Configuring reserved concurrency (2026-11)",
  why: `Zero reserved executions throttle every invocation. That is how a function is stopped in an emergency; left in the
configuration, it turns the function off with each apply.`,
  ignoreWhen: "The function is meant to be off.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name                  = "orders"
  role                           = aws_iam_role.orders.arn
  runtime                        = "nodejs24.x"
  handler                        = "index.handler"
  filename                       = "orders.zip"
  reserved_concurrent_executions = 0
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name                  = "orders"
  role                           = aws_iam_role.orders.arn
  runtime                        = "nodejs24.x"
  handler                        = "index.handler"
  filename                       = "orders.zip"
  reserved_concurrent_executions = 10
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      if (fn.reservedConcurrency !== 0 || isSwitch(fn)) return [];
      return [
        {
          at: fn.place(ARGUMENT),
          resource: fn.resource.address,
          message: `${fn} reserves 0 executions, so every invocation of it is throttled`,
          suggestions: unlimited(fn),
          help: "Remove reserved_concurrent_executions (or set it to -1) to have no limit, or set it to how many may run at once",
        },
      ];
    });
  },
});

/** Whether a variable turns the function on: the zero is not the variable's default itself, but chosen by it. */
function isSwitch({ resource, body }: LambdaFunction): boolean {
  return isCallersChoice(resource, ARGUMENT) && !isVariableDefault(body.value(ARGUMENT), resource.module);
}

function unlimited({ body }: LambdaFunction): readonly Fix[] {
  if (!isSamePlace(body.value(ARGUMENT).place, body.place(ARGUMENT))) return [];
  return suggestionOf(`Remove ${ARGUMENT}`, removeArgument(body, ARGUMENT));
}
