import { isAlways, isCallersChoice, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { integrationsOf } from "../shared/triggers/api-method-of.ts";

const PROXIES = ["AWS_PROXY", "HTTP_PROXY"];

const example = (type: string) => `resource "aws_api_gateway_method" "orders" {
  rest_api_id   = "a1b2c3d4e5"
  resource_id   = "f6g7h8"
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = "a1b2c3d4e5"
  resource_id             = "f6g7h8"
  http_method             = aws_api_gateway_method.orders.http_method
  type                    = "${type}"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.orders.invoke_arn
}

resource "aws_api_gateway_integration_response" "orders" {
  rest_api_id = "a1b2c3d4e5"
  resource_id = "f6g7h8"
  http_method = aws_api_gateway_integration.orders.http_method
  status_code = "200"

  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
  }
}`;

export default defineRule({
  summary: "Headers or templates are set for the response of a proxy integration, which has none of its own",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway developer guide, CORS for REST APIs and Lambda proxy integrations (2026-11)",
  why: `The response of a proxy integration's backend is passed to the client as it is. API Gateway accepts integration responses
for it but ignores them: CORS headers that are set there are never sent, and browsers reject the response.`,
  ignoreWhen: "The function sends the same headers, and the resource is kept for documentation.",
  bad: example("AWS_PROXY"),
  good: example("AWS"),
  check({ stack }) {
    return stack.resources("aws_api_gateway_integration_response").flatMap((response) => {
      const argument = ["response_parameters", "response_templates"].find(
        (name) => response.body.isSet(name) === "yes" && !isEmpty(response.body.value(name)),
      );
      const integrations = integrationsOf(response, stack);
      const [first] = integrations;
      if (argument === undefined || !first) return [];
      if (!integrations.every((one) => PROXIES.some((type) => isAlways(one, "type", type)))) return [];
      if (isCallersChoice(response, argument)) return [];
      const type = first.body.string("type");
      return [
        {
          at: response.body.place(argument),
          resource: response.address,
          message: `The ${argument} of ${response} are ignored: with ${type}, the backend's response is sent as it is`,
          help: `Have the ${type === "AWS_PROXY" ? "function" : "backend"} send the headers itself, and remove ${response}`,
          suggestions: suggestionOf(`Remove ${argument}, which is ignored`, removeArgument(response.body, argument)),
          related: [{ at: first.body.place("type"), message: "the integration" }],
        },
      ];
    });
  },
});

function isEmpty(value: Value): boolean {
  return value.kind === "object" && !value.open && value.entries.size === 0;
}
