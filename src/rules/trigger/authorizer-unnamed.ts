import { apiOf, handedToCallers, handedToModules, type Stack } from "../../lambda/index.ts";
import { isLeftOut, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { isExcerpt } from "../shared/declarations/excerpt.ts";

/** The type of an API's authorizers, the type of what may name one, and its argument for the API. */
const KINDS = [
  { authorizer: "aws_apigatewayv2_authorizer", user: "aws_apigatewayv2_route", users: "route", api: "api_id" },
  { authorizer: "aws_api_gateway_authorizer", user: "aws_api_gateway_method", users: "method", api: "rest_api_id" },
] as const;

const example = (use: string) => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "users" {
  api_id           = aws_apigatewayv2_api.orders.id
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]
  name             = "users"

  jwt_configuration {
    audience = ["orders"]
    issuer   = "https://login.example.com"
  }
}

resource "aws_apigatewayv2_route" "list" {
  api_id    = aws_apigatewayv2_api.orders.id
  route_key = "GET /orders"
  target    = "integrations/a1b2c3"${use}
}`;

export default defineRule({
  summary: "An API has an authorizer that none of its routes names",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API references: CreateRoute and PutMethod, authorizerId (2026-11)",
  why: `An authorizer checks only the requests for routes or methods that name it. One that nobody names is never asked, and
the routes that it was made for may be open to everyone.`,
  bad: example(""),
  good: example(`

  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.users.id`),
  check({ stack }) {
    if (isExcerpt(stack.root)) return [];
    return KINDS.flatMap((kind) =>
      stack.resources(kind.authorizer).flatMap((authorizer) => {
        const api = apiOf(authorizer);
        if (!api || mayBeNamed(authorizer, api, kind, stack)) return [];
        return [
          {
            at: authorizer.body.place(),
            resource: authorizer.address,
            message: `No ${kind.users} of ${api} names ${authorizer}, so it is never asked`,
            help: `Set authorizer_id and the type of authorization in each ${kind.users} that it is for, or remove it`,
          },
        ];
      }),
    );
  },
});

/** Whether a route or method may name an authorizer, here or where it is not visible. */
function mayBeNamed(authorizer: Resource, api: Resource, kind: (typeof KINDS)[number], stack: Stack): boolean {
  if (!isLeftOut(api, "body")) return true;
  const handed = [handedToModules(stack), handedToCallers(stack)];
  if (handed.some((resources) => resources.has(authorizer) || resources.has(api))) return true;
  const users = stack.resources(kind.user).filter((user) => [api, undefined].includes(apiOf(user)));
  return users.length === 0 || !users.every((user) => namesAnother(user, authorizer));
}

function namesAnother(user: Resource, authorizer: Resource): boolean {
  if (isLeftOut(user, "authorizer_id")) return true;
  const named = referredOfType(user.body.value("authorizer_id"), authorizer.type);
  return named !== undefined && (named.name !== authorizer.name || named.module !== authorizer.module);
}
