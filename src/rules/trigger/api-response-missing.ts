import { grouped } from "../../grouped.ts";
import { apiOf, handedToModules, type Stack } from "../../lambda/index.ts";
import { isAlways, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { isExcerpt } from "../shared/declarations/excerpt.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo, selfReference, writtenAs } from "../shared/edits/references.ts";
import { integrationsOf, methodOf, pathOf } from "../shared/triggers/api-method-of.ts";

const TYPES = ["AWS", "HTTP", "MOCK"];

const example = (response: string) => `resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_method" "health" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_rest_api.shop.root_resource_id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_method_response" "health" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = aws_api_gateway_method.health.http_method
  status_code = "200"
}

resource "aws_api_gateway_integration" "health" {
  rest_api_id       = aws_api_gateway_rest_api.shop.id
  resource_id       = aws_api_gateway_rest_api.shop.root_resource_id
  http_method       = aws_api_gateway_method.health.http_method
  type              = "MOCK"
  request_templates = { "application/json" = "{\\"statusCode\\": 200}" }
}${response}`;

export default defineRule({
  summary: "A non-proxy integration has no integration response",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway developer guide, Set up an integration response (2026-11)",
  why: `API Gateway passes the backend's answer to the client through an integration response. Without one, every call fails with 500
"Internal server error", even though the backend did its work.`,
  bad: example(""),
  good: example(`

resource "aws_api_gateway_integration_response" "health" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = aws_api_gateway_integration.health.http_method
  status_code = aws_api_gateway_method_response.health.status_code
}`),
  check({ stack }) {
    const responses = stack.resources("aws_api_gateway_integration_response");
    const answered = new Set(responses.flatMap((response) => integrationsOf(response, stack)));
    const unclear = responses.filter((response) => integrationsOf(response, stack).length === 0);
    const byPath = grouped(unclear, (response) => [pathOf(response)]);
    return stack.resources("aws_api_gateway_integration").flatMap((integration) => {
      const { body, address } = integration;
      const type = TYPES.find((one) => isAlways(integration, "type", one));
      if (!type || mayBeAnsweredElsewhere(integration, stack)) return [];
      const candidates = [pathOf(integration), undefined].flatMap((path) => byPath.get(path) ?? []);
      if (answered.has(integration) || candidates.some((response) => mayBeOf(response, integration))) return [];
      const declared = declaredFor(integration, stack);
      // an excerpt may leave out what is obvious
      if (declared.length === 0 && isExcerpt(stack.root)) return [];
      return [
        {
          at: body.place("type"),
          resource: address,
          message: `${integration} is of type ${type} and has no integration response, so every call fails with 500`,
          help: "Add an aws_api_gateway_integration_response for the method, with the status_code of an aws_api_gateway_method_response",
          suggestions: answer(integration, declared),
        },
      ];
    });
  },
});

/**
 * Whether there may be responses that are not visible: in the definition that the API is imported from, or in a module.
 */
function mayBeAnsweredElsewhere(integration: Resource, stack: Stack): boolean {
  const api = apiOf(integration);
  const path = pathOf(integration);
  const handedOn = handedToModules(stack);
  if (!api || !path || api.body.isSet("body") !== "no") return true;
  return [api, path, methodOf(integration), integration].some((part) => part !== undefined && handedOn.has(part));
}

/**
 * For a response that refers to no integration and to no other path: false only if it certainly belongs to another
 * integration.
 */
function mayBeOf(response: Resource, integration: Resource): boolean {
  const pairs = [
    [apiOf(response), apiOf(integration)],
    [response.body.string("http_method"), integration.body.string("http_method")],
  ];
  return pairs.every(([one, other]) => one === undefined || other === undefined || one === other);
}

/** The responses that an integration's method declares. */
function declaredFor(integration: Resource, stack: Stack): readonly Resource[] {
  const method = methodOf(integration);
  if (!method) return [];
  return stack.resources("aws_api_gateway_method_response").filter((response) => methodOf(response) === method);
}

/** Adds a response with the only status that the method declares. */
function answer(integration: Resource, declared: readonly Resource[]): readonly Fix[] {
  const [only] = declared;
  const status = only && declared.length === 1 ? referenceTo(only, integration) : undefined;
  if (!status) return [];
  const content = [
    ...["rest_api_id", "resource_id"].map((name) => `${name} = ${writtenAs(integration.body, name)}`),
    `http_method = ${selfReference(integration)}.http_method`,
    `status_code = ${status}.status_code`,
  ].join("\n");
  const edit = companion(integration, "aws_api_gateway_integration_response", content)?.edit;
  return suggestionOf("Return the status that the method declares", edit);
}
