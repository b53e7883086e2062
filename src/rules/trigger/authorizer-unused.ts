import { isCallersChoice, isLeftOut, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { askedFor } from "../shared/edits/authorization.ts";

/** Resources with authorization, and the argument for its kind. */
const AUTHORIZATIONS: Readonly<Record<string, string>> = {
  aws_api_gateway_method: "authorization",
  aws_apigatewayv2_route: "authorization_type",
};

const example = (authorization: string) => `resource "aws_apigatewayv2_route" "orders" {
  api_id        = "a1b2c3d4e5"
  route_key     = "GET /orders"
  target        = "integrations/f6g7h8"
  authorizer_id = "i9j0k1"${authorization}
}`;

export default defineRule({
  summary: "A route names an authorizer but does not use it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway API references: CreateRoute, authorizationType; PutMethod, authorizationType; AWS provider 6.66.0 (2026-11)",
  why: `The type of authorization decides whether an authorizer is used, and for a route it is NONE by default. The authorizer is
named but never called, and everyone may call the route.`,
  bad: example(""),
  good: example('\n\n  authorization_type = "JWT"'),
  check({ stack }) {
    return Object.entries(AUTHORIZATIONS).flatMap(([type, argument]) =>
      stack.resources(type).flatMap((route) => {
        const { body } = route;
        if (body.isSet("authorizer_id") !== "yes" || isCallersChoice(route, "authorizer_id")) return [];
        if (!isOpen(route, argument)) return [];
        return [
          {
            at: body.place("authorizer_id"),
            resource: route.address,
            message: `${route} names an authorizer, but its ${argument} is NONE, so everyone may call it`,
            suggestions: nameKind(route, argument),
            help: `Set ${argument} to the type of the authorizer: ${type === "aws_api_gateway_method" ? "CUSTOM or COGNITO_USER_POOLS" : "JWT or CUSTOM"}`,
          },
        ];
      }),
    );
  },
});

function isOpen(route: Resource, argument: string): boolean {
  if (route.body.isSet(argument) === "no") return isLeftOut(route, argument);
  return route.body.string(argument) === "NONE" && !isCallersChoice(route, argument);
}

/** Sets the kind of authorization that uses the authorizer. */
function nameKind(route: Resource, argument: string): readonly Fix[] {
  const authorizer = referredOfType(
    route.body.value("authorizer_id"),
    "aws_api_gateway_authorizer",
    "aws_apigatewayv2_authorizer",
  );
  const kind = authorizer && askedFor(authorizer);
  return kind === undefined ? [] : suggestValues(route.body, argument, [`"${kind}"`]);
}
