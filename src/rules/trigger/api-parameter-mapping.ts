import type { Stack } from "../../lambda/index.ts";
import { isCallersChoice, isLeftOut, type Place, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type Edit, type Fix, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { addEntry } from "../shared/edits/elements.ts";
import { fixOf, replacing } from "../shared/edits/fixes.ts";
import { methodOf } from "../shared/triggers/api-method-of.ts";

const REQUEST = "request_parameters";
const RESPONSE = "response_parameters";

/** The format of the names in a map of parameters, and of literal values. */
interface MappingForm {
  readonly type: string;
  readonly argument: string;
  readonly name: RegExp;
  readonly nameForm: string;
  readonly value?: RegExp;
  readonly valueForm?: string;
}

const FORMS: readonly MappingForm[] = [
  {
    type: "aws_api_gateway_method",
    argument: REQUEST,
    name: /^method\.request\.[a-z]+\./,
    nameForm: "method.request.path.<name>, method.request.querystring.<name> or method.request.header.<name>",
  },
  {
    type: "aws_api_gateway_method_response",
    argument: RESPONSE,
    name: /^method\.response\.header\./,
    nameForm: "method.response.header.<name>",
  },
  {
    type: "aws_api_gateway_integration",
    argument: REQUEST,
    name: /^integration\.request\.[a-z]+\./,
    nameForm:
      "integration.request.path.<name>, integration.request.querystring.<name> or integration.request.header.<name>",
    value: /^(?:'[\s\S]*'$|method\.request\.|context\.|stageVariables\.)/,
    valueForm: "method.request.path.<name>, context.<name>, stageVariables.<name> or text in single quotes",
  },
  {
    type: "aws_api_gateway_integration_response",
    argument: RESPONSE,
    name: /^method\.response\.header\./,
    nameForm: "method.response.header.<name>",
    value: /^(?:'[\s\S]*'$|integration\.response\.|context\.|stageVariables\.)/,
    valueForm: "integration.response.header.<name>, integration.response.body.<path> or text in single quotes",
  },
  {
    type: "aws_api_gateway_gateway_response",
    argument: RESPONSE,
    name: /^gatewayresponse\.header\./,
    nameForm: "gatewayresponse.header.<name>",
    value: /^(?:'[\s\S]*'$|method\.request\.|context\.|stageVariables\.)/,
    valueForm: "method.request.header.<name>, context.<name> or text in single quotes",
  },
];

const example = (parameter: string) => `resource "aws_api_gateway_method" "order" {
  rest_api_id   = "a1b2c3d4e5"
  resource_id   = "f6g7h8"
  http_method   = "GET"
  authorization = "AWS_IAM"

  request_parameters = {
    "method.request.path.id" = true
  }
}

resource "aws_api_gateway_integration" "order" {
  rest_api_id             = "a1b2c3d4e5"
  resource_id             = "f6g7h8"
  http_method             = aws_api_gateway_method.order.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "https://orders.example.com/{id}"

  request_parameters = {
    "integration.request.path.id" = "method.request.path.${parameter}"
  }
}`;

export default defineRule({
  summary:
    "A REST API maps a parameter that its method does not declare, or in a form that API Gateway does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway API reference, PutMethod, PutIntegration, PutIntegrationResponse, PutGatewayResponse: parameters (2026-11)",
  why: `API Gateway refuses the mapping with "Invalid mapping expression specified", and the apply stops halfway. What is mapped
from the request must be declared by the method, path parameters too, and literal text must be in single quotes within the string.`,
  bad: example("orderId"),
  good: example("id"),
  check({ stack }) {
    return [
      ...FORMS.flatMap((form) => stack.resources(form.type).flatMap((resource) => misshapen(resource, form))),
      ...undeclared(stack),
    ];
  },
});

function misshapen(resource: Resource, form: MappingForm): RuleFinding[] {
  return mappings(resource, form.argument).flatMap(({ name, text, namePlace, place }): RuleFinding[] => {
    if (!form.name.test(name))
      return [
        {
          at: namePlace,
          resource: resource.address,
          message: `"${name}" in the ${form.argument} of ${resource} is not a valid parameter name there`,
          help: `Write it as ${form.nameForm}`,
        },
      ];
    if (text === undefined || !form.value || form.value.test(text)) return [];
    return [
      {
        at: place,
        resource: resource.address,
        message: `"${text}" in the ${form.argument} of ${resource} is not something that API Gateway can map`,
        suggestions: asText(text, place),
        help: `Write ${form.valueForm}, such as "'${text.replace(/^['"]|['"]$/g, "")}'"`,
      },
    ];
  });
}

interface Mapping {
  readonly name: string;
  /** The value, if it is a known text. */
  readonly text: string | undefined;
  readonly namePlace: Place;
  readonly place: Place;
}

function mappings(resource: Resource, argument: string): readonly Mapping[] {
  const value = resource.body.value(argument);
  if (value.kind !== "object" || isCallersChoice(resource, argument)) return [];
  return [...value.entries].map(([name, given]) => ({
    name,
    text: stringOf(given),
    namePlace: value.keyPlaces?.get(name) ?? resource.body.place(argument),
    place: given.place,
  }));
}

/** Request parameters that an integration uses and its method does not declare. */
function undeclared(stack: Stack): RuleFinding[] {
  return stack.resources("aws_api_gateway_integration").flatMap((integration) => {
    const method = methodOf(integration);
    const declared = method && declaredParameters(method);
    if (!method || !declared) return [];
    return mappings(integration, REQUEST).flatMap(({ text = "", place }): RuleFinding[] => {
      if (!/^method\.request\.(?:path|querystring|header)\.[\w.$-]+$/.test(text)) return [];
      if (declared.has(text.toLowerCase())) return [];
      return [
        {
          at: place,
          resource: integration.address,
          message: `${integration} maps ${text}, which ${method} does not declare`,
          fix: fixOf(`Declare ${text}`, declareParameter(method, text)),
          help: `Add "${text}" = true to the ${REQUEST} of ${method}`,
          related: [{ at: method.body.place(), message: "the method" }],
        },
      ];
    });
  });
}

/** The parameters of a method, in lower case; undefined if they are not all known. */
function declaredParameters(method: Resource): ReadonlySet<string> | undefined {
  if (isLeftOut(method, REQUEST)) return new Set();
  const value = method.body.value(REQUEST);
  if (value.kind !== "object" || value.open || isCallersChoice(method, REQUEST)) return undefined;
  return new Set([...value.entries.keys()].map((name) => name.toLowerCase()));
}

/** A path always has its parameters; declaring the others does not require clients to send them. */
function declareParameter({ body }: Resource, name: string): Edit | undefined {
  const isNeeded = String(name.startsWith("method.request.path."));
  return body.isWritten(REQUEST)
    ? addEntry(body.value(REQUEST), `"${name}"`, isNeeded)
    : setArgument(body, REQUEST, `{ "${name}" = ${isNeeded} }`);
}

/** A value that is no expression is meant as a literal, which API Gateway wants in single quotes. */
function asText(text: string, place: Place): readonly Fix[] {
  const isWritten = place.file.slice(place) === JSON.stringify(text);
  return isWritten && !/[.$'"\\]/.test(text) ? [replacing(place, `"'${text}'"`)] : [];
}
