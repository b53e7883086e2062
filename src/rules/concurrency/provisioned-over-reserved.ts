import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const example = (reserved: number) => `resource "aws_lambda_function" "orders" {
  function_name                  = "orders"
  role                           = aws_iam_role.orders.arn
  runtime                        = "nodejs24.x"
  handler                        = "index.handler"
  filename                       = "orders.zip"
  publish                        = true
  reserved_concurrent_executions = ${reserved}
}

resource "aws_lambda_provisioned_concurrency_config" "orders" {
  function_name                     = aws_lambda_function.orders.function_name
  qualifier                         = aws_lambda_function.orders.version
  provisioned_concurrent_executions = 10
}`;

export default defineRule({
  summary: "More executions are provisioned than the function reserves",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Configuring provisioned concurrency (2026-11)",
  why: `Provisioned executions are part of the function's reserved ones. Lambda refuses to provision more than are reserved, and
the apply fails.`,
  bad: example(5),
  good: example(20),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const reserved = fn.reservedConcurrency;
      // configurations that may not exist may be alternatives
      const certain = fn.provisioned.filter(({ isCertain }) => isCertain);
      const sizes = certain.map(({ body }) => body.number("provisioned_concurrent_executions") ?? 0);
      const sum = sizes.reduce((total, size) => total + size, 0);
      const [first] = certain;
      if (reserved === undefined || !first || sum <= reserved) return [];
      const isChosen = certain.some((one) => isCallersChoice(one, "provisioned_concurrent_executions"));
      if (isChosen || isCallersChoice(fn.resource, "reserved_concurrent_executions")) return [];
      return [
        {
          at: first.body.place("provisioned_concurrent_executions"),
          resource: first.address,
          message: `${sum} executions of ${fn} are kept ready, but it reserves only ${reserved}`,
          suggestions: suggestValues(fn.body, "reserved_concurrent_executions", [String(sum)]),
          help: `Raise reserved_concurrent_executions to at least ${sum}, or keep fewer ready`,
          related: [{ at: fn.place("reserved_concurrent_executions"), message: "what the function reserves" }],
        },
      ];
    });
  },
});
