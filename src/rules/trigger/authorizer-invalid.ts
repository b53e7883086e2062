import { protocolOf } from "../../lambda/index.ts";
import {
  allReferences,
  type BlockValue,
  elementsOrSelf,
  isAlways,
  isCallersChoice,
  knownSuffix,
  type Place,
  partPlace,
  type Resource,
  stringOf,
  wholeReference,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { fixOf, replacing } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";
import { replaceAttribute } from "../shared/edits/values.ts";

const POOL = "aws_cognito_user_pool";
const SOURCES = "identity_sources";
const TTL = "authorizer_result_ttl_in_seconds";

/** How parts of a request are named, by the protocol of the API. */
const EXPRESSIONS: ReadonlyMap<string | undefined, { readonly pattern: RegExp; readonly form: string }> = new Map([
  [
    "HTTP",
    {
      pattern: /^\$(?:request\.(?:header|querystring)\.\S+|context\.\S+|stageVariables\.\S+)$/,
      form: "$request.header.Authorization",
    },
  ],
  [
    "WEBSOCKET",
    {
      pattern: /^(?:route\.request\.(?:header|querystring)\.\S+|(?:context|stageVariables)\.\S+)$/,
      form: "route.request.header.Authorization",
    },
  ],
]);

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
  summary: "An authorizer is configured in a way that API Gateway refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway API reference v2, CreateAuthorizer: IdentitySource, JwtConfiguration; Amazon Cognito developer guide, Verifying JSON web tokens: iss, aud (2026-11)",
  why: `An HTTP API names parts of a request as $request.header.Authorization, a WebSocket API as
route.request.header.Authorization, a REST API as method.request.header.Authorization. Tokens come from an issuer with https,
WebSocket APIs do not support JWT, and results are cached by what the caller sent. Every token of a user pool is refused if the
issuer is not exactly the pool's URL, or the audience is not a client's id.`,
  bad: example("method.request.header.Authorization"),
  good: example("$request.header.Authorization"),
  check({ stack }) {
    return [
      ...stack
        .resources("aws_apigatewayv2_authorizer")
        .flatMap((authorizer) => [...bySource(authorizer), ...byToken(authorizer), ...byCache(authorizer)]),
      ...stack.resources("aws_api_gateway_authorizer").flatMap(byRestSource),
    ];
  },
});

/** A REST API lists parts of a request in one string, separated by commas. */
function byRestSource(authorizer: Resource): RuleFinding[] {
  const { address, body } = authorizer;
  const text = isCallersChoice(authorizer, "identity_source") ? undefined : body.string("identity_source");
  const wrong = text?.split(",").find((part) => !/^\s*(?:method\.request|context|stageVariables)\.\S+\s*$/.test(part));
  if (wrong === undefined || text === "") return [];
  return [
    {
      at: body.place("identity_source"),
      resource: address,
      message: `${address} reads "${wrong.trim()}", which names nothing in a request of its API`,
      suggestions: partOfRequest(body.place("identity_source"), wrong, "method."),
      help: "Write it as method.request.header.Authorization",
    },
  ];
}

function bySource(authorizer: Resource): RuleFinding[] {
  const { address, body } = authorizer;
  const expression = EXPRESSIONS.get(protocolOf(authorizer));
  if (!expression || isCallersChoice(authorizer, SOURCES)) return [];
  return elementsOrSelf(body.value(SOURCES)).elements.flatMap((element) => {
    const text = stringOf(element);
    if (text === undefined || expression.pattern.test(text)) return [];
    return [
      {
        at: element.place,
        resource: address,
        message: `${address} reads "${text}", which names nothing in a request of its API`,
        suggestions: partOfRequest(element.place, text, expression.form.replace(/request.*$/, "")),
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
    const message = `${address} is of type JWT, which WebSocket APIs do not support`;
    return [{ at: body.place("authorizer_type"), resource: address, message, help }];
  }
  return body.blocks("jwt_configuration").flatMap((token) => {
    const issuer = isCallersChoice(authorizer, "issuer", token) ? undefined : token.string("issuer");
    if (issuer === undefined || issuer.startsWith("https://")) return byUserPool(authorizer, token);
    return [
      {
        at: token.place("issuer"),
        resource: address,
        message: `The issuer of ${address} is "${issuer}", but must be a URL with https`,
        suggestions: suggestValues(token, "issuer", [JSON.stringify(`https://${issuer.replace(/^http:\/\//, "")}`)]),
        help: "Write the URL of the issuer with https://",
      },
    ];
  });
}

/** A user pool's tokens contain its endpoint as the issuer, and the client they are for as the audience. */
function byUserPool(authorizer: Resource, token: BlockValue): RuleFinding[] {
  const { address } = authorizer;
  const issuer = token.value("issuer");
  const wrong = wholeReference(issuer, authorizer);
  const found: RuleFinding[] = [];
  if (wrong?.resource.type === POOL && ["arn", "endpoint", "id", "name"].includes(String(wrong.path[0])))
    found.push({
      at: token.place("issuer"),
      resource: address,
      message: `The issuer of ${address} is the ${wrong.path[0]} of ${wrong.resource}, but its tokens name a URL with https`,
      fix: issuerOf(token, wrong.resource, authorizer),
      help: `Write "https://\${${wrong.resource}.endpoint}"`,
    });
  const isOfPool = allReferences(issuer).some(({ resource }) => resource.type === POOL);
  if (isOfPool && knownSuffix(issuer).endsWith("/"))
    found.push({
      at: token.place("issuer"),
      resource: address,
      message: `The issuer of ${address} ends with a slash, but that of the user pool's tokens does not`,
      fix: withoutSlash(token.place("issuer")),
      help: "Remove the slash",
    });
  const audiences = isOfPool ? elementsOrSelf(token.value("audience")).elements : [];
  for (const audience of audiences) {
    const reference = wholeReference(audience, authorizer);
    const isClient = reference?.resource.type === "aws_cognito_user_pool_client";
    if (!reference || (isClient ? reference.path[0] !== "name" : reference.resource.type !== POOL)) continue;
    found.push({
      at: partPlace(token.place("audience"), audience.place),
      resource: address,
      message: `The audience of ${address} is the ${reference.path[0]} of ${reference.resource}, but tokens of a user pool are issued for the id of a client`,
      fix: isClient ? fixOf("Use the id of the client", replaceAttribute(audience.place, "id")) : undefined,
      help: "Use the id of the aws_cognito_user_pool_client",
    });
  }
  return found;
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
      message: `${address} caches its results for ${seconds} s, but names nothing that distinguishes callers`,
      suggestions: suggestValues(body, TTL, ["0"]),
      help: `Set ${SOURCES} to what the function bases its decision on, or ${TTL} to 0`,
    },
  ];
}

/** A header or parameter in the notation of another kind of API. */
function partOfRequest(place: Place, text: string, prefix: string): readonly Fix[] {
  const [, part] = /^(?:\$|method\.|route\.)?(request\.(?:header|querystring)\.[\w-]+)$/.exec(text) ?? [];
  const isWritten = place.file.slice(place) === JSON.stringify(text);
  return part !== undefined && isWritten ? [replacing(place, JSON.stringify(prefix + part))] : [];
}

function issuerOf(token: BlockValue, pool: Resource, authorizer: Resource): Fix | undefined {
  const reference = referenceTo(pool, authorizer);
  return reference === undefined
    ? undefined
    : fixOf("Use the endpoint of the pool", setArgument(token, "issuer", `"https://\${${reference}.endpoint}"`));
}

function withoutSlash({ file, start, end }: Place): Fix | undefined {
  const isAtEnd = file.text.slice(start, end).endsWith('/"');
  return isAtEnd
    ? fixOf("Remove the slash", { place: { file, start: end - 2, end: end - 1 }, newText: "" })
    : undefined;
}
