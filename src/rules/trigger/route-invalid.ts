import { protocolOf } from "../../lambda/index.ts";
import {
  elementsOrSelf,
  isAlways,
  isCallersChoice,
  isLeftOut,
  knownPrefix,
  type Resource,
  wholeReference,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const AUTHORIZATION = "authorization_type";
const KEY = "route_key";

/** A fault of a route: the argument at fault, and what it is. */
type Fault = readonly [argument: string, what: string, help: string];

const example = (key: string) => `resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_route" "list" {
  api_id             = aws_apigatewayv2_api.orders.id
  route_key          = "${key}"
  target             = "integrations/a1b2c3d"
  authorization_type = "AWS_IAM"
}`;

export default defineRule({
  summary: "A route has what its API does not take, or leads nowhere",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API reference v2, CreateRoute; developer guide, WebSocket APIs: control access (2026-11)",
  why: `Routes of an HTTP API begin with a method and know no API keys; those of a WebSocket API are authorized at $connect alone. Scopes
and an authorizer go with JWT. API Gateway refuses the route otherwise. One without an integration answers "Not Found".`,
  bad: example("/orders"),
  good: example("GET /orders"),
  check({ stack }) {
    return stack.resources("aws_apigatewayv2_route").flatMap((route): RuleFinding[] =>
      faultsOf(route).map(([argument, what, help]) => ({
        at: route.body.place(argument),
        resource: route.address,
        message: `${route} ${what}`,
        help,
      })),
    );
  },
});

function faultsOf(route: Resource): Fault[] {
  const { body } = route;
  const protocol = protocolOf(route);
  const key = isCallersChoice(route, KEY) ? undefined : body.string(KEY);
  const faults: Fault[] = [];
  if (protocol === "HTTP" && key !== undefined && key !== "$default" && !/^[A-Z]+ +\//.test(key))
    faults.push([
      KEY,
      `has the key "${key}", which names no method and path`,
      'Write it as "GET /orders", or "$default"',
    ]);
  if (protocol === "HTTP" && key !== undefined && /\{[^}]*\+\}./.test(key))
    faults.push([
      KEY,
      `has the key "${key}", whose greedy parameter is not at its end`,
      "Write {name} for one part of the path, and {name+} at its end alone",
    ]);
  if (protocol === "HTTP" && isAlways(route, "api_key_required", true))
    faults.push([
      "api_key_required",
      "asks for an API key, which HTTP APIs do not know",
      "Use an authorizer, or a REST API",
    ]);
  // a connection is made without an integration too: the route is there for who may connect
  const isConnection = key === "$connect" || (key === undefined && protocol !== "HTTP");
  // with CORS settings API Gateway answers a preflight itself, once a route lets it in without an authorizer
  const isPreflight = key?.startsWith("OPTIONS ") === true;
  if (isLeftOut(route, "target") && !isConnection && !isPreflight)
    faults.push(["target", "has no target, and answers no request", 'Set target = "integrations/<id>"']);
  if (isBareTarget(route))
    faults.push(["target", "has a target that is none", 'Write "integrations/" and the id of the integration']);
  const authorization = ["AWS_IAM", "CUSTOM", "JWT"].find((type) => isAlways(route, AUTHORIZATION, type));
  if (protocol === "WEBSOCKET" && authorization && key !== undefined && key !== "$connect")
    faults.push([
      AUTHORIZATION,
      `is authorized by ${authorization}, and WebSocket APIs authorize at $connect alone`,
      `Move ${AUTHORIZATION} and the authorizer to the route $connect`,
    ]);
  if (authorization === "JWT" && isLeftOut(route, "authorizer_id"))
    faults.push([AUTHORIZATION, "is authorized by JWT, and names no authorizer", "Set authorizer_id"]);
  const isOther = authorization !== undefined && authorization !== "JWT";
  if (isOther && elementsOrSelf(body.value("authorization_scopes")).elements.length > 0)
    faults.push(["authorization_scopes", `has scopes, which go with JWT and not with ${authorization}`, "Remove them"]);
  return faults;
}

/** A target is written as "integrations/" and an id. */
function isBareTarget(route: Resource): boolean {
  const target = route.body.value("target");
  if (target.kind === "known" || target.kind === "template") {
    const start = knownPrefix(target);
    return start !== "" && !start.startsWith("integrations/") && !"integrations/".startsWith(start);
  }
  return wholeReference(target, route)?.resource.type === "aws_apigatewayv2_integration";
}
