import type { Stack } from "../../lambda/index.ts";
import { isAlways, isCallersChoice, isLeftOut, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { authorizedBy } from "../shared/edits/authorization.ts";

const FORMAT = "authorizer_payload_format_version";
const TOKENS = "jwt_configuration";

const example = (configuration: string) => `resource "aws_apigatewayv2_authorizer" "users" {
  api_id           = "a1b2c3d4e5"
  name             = "users"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]
${configuration}}`;

export default defineRule({
  summary: "An authorizer, or what it protects, lacks a required setting",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway API references: CreateAuthorizer of versions 1 and 2, PutMethod and CreateRoute, AuthorizerId (2026-11)",
  why: `A JWT authorizer needs the issuer and the audience of the tokens; a TOKEN or REQUEST authorizer needs the function to call,
and for an HTTP API the payload format; one for user pools needs the pools. A method or route that uses an authorizer has to say
which. Otherwise API Gateway refuses it.`,
  bad: example(""),
  good: example(`
  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["orders"]
  }
`),
  check({ stack }) {
    return [
      ...stack
        .resources("aws_apigatewayv2_authorizer")
        .flatMap((one) => lacking(one, "authorizer_type", missingOf(one))),
      ...stack.resources("aws_api_gateway_authorizer").flatMap((one) => lacking(one, "type", missingOfRest(one))),
      ...stack.resources("aws_api_gateway_method").flatMap((one) => askedOfNone(one, stack)),
      ...stack.resources("aws_apigatewayv2_route").flatMap((one) => askedOfNone(one, stack)),
    ];
  },
});

function lacking(authorizer: Resource, type: string, missing: string | undefined): RuleFinding[] {
  if (missing === undefined) return [];
  return [
    {
      at: authorizer.body.place(type),
      resource: authorizer.address,
      message: `${authorizer} has no ${missing}, without which API Gateway refuses it`,
      suggestions: missing === FORMAT ? suggestValues(authorizer.body, FORMAT, ['"2.0"', '"1.0"']) : [],
      help: missing === FORMAT ? `Set ${FORMAT} = "2.0"` : `Add ${missing}`,
    },
  ];
}

function missingOf(authorizer: Resource): string | undefined {
  if (isAlways(authorizer, "authorizer_type", "JWT"))
    return isLeftOut(authorizer, TOKENS) ? TOKENS : missingOfTokens(authorizer);
  if (!isAlways(authorizer, "authorizer_type", "REQUEST")) return undefined;
  if (isLeftOut(authorizer, "authorizer_uri")) return "authorizer_uri";
  const api = referredOfType(authorizer.body.value("api_id"), "aws_apigatewayv2_api");
  return api && isAlways(api, "protocol_type", "HTTP") && isLeftOut(authorizer, FORMAT) ? FORMAT : undefined;
}

function missingOfTokens(authorizer: Resource): string | undefined {
  const [block] = authorizer.body.blocks(TOKENS);
  if (!block) return undefined;
  return ["issuer", "audience"].find((name) => block.isSet(name) === "no" && !isCallersChoice(authorizer, name, block));
}

function missingOfRest(authorizer: Resource): string | undefined {
  const { body } = authorizer;
  if (body.isSet("type") !== "no" && isCallersChoice(authorizer, "type")) return undefined;
  const type = body.isSet("type") === "no" ? "TOKEN" : body.string("type");
  const needed = type === "COGNITO_USER_POOLS" ? "provider_arns" : type === undefined ? undefined : "authorizer_uri";
  return needed !== undefined && isLeftOut(authorizer, needed) ? needed : undefined;
}

/** A method or route that requires an authorizer, but does not name one. */
function askedOfNone(guarded: Resource, stack: Stack): RuleFinding[] {
  const isMethod = guarded.type === "aws_api_gateway_method";
  const argument = isMethod ? "authorization" : "authorization_type";
  // trigger/route-invalid reports routes with JWT authorization
  const kinds = isMethod ? ["CUSTOM", "COGNITO_USER_POOLS"] : ["CUSTOM"];
  const kind = kinds.find((one) => isAlways(guarded, argument, one));
  if (kind === undefined || !isLeftOut(guarded, "authorizer_id")) return [];
  return [
    {
      at: guarded.body.place(argument),
      resource: guarded.address,
      message: `${guarded} is authorized by ${kind} but names no authorizer, so API Gateway refuses it`,
      suggestions: authorizedBy(guarded, stack),
      help: "Set authorizer_id",
    },
  ];
}
