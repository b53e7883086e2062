import { dependsOn } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { integrationsOf } from "../shared/triggers/api-method-of.ts";

const example = (order: string) => `resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_method" "options" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_rest_api.shop.root_resource_id
  http_method   = "OPTIONS"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "options" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = aws_api_gateway_method.options.http_method
  type        = "MOCK"
}

resource "aws_api_gateway_integration_response" "options" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = aws_api_gateway_method.options.http_method
  status_code = "200"${order}
}`;

export default defineRule({
  summary: "The response of an integration may be created before the integration",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source:
    "AWS provider 6.66.0, aws_api_gateway_integration_response: the note on aws_api_gateway_integration (2026-11)",
  why: `API Gateway accepts a response only for an existing integration. Both refer to the method and not to each other, so
Terraform creates them in any order, and a first apply fails now and then with "Invalid Integration identifier specified".`,
  bad: example(""),
  good: example("\n\n  depends_on = [aws_api_gateway_integration.options]"),
  check({ stack }) {
    return stack.resources("aws_api_gateway_integration_response").flatMap((response) => {
      const own = integrationsOf(response, stack);
      const [first] = own;
      if (!first || own.some((each) => dependsOn(response, each) !== "no")) return [];
      return [
        {
          at: response.body.place("http_method"),
          resource: response.address,
          message: `${response} may be created before ${first}, to which it belongs`,
          help: `Write http_method = ${first.type}.${first.name}.http_method, or add depends_on = [${first.type}.${first.name}]`,
          fix: fixOf(`Make it wait for ${first}`, waitFor(response, first)),
          related: [{ at: first.body.place(), message: "the integration" }],
        },
      ];
    });
  },
});
