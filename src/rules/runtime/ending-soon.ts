import { runtime } from "../../aws/runtimes.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const DAY = 86_400_000;

export default defineRule<{ days: number }>({
  summary: "A function's runtime will soon be out of support",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Lambda runtimes: deprecation dates (2026-11)",
  why: `After its deprecation a runtime gets no more security patches. A move to the next major version takes time: libraries
have to follow, and their changes have to be tested.`,
  options: {
    days: {
      schema: { type: "integer", minimum: 1 },
      default: 180,
      description: "How many days before a runtime's deprecation to report it",
    },
  },
  // the date in this example will come: no example of a rule about time lasts
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  check({ stack, asOf }, { days }) {
    return stack.functions.flatMap((fn) => {
      const used = fn.runtime === undefined ? undefined : runtime(fn.runtime);
      if (!used?.deprecated || used.containerOnly || used.deprecated <= asOf) return [];
      const left = Math.round((Date.parse(used.deprecated) - Date.parse(asOf)) / DAY);
      if (left > days) return [];
      return [
        {
          at: fn.place("runtime"),
          resource: fn.resource.address,
          message: `The runtime ${used.id} of ${fn} goes out of support on ${used.deprecated}, in ${left} days`,
          suggestions: used.successor ? suggestValues(fn.body, "runtime", [`"${used.successor}"`]) : [],
          help: used.successor ? `Move to ${used.successor}` : "Move to a newer runtime",
        },
      ];
    });
  },
});
