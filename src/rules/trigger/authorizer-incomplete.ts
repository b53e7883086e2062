import { isAlways, isLeftOut, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const FORMAT = "authorizer_payload_format_version";

const example = (configuration: string) => `resource "aws_apigatewayv2_authorizer" "users" {
  api_id           = "a1b2c3d4e5"
  name             = "users"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]
${configuration}}`;

export default defineRule({
  summary: "An authorizer of an HTTP API lacks what it decides by",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API reference v2, CreateAuthorizer (2026-11)",
  why: `An authorizer of type JWT needs the issuer and the audience of the tokens, one of type REQUEST the function to ask, and for an
HTTP API the form of what it is asked. API Gateway refuses it otherwise.`,
  bad: example(""),
  good: example(`
  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["orders"]
  }
`),
  check({ stack }) {
    return stack.resources("aws_apigatewayv2_authorizer").flatMap((authorizer): RuleFinding[] => {
      const missing = missingOf(authorizer);
      if (missing === undefined) return [];
      return [
        {
          at: authorizer.body.place("authorizer_type"),
          resource: authorizer.address,
          message: `${authorizer} has no ${missing}, without which API Gateway refuses it`,
          help: missing === FORMAT ? `Set ${FORMAT} = "2.0"` : `Add ${missing}`,
        },
      ];
    });
  },
});

function missingOf(authorizer: Resource): string | undefined {
  if (isAlways(authorizer, "authorizer_type", "JWT"))
    return isLeftOut(authorizer, "jwt_configuration") ? "jwt_configuration" : undefined;
  if (!isAlways(authorizer, "authorizer_type", "REQUEST")) return undefined;
  if (isLeftOut(authorizer, "authorizer_uri")) return "authorizer_uri";
  const api = referredOfType(authorizer.body.value("api_id"), "aws_apigatewayv2_api");
  return api && isAlways(api, "protocol_type", "HTTP") && isLeftOut(authorizer, FORMAT) ? FORMAT : undefined;
}
