import { ACCOUNT_CONCURRENCY_DEFAULT, UNRESERVED_CONCURRENCY_MIN } from "../../aws/limits.ts";
import { type LambdaFunction, locationOf } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule<{ accountConcurrency: number }>({
  summary: "The functions reserve more executions than the account has to give",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Configuring reserved concurrency, and Lambda quotas (2026-11)",
  why: `In each region, 100 of the account's executions must stay unreserved. Lambda refuses a reservation that goes beyond that,
and all functions without one share what is left.`,
  ignoreWhen: "The account's quota was raised; then set accountConcurrency to it.",
  options: {
    accountConcurrency: {
      schema: { type: "integer", minimum: 100 },
      default: ACCOUNT_CONCURRENCY_DEFAULT,
      description: "How many concurrent executions the account may have in a region",
    },
  },
  bad: `resource "aws_lambda_function" "orders" {
  function_name                  = "orders"
  role                           = aws_iam_role.orders.arn
  runtime                        = "nodejs24.x"
  handler                        = "index.handler"
  filename                       = "orders.zip"
  reserved_concurrent_executions = 950
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name                  = "orders"
  role                           = aws_iam_role.orders.arn
  runtime                        = "nodejs24.x"
  handler                        = "index.handler"
  filename                       = "orders.zip"
  reserved_concurrent_executions = 200
}`,
  check({ stack }, { accountConcurrency }) {
    return byLocation(stack.functions).flatMap((functions) => {
      const sum = functions.reduce((total, fn) => total + reservedBy(fn), 0);
      const [largest] = functions.toSorted((a, b) => reservedBy(b) - reservedBy(a));
      if (!largest || sum <= accountConcurrency - UNRESERVED_CONCURRENCY_MIN) return [];
      return [
        {
          at: largest.place("reserved_concurrent_executions"),
          resource: largest.resource.address,
          message: `The functions here reserve ${sum} executions, which leaves fewer than ${UNRESERVED_CONCURRENCY_MIN} of the account's ${accountConcurrency} to all others`,
          suggestions: reserveLess(largest, sum - (accountConcurrency - UNRESERVED_CONCURRENCY_MIN)),
          help: `Reserve at most ${accountConcurrency - UNRESERVED_CONCURRENCY_MIN} together, or have the account's quota raised`,
        },
      ];
    });
  },
});

/** The reserved concurrency of a function, whoever calls the module. */
function reservedBy(fn: LambdaFunction): number {
  const isChosen = isCallersChoice(fn.resource, "reserved_concurrent_executions");
  return isChosen ? 0 : (fn.reservedConcurrency ?? 0);
}

/** The functions that certainly exist, grouped by account and region. */
function byLocation(functions: readonly LambdaFunction[]): readonly (readonly LambdaFunction[])[] {
  const groups = new Map<string, LambdaFunction[]>();
  for (const fn of functions) {
    const location = locationOf(fn.resource);
    if (location === undefined || !fn.resource.isCertain) continue;
    const group = groups.get(location);
    if (group) group.push(fn);
    else groups.set(location, [fn]);
  }
  return [...groups.values()];
}

function reserveLess(fn: LambdaFunction, excess: number): readonly Fix[] {
  const left = reservedBy(fn) - excess;
  return left > 0 ? suggestValues(fn.body, "reserved_concurrent_executions", [String(left)]) : [];
}
