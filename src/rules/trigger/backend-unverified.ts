import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const SKIP = "insecure_skip_verification";

const example = (tls: string) => `resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = "a1b2c3d4e5"
  resource_id             = "f6g7h8"
  http_method             = "GET"
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "https://orders.example.org"${tls}
}`;

export default defineRule({
  summary: "A REST API does not check the certificate of what it calls",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API reference, TlsConfig: insecureSkipVerification (2026-11)",
  why: `Whoever gets between the API and its backend can then impersonate the backend, and read and change every request. A
certificate from an authority that API Gateway trusts costs nothing.`,
  ignoreWhen: "The backend has a certificate from a private authority, and is in your own network.",
  bad: example(`

  tls_config {
    ${SKIP} = true
  }`),
  good: example(""),
  check({ stack }) {
    return stack.resources("aws_api_gateway_integration").flatMap((integration) =>
      integration.body
        .blocks("tls_config")
        .filter((tls) => tls.isCertain && isAlways(integration, SKIP, true, tls))
        .map((tls) => ({
          at: tls.place(SKIP),
          resource: integration.address,
          message: `${integration} accepts any certificate from its backend`,
          suggestions: suggestionOf(`Remove ${SKIP}`, removeArgument(tls, SKIP)),
          help: `Remove ${SKIP}, and give the backend a certificate from ACM or another public authority`,
        })),
    );
  },
});
