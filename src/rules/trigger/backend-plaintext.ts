import { isAlways, isCallersChoice, isLeftOut, knownPrefix, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (scheme: string) => `resource "aws_apigatewayv2_integration" "orders" {
  api_id             = "a1b2c3d4e5"
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "${scheme}://orders.example.org"
}`;

export default defineRule({
  summary: "An API calls its backend without TLS",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_383", "CKV_AWS_396"] },
  source:
    "Amazon API Gateway developer guide, Set up HTTP integrations; Create private integrations for HTTP APIs (2026-11)",
  why: `The client sees HTTPS, but from API Gateway onwards the request travels in plain text, over the internet unless there is a
VPC link. A private integration of an HTTP API uses TLS only if tls_config names the server.`,
  ignoreWhen: "The backend does not support TLS, and everything up to it is a network that you trust.",
  bad: example("http"),
  good: example("https"),
  check({ stack }) {
    const rest = stack.resources("aws_api_gateway_integration").flatMap((one) => plain(one, "uri"));
    const http = stack
      .resources("aws_apigatewayv2_integration")
      .flatMap((one) => [...plain(one, "integration_uri"), ...privately(one)]);
    return [...rest, ...http];
  },
});

function plain(integration: Resource, argument: string) {
  const { body } = integration;
  const isPlain = knownPrefix(body.value(argument)).toLowerCase().startsWith("http://");
  // websites of buckets support nothing else
  if (!isPlain || isCallersChoice(integration, argument) || body.string(argument)?.includes(".s3-website")) return [];
  const suggestions = withTls(body.place(argument));
  return [{ ...finding(integration, body.place(argument), "Call it with https://"), suggestions }];
}

function privately(integration: Resource) {
  const isPrivate = isAlways(integration, "connection_type", "VPC_LINK");
  if (!isPrivate || !isLeftOut(integration, "tls_config")) return [];
  return [
    finding(
      integration,
      integration.body.place("connection_type"),
      "Use an HTTPS listener, and add tls_config { server_name_to_verify = … }",
    ),
  ];
}

function finding(integration: Resource, at: Place, help: string) {
  return { at, resource: integration.address, message: `${integration} calls its backend without TLS`, help };
}

function withTls({ file, start, end }: Place): readonly Fix[] {
  const [found] = /^"http:\/\//i.exec(file.text.slice(start, end)) ?? [];
  if (found === undefined) return [];
  return suggestionOf("Call it with https", {
    place: { file, start, end: start + found.length },
    newText: '"https://',
  });
}
