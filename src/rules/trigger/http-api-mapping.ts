import { protocolOf } from "../../lambda/index.ts";
import { isCallersChoice, isLeftOut, type Place, type Resource, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeEntry } from "../shared/edits/elements.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const REQUEST = /^(?:(?:append|overwrite|remove):(?:header|querystring)\..+|overwrite:path)$/s;
const RESPONSE = /^(?:(?:append|overwrite|remove):header\..+|overwrite:statuscode)$/s;
const HEADER = /^[a-z]+:header\.(.+)$/s;

/** Headers that API Gateway sets itself; the names that end in a dash are the starts of names. */
const RESERVED: readonly string[] = [
  "access-control-",
  "apigw-",
  "authorization",
  "connection",
  "content-encoding",
  "content-length",
  "content-location",
  "forwarded",
  "keep-alive",
  "origin",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailers",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-amz-",
  "x-amzn-",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
];

const example = (header: string) => `resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "orders" {
  api_id             = aws_apigatewayv2_api.orders.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "https://orders.example.com"

  request_parameters = {
    "overwrite:header.${header}" = "$context.identity.sourceIp"
  }
}`;

export default defineRule({
  summary: "An HTTP API changes a header that is reserved, or names a parameter in a form that it does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway developer guide, Transform API requests and responses for HTTP APIs: keys, reserved headers (2026-11)",
  why: `API Gateway sets some headers itself, such as Authorization, X-Forwarded-For and those of CORS, and refuses mappings for
them; so it does for a key that says neither what to change nor how. The apply stops halfway.`,
  bad: example("X-Forwarded-For"),
  good: example("X-Client-Address"),
  check({ stack }) {
    return stack
      .resources("aws_apigatewayv2_integration")
      .filter((integration) => protocolOf(integration) === "HTTP")
      .flatMap((integration) => [...requestFaults(integration), ...responseFaults(integration)]);
  },
});

/** An integration with a service of AWS names the parameters of that service's action instead. */
function requestFaults(integration: Resource): RuleFinding[] {
  const { body } = integration;
  if (!isLeftOut(integration, "integration_subtype") || isCallersChoice(integration, "request_parameters")) return [];
  return faultsIn(body.value("request_parameters"), body.place("request_parameters"), integration, {
    form: REQUEST,
    accepted: "overwrite:header.<name>, overwrite:querystring.<name> (append and remove as well) or overwrite:path",
  });
}

function responseFaults(integration: Resource): RuleFinding[] {
  return integration.body.blocks("response_parameters").flatMap((block) =>
    block.isCertain && !isCallersChoice(integration, "mappings", block)
      ? faultsIn(block.value("mappings"), block.place("mappings"), integration, {
          form: RESPONSE,
          accepted: "overwrite:header.<name> (append and remove as well) or overwrite:statuscode",
        })
      : [],
  );
}

/** The form of keys, as a pattern and in words. */
interface Keys {
  readonly form: RegExp;
  readonly accepted: string;
}

function faultsIn(map: Value, whole: Place, integration: Resource, { form, accepted }: Keys): RuleFinding[] {
  if (map.kind !== "object") return [];
  return [...map.entries].flatMap(([key, value]): RuleFinding[] => {
    const at = map.keyPlaces?.get(key) ?? whole;
    const resource = integration.address;
    const suggestions = suggestionOf(`Remove ${key}`, removeEntry(at, value.place));
    if (!form.test(key)) {
      const message = `"${key}" in ${integration} does not say what to change, in a form that HTTP APIs accept`;
      return [{ at, resource, message, suggestions, help: `Write it as ${accepted}` }];
    }
    const header = HEADER.exec(key)?.[1];
    if (header === undefined || !isReserved(header)) return [];
    const message = `${integration} changes the header ${header}, which API Gateway reserves for itself`;
    return [{ at, resource, message, suggestions, help: adviceFor(header) }];
  });
}

function isReserved(header: string): boolean {
  const name = header.toLowerCase();
  return RESERVED.some((one) => (one.endsWith("-") ? name.startsWith(one) : name === one));
}

function adviceFor(header: string): string {
  return /^access-control-/i.test(header)
    ? "Set cors_configuration of the API instead, or let the backend send the header"
    : "Remove it, or pass the value in a header with a name of your own";
}
