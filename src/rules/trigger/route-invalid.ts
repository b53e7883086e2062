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
import { defineRule } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { insideOfText } from "../shared/edits/references.ts";
import { type ArgumentFault, argumentFindings } from "../shared/resources/argument-faults.ts";

const AUTHORIZATION = "authorization_type";
const KEY = "route_key";

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
  summary: "A route has settings that its API does not support, or no target",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API reference v2, CreateRoute; developer guide, WebSocket APIs: control access (2026-11)",
  why: `Routes of an HTTP API begin with a method and do not support API keys; those of a WebSocket API are authorized only at
$connect. Scopes and an authorizer go with JWT. Otherwise API Gateway refuses the route. A route without an integration answers
"Not Found".`,
  bad: example("/orders"),
  good: example("GET /orders"),
  check({ stack }) {
    return stack
      .resources("aws_apigatewayv2_route")
      .flatMap((route) =>
        argumentFindings(route, [...keyFaults(route), ...targetFaults(route), ...authorizationFaults(route)]),
      );
  },
});

function keyOf(route: Resource): string | undefined {
  return isCallersChoice(route, KEY) ? undefined : route.body.string(KEY);
}

function keyFaults(route: Resource): ArgumentFault[] {
  if (protocolOf(route) !== "HTTP") return [];
  const key = keyOf(route);
  const faults: ArgumentFault[] = [];
  if (key !== undefined && key !== "$default" && !/^[A-Z]+ +\//.test(key))
    faults.push([
      KEY,
      `has the key "${key}", which names no method and path`,
      'Write it as "GET /orders", or "$default"',
    ]);
  if (key !== undefined && /\{[^{}]*\+\}./.test(key))
    faults.push([
      KEY,
      `has the key "${key}", whose greedy parameter is not at its end`,
      "Use {name} for one part of the path, and {name+} only at its end",
    ]);
  if (isAlways(route, "api_key_required", true))
    faults.push([
      "api_key_required",
      "requires an API key, which HTTP APIs do not support",
      "Use an authorizer, or a REST API",
      suggestionOf("Remove api_key_required", removeArgument(route.body, "api_key_required")),
    ]);
  return faults;
}

function targetFaults(route: Resource): ArgumentFault[] {
  const key = keyOf(route);
  const faults: ArgumentFault[] = [];
  // a connection is opened even without an integration: the route may be there just for authorization
  const isConnection = key === "$connect" || (key === undefined && protocolOf(route) !== "HTTP");
  // with CORS settings, API Gateway answers a preflight itself, provided that no authorizer blocks the route
  const isPreflight = key?.startsWith("OPTIONS ") === true;
  if (isLeftOut(route, "target") && !isConnection && !isPreflight)
    faults.push(["target", "has no target, so it answers no request", 'Set target = "integrations/<id>"']);
  if (isBareTarget(route))
    faults.push([
      "target",
      "has a target that is not valid",
      'Write "integrations/" followed by the id of the integration',
      suggestValues(route.body, "target", [`"integrations/${insideOfText(route.body, "target")}"`]),
    ]);
  return faults;
}

function authorizationFaults(route: Resource): ArgumentFault[] {
  const authorization = ["AWS_IAM", "CUSTOM", "JWT"].find((type) => isAlways(route, AUTHORIZATION, type));
  if (authorization === undefined) return [];
  const key = keyOf(route);
  const faults: ArgumentFault[] = [];
  if (protocolOf(route) === "WEBSOCKET" && key !== undefined && key !== "$connect")
    faults.push([
      AUTHORIZATION,
      `is authorized by ${authorization}, but WebSocket APIs authorize only at $connect`,
      `Move ${AUTHORIZATION} and the authorizer to the route $connect`,
    ]);
  if (authorization === "JWT" && isLeftOut(route, "authorizer_id"))
    faults.push([AUTHORIZATION, "is authorized by JWT, but names no authorizer", "Set authorizer_id"]);
  if (authorization !== "JWT" && elementsOrSelf(route.body.value("authorization_scopes")).elements.length > 0)
    faults.push([
      "authorization_scopes",
      `has scopes, which go with JWT, not with ${authorization}`,
      "Remove them",
      suggestionOf("Remove the scopes", removeArgument(route.body, "authorization_scopes")),
    ]);
  return faults;
}

/** A target has to be "integrations/" followed by an id. */
function isBareTarget(route: Resource): boolean {
  const target = route.body.value("target");
  if (target.kind === "known" || target.kind === "template") {
    const start = knownPrefix(target);
    return start !== "" && !start.startsWith("integrations/") && !"integrations/".startsWith(start);
  }
  return wholeReference(target, route)?.resource.type === "aws_apigatewayv2_integration";
}
