import { protocolOf } from "../../lambda/index.ts";
import { elementsOrSelf, isAlways, isCallersChoice, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const SOURCES = "identity_sources";
const TTL = "authorizer_result_ttl_in_seconds";

/** How the parts of a request are named, by the protocol of the API. */
const EXPRESSIONS: Readonly<Record<string, { readonly pattern: RegExp; readonly form: string }>> = {
  HTTP: {
    pattern: /^\$(?:request\.(?:header|querystring)\.\S+|context\.\S+|stageVariables\.\S+)$/,
    form: "$request.header.Authorization",
  },
  WEBSOCKET: {
    pattern: /^(?:route\.request\.(?:header|querystring)\.\S+|(?:context|stageVariables)\.\S+)$/,
    form: "route.request.header.Authorization",
  },
};

const example = (source: string) => `resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "users" {
  api_id           = aws_apigatewayv2_api.orders.id
  name             = "users"
  authorizer_type  = "JWT"
  identity_sources = ["${source}"]

  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["orders"]
  }
}`;

export default defineRule({
  summary: "An authorizer is set up in a way that API Gateway refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API reference v2, CreateAuthorizer: IdentitySource, JwtConfiguration (2026-11)",
  why: `An HTTP API names parts of a request as $request.header.Authorization, a WebSocket API as route.request.header.Authorization. Tokens
come from an issuer with https, WebSocket APIs know no JWT, and answers are kept by what the caller sent.`,
  bad: example("method.request.header.Authorization"),
  good: example("$request.header.Authorization"),
  check({ stack }) {
    return stack
      .resources("aws_apigatewayv2_authorizer")
      .flatMap((authorizer) => [...bySource(authorizer), ...byToken(authorizer), ...byCache(authorizer)]);
  },
});

function bySource(authorizer: Resource): RuleFinding[] {
  const { address, body } = authorizer;
  const expression = EXPRESSIONS[protocolOf(authorizer) ?? ""];
  if (!expression || isCallersChoice(authorizer, SOURCES)) return [];
  return elementsOrSelf(body.value(SOURCES)).elements.flatMap((element) => {
    const text = stringOf(element);
    if (text === undefined || expression.pattern.test(text)) return [];
    return [
      {
        at: element.place,
        resource: address,
        message: `${address} reads "${text}", which names nothing in a request of its API`,
        help: `Write it as ${expression.form}`,
      },
    ];
  });
}

function byToken(authorizer: Resource): RuleFinding[] {
  if (!isAlways(authorizer, "authorizer_type", "JWT")) return [];
  const { address, body } = authorizer;
  if (protocolOf(authorizer) === "WEBSOCKET") {
    const help = 'Use authorizer_type = "REQUEST" with a function that checks the token';
    const message = `${address} is of type JWT, which WebSocket APIs do not know`;
    return [{ at: body.place("authorizer_type"), resource: address, message, help }];
  }
  return body.blocks("jwt_configuration").flatMap((token) => {
    const issuer = isCallersChoice(authorizer, "issuer", token) ? undefined : token.string("issuer");
    if (issuer === undefined || issuer.startsWith("https://")) return [];
    return [
      {
        at: token.place("issuer"),
        resource: address,
        message: `The issuer of ${address} is "${issuer}", and must be an address with https`,
        help: "Write the address of the issuer with https://",
      },
    ];
  });
}

function byCache(authorizer: Resource): RuleFinding[] {
  const { address, body } = authorizer;
  const seconds = isCallersChoice(authorizer, TTL) ? 0 : (body.number(TTL) ?? 0);
  const { elements, complete } = elementsOrSelf(body.value(SOURCES));
  if (seconds <= 0 || elements.length > 0 || !complete || isCallersChoice(authorizer, SOURCES)) return [];
  return [
    {
      at: body.place(TTL),
      resource: address,
      message: `${address} keeps its answers for ${seconds} s, and names nothing to tell callers apart by`,
      help: `Set ${SOURCES} to what the function decides by, or ${TTL} to 0`,
    },
  ];
}
