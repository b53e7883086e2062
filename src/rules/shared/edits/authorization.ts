import { apiOf, type Stack } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { setArgument } from "./arguments.ts";
import { fixOf, suggestionOf } from "./fixes.ts";
import { addressWithoutKey, referenceTo } from "./references.ts";

/**
 * The authorization type that uses an authorizer, by the authorizer's type. For a REST API this is `type`, by default
 * TOKEN.
 */
const ASKED_BY: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    JWT: "JWT",
    REQUEST: "CUSTOM",
    TOKEN: "CUSTOM",
    COGNITO_USER_POOLS: "COGNITO_USER_POOLS",
  }),
);

/** For a method or route without authorization: an authorizer of its API, or signed requests. */
export function authorizations(route: Resource, stack: Stack): readonly Fix[] {
  const argument = authorizationArgument(route);
  return [
    ...authorizedBy(route, stack),
    ...suggestionOf(
      `Allow only signed requests (AWS_IAM)${toAll(route)}`,
      setArgument(route.body, argument, '"AWS_IAM"'),
    ),
  ];
}

/** The authorizers of the API of a method or route, as alternatives. */
export function authorizedBy(route: Resource, stack: Stack): readonly Fix[] {
  const api = apiOf(route);
  const isMethod = route.type === "aws_api_gateway_method";
  const authorizers = stack.resources(isMethod ? "aws_api_gateway_authorizer" : "aws_apigatewayv2_authorizer");
  return authorizers.flatMap((authorizer) => {
    const reference = referenceTo(authorizer, route);
    const kind = askedFor(authorizer);
    if (!api || apiOf(authorizer) !== api || reference === undefined || kind === undefined) return [];
    const fix = fixOf(
      `Let ${authorizer} decide who may call it${toAll(route)}`,
      setArgument(route.body, authorizationArgument(route), `"${kind}"`),
      setArgument(route.body, "authorizer_id", `${reference}.id`, authorizationArgument(route)),
    );
    return fix ? [fix] : [];
  });
}

/** Says that a block makes several methods or routes, all of which an edit of it changes. */
function toAll(route: Resource): string {
  return route.body.isWritten("for_each") ? `, as all of ${addressWithoutKey(route)}` : "";
}

/** The authorization type of a method or route for which its authorizer is called; undefined if not known. */
export function askedFor({ type, body }: Resource): string | undefined {
  if (type !== "aws_api_gateway_authorizer") return ASKED_BY.get(body.string("authorizer_type") ?? "");
  return body.isSet("type") === "no" ? "CUSTOM" : ASKED_BY.get(body.string("type") ?? "");
}

function authorizationArgument({ type }: Resource): string {
  return type === "aws_api_gateway_method" ? "authorization" : "authorization_type";
}
