import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { turnOn } from "../shared/edits/switches.ts";
import { toSwitch, whereOff } from "../shared/resources/switches.ts";

/** What switches the traces of an API on. */
const TRACING: ReadonlyMap<string, string> = new Map([
  ["aws_api_gateway_stage", "xray_tracing_enabled"],
  ["aws_appsync_graphql_api", "xray_enabled"],
]);

const example = (tracing: string) => `resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3d4e5"
  deployment_id = "f6g7h8"
  stage_name    = "live"
${tracing}}`;

export default defineRule({
  summary: "Requests to a REST or GraphQL API are not traced",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_73"],
    trivy: ["AWS-0003"],
    kics: ["api_gateway_xray_disabled"],
    "serverless-rules": ["aws_api_gateway_stage_tracing", "aws_appsync_graphql_api_tracing"],
  },
  source:
    "Amazon API Gateway developer guide, Tracing user requests to REST APIs using X-Ray; AWS AppSync developer guide, Tracing with AWS X-Ray (2026-11)",
  why: `A trace that begins at the API shows how much of a slow request was spent there, in authorizers and waiting for the
function.`,
  bad: example(""),
  good: example("  xray_tracing_enabled = true\n"),
  check({ stack }) {
    return [...TRACING].flatMap(([type, argument]) =>
      stack.resources(type).flatMap((api) => {
        const tracing = toSwitch(argument, { isOffByDefault: true });
        const at = whereOff(api, tracing);
        if (!at) return [];
        return [
          {
            at,
            resource: api.address,
            message: `Requests to ${api} are not traced`,
            help: `Set ${argument} = true`,
            suggestions: suggestionOf(`Set ${argument} to true`, turnOn(api, tracing)),
          },
        ];
      }),
    );
  },
});
