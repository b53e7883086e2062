import { ASYNC_EVENT_AGE, ASYNC_RETRIES, isWithin } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";

const RANGES = [
  ["maximum_event_age_in_seconds", ASYNC_EVENT_AGE, "seconds"],
  ["maximum_retry_attempts", ASYNC_RETRIES, "retries"],
] as const;

export default defineRule({
  summary: "The age limit or retry count of asynchronous events is outside the range that Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, PutFunctionEventInvokeConfig (2026-11)",
  why: `Lambda keeps an event for 60 seconds to 6 hours, and retries it up to twice. With any other value the plan or the apply
fails.`,
  bad: `resource "aws_lambda_function_event_invoke_config" "orders" {
  function_name          = "orders"
  maximum_retry_attempts = 5
}`,
  good: `resource "aws_lambda_function_event_invoke_config" "orders" {
  function_name          = "orders"
  maximum_retry_attempts = 2
}`,
  check({ stack }) {
    return stack.resources("aws_lambda_function_event_invoke_config").flatMap(({ address, body }) =>
      RANGES.flatMap(([argument, range, unit]) => {
        const value = body.number(argument);
        if (value === undefined || (Number.isInteger(value) && isWithin(range, value))) return [];
        return [
          {
            at: body.place(argument),
            resource: address,
            message: `${argument} of ${address} is ${value}, but Lambda accepts ${range.min} to ${range.max} ${unit}`,
            suggestions: suggestNearest(body, argument, range),
            help: `Set ${argument} to a whole number from ${range.min} to ${range.max}`,
          },
        ];
      }),
    );
  },
});
