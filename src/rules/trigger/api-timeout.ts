import { type FunctionTrigger, integrationTimeout, type LambdaFunction } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const INTEGRATIONS = new Set(["aws_api_gateway_integration", "aws_apigatewayv2_integration"]);

const example = (timeout: number) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  timeout       = ${timeout}
}

resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "orders" {
  api_id           = aws_apigatewayv2_api.orders.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.orders.invoke_arn
}`;

export default defineRule({
  summary: "A function may run longer than the API in front of it waits",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway developer guide, Quotas: integration timeout (2026-11)",
  why: `API Gateway responds with an error when its time is up, after 29 or 30 seconds unless set lower, while the function
continues, is billed, and does what the caller was told has failed.`,
  ignoreWhen: "The quota of a REST API is raised outside Terraform.",
  bad: example(60),
  good: example(25),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const { timeout } = fn;
      const shortest = shortestOf(fn);
      if (timeout === undefined || !shortest || timeout <= shortest.limit) return [];
      const { connection, block } = shortest.trigger;
      return [
        {
          at: fn.place("timeout"),
          // callers may choose a shorter timeout, and the long default may be for another use
          severity: isCallersChoice(fn.resource, "timeout") ? ("info" as const) : undefined,
          resource: fn.resource.address,
          suggestions: suggestValues(fn.body, "timeout", [String(Math.max(1, Math.ceil(shortest.limit) - 1))]),
          message: `${fn} may run for ${timeout} s, but ${connection} waits only ${shortest.limit} s`,
          help: `Set the function's timeout below ${shortest.limit}; longer work belongs behind a queue or in Step Functions`,
          related: [{ at: block.place("timeout_milliseconds"), message: "the integration" }],
        },
      ];
    });
  },
});

/** The integration with the shortest timeout, for a function that only APIs call. */
function shortestOf(fn: LambdaFunction): { readonly trigger: FunctionTrigger; readonly limit: number } | undefined {
  const triggers = fn.triggers.filter(({ connection }) => connection.type !== "aws_lambda_permission");
  const limits = triggers.map((trigger) => {
    const isApi = INTEGRATIONS.has(trigger.connection.type) && trigger.invocation === "synchronous";
    const limit = isApi ? integrationTimeout(trigger.connection) : undefined;
    return limit === undefined ? undefined : { trigger: { ...trigger, function: fn }, limit };
  });
  const known = limits.filter((limit) => limit !== undefined);
  // for other callers the timeout may be right
  if (known.length !== limits.length) return undefined;
  return known.sort((a, b) => a.limit - b.limit)[0];
}
