import { apiOf, isOtherBlock, type Stack } from "../../lambda/index.ts";
import { isCallersChoice, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { askedFor } from "../shared/edits/authorization.ts";

/** Arguments that refer to another part of the same API. */
const PARTS: readonly (readonly [type: string, argument: string, part: string])[] = [
  ["aws_api_gateway_method", "authorizer_id", "aws_api_gateway_authorizer"],
  ["aws_api_gateway_method", "resource_id", "aws_api_gateway_resource"],
  ["aws_api_gateway_integration", "resource_id", "aws_api_gateway_resource"],
  ["aws_api_gateway_stage", "deployment_id", "aws_api_gateway_deployment"],
  ["aws_apigatewayv2_route", "authorizer_id", "aws_apigatewayv2_authorizer"],
  ["aws_apigatewayv2_stage", "deployment_id", "aws_apigatewayv2_deployment"],
];

/** The types of authorizers for a kind of authorization. */
const AUTHORIZERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["COGNITO_USER_POOLS", ["COGNITO_USER_POOLS"]],
  ["CUSTOM", ["TOKEN", "REQUEST"]],
  ["JWT", ["JWT"]],
]);

export default defineRule({
  summary: "Parts of an API do not belong together",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3698", "E3699", "E3708", "W3660"] },
  source: "Amazon API Gateway API reference, PutMethod, CreateStage; CreateRoute (2026-11)",
  why: `API Gateway refuses a method whose authorizer, or a stage whose deployment, belongs to another API. And if an API is
defined by its body, methods declared as resources are removed by the next import of the body and come back with the next apply.`,
  bad: `resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}

resource "aws_api_gateway_rest_api" "mail" {
  name = "mail"
}

resource "aws_api_gateway_deployment" "mail" {
  rest_api_id = aws_api_gateway_rest_api.mail.id
}

resource "aws_api_gateway_stage" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = aws_api_gateway_deployment.mail.id
  stage_name    = "live"
}`,
  good: `resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
}

resource "aws_api_gateway_stage" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = aws_api_gateway_deployment.orders.id
  stage_name    = "live"
}`,
  check({ stack }) {
    return [
      ...PARTS.flatMap(([type, argument, part]) => otherApi(stack, type, argument, part)),
      ...mixedWithBody(stack),
    ];
  },
});

function otherApi(stack: Stack, type: string, argument: string, part: string): RuleFinding[] {
  return stack.resources(type).flatMap((resource) => {
    const named = referredOfType(resource.body.value(argument), part);
    if (!named) return [];
    const [own, other] = [apiOf(resource), apiOf(named)];
    const common = { at: resource.body.place(argument), resource: resource.address };
    if (own && other && isOtherBlock(own, other))
      return [
        {
          ...common,
          message: `${resource} belongs to ${own}, but ${named} to ${other}`,
          help: `Name one that belongs to ${own}`,
          related: [{ at: named.body.place(), message: "of the other API" }],
        },
      ];
    return argument === "authorizer_id" ? wrongType(resource, named) : [];
  });
}

function wrongType(resource: Resource, authorizer: Resource): RuleFinding[] {
  const argument = resource.type === "aws_api_gateway_method" ? "authorization" : "authorization_type";
  const isRest = authorizer.type === "aws_api_gateway_authorizer";
  const { body } = authorizer;
  const actual = isRest && body.isSet("type") === "no" ? "TOKEN" : body.string(isRest ? "type" : "authorizer_type");
  const authorization = resource.body.string(argument);
  const taken = AUTHORIZERS.get(authorization ?? "");
  if (actual === undefined || !taken || taken.includes(actual)) return [];
  if (isCallersChoice(resource, argument) || isCallersChoice(authorizer, isRest ? "type" : "authorizer_type"))
    return [];
  return [
    {
      at: resource.body.place(argument),
      resource: resource.address,
      message: `${resource} has the authorization ${authorization}, but ${authorizer} is of type ${actual}`,
      suggestions: fitting(resource, argument, authorizer),
      help: `Use an authorizer of type ${taken.join(" or ")}, or the authorization that matches`,
    },
  ];
}

function mixedWithBody(stack: Stack): RuleFinding[] {
  const children = ["aws_api_gateway_resource", "aws_api_gateway_method"].flatMap((type) => stack.resources(type));
  return children.flatMap((child) => {
    const api = apiOf(child);
    if (api?.body.isSet("body") !== "yes" || !child.isCertain) return [];
    // the body is merged into what exists
    if (api.body.isSet("put_rest_api_mode") !== "no" && api.body.string("put_rest_api_mode") !== "overwrite") return [];
    return [
      {
        at: child.body.place("rest_api_id"),
        resource: child.address,
        message: `${api} is defined by its body, whose import removes ${child}`,
        suggestions: suggestValues(api.body, "put_rest_api_mode", ['"merge"']),
        help: `Move ${child} into the body, or set put_rest_api_mode = "merge"`,
        related: [{ at: api.body.place("body"), message: "the body" }],
      },
    ];
  });
}

/** The kind of authorization for which an authorizer is called. */
function fitting(resource: Resource, argument: string, authorizer: Resource): readonly Fix[] {
  const kind = askedFor(authorizer);
  return kind === undefined ? [] : suggestValues(resource.body, argument, [`"${kind}"`]);
}
