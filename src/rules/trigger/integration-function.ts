import { isFunctionUri } from "../../lambda/index.ts";
import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

/** By the type of an integration: the arguments for its type and for what it calls. */
const INTEGRATIONS: Readonly<Record<string, readonly [type: string, uri: string]>> = {
  aws_api_gateway_integration: ["type", "uri"],
  aws_apigatewayv2_integration: ["integration_type", "integration_uri"],
};
const FOR_URLS = ["HTTP", "HTTP_PROXY"];

const example = (type: string) => `resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = "a1b2c3d4e5"
  resource_id             = "f6g7h8"
  http_method             = "GET"
  integration_http_method = "POST"
  type                    = "${type}"
  uri                     = aws_lambda_function.orders.invoke_arn
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`;

export default defineRule({
  summary: "An API calls a function as if it were a web server",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API reference, PutIntegration: type, uri; API reference v2, CreateIntegration (2026-11)",
  why: `HTTP and HTTP_PROXY are for URLs: API Gateway refuses the ARN of a function there. A function is called with AWS_PROXY, or
with AWS and mapping templates.`,
  bad: example("HTTP_PROXY"),
  good: example("AWS_PROXY"),
  check({ stack }) {
    return Object.entries(INTEGRATIONS).flatMap(([kind, [type, uri]]) =>
      stack.resources(kind).flatMap((integration) => {
        const { body, address } = integration;
        const isForUrls = FOR_URLS.some((name) => isAlways(integration, type, name));
        if (!isForUrls || !isFunctionUri(body.value(uri))) return [];
        return [
          {
            at: body.place(type),
            resource: address,
            message: `${integration} calls a function, but ${body.string(type)} is for URLs`,
            suggestions: suggestionOf(
              `Set ${type} to "AWS_PROXY"`,
              setArgument(body, type, '"AWS_PROXY"'),
              // a REST API calls functions with POST, whatever method clients use
              ...(type === "type" ? [setArgument(body, "integration_http_method", '"POST"')] : []),
            ),
            help: `Set ${type} = "AWS_PROXY"`,
          },
        ];
      }),
    );
  },
});
