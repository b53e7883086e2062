import { defineRule } from "../rule.ts";

const example = (tracing: string) => `resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3d4e5"
  deployment_id = "f6g7h8"
  stage_name    = "live"
${tracing}}`;

export default defineRule({
  summary: "Requests to a REST API are not traced",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_73"],
    trivy: ["AWS-0003"],
    kics: ["api_gateway_xray_disabled"],
    "serverless-rules": ["aws_api_gateway_stage_tracing"],
  },
  source: "Amazon API Gateway developer guide, Tracing user requests to REST APIs using X-Ray (2026-11)",
  why: "A trace that begins at the API shows how much of a slow request was spent there, in authorizers and in waiting for the function.",
  bad: example(""),
  good: example("  xray_tracing_enabled = true\n"),
  check({ stack }) {
    const argument = "xray_tracing_enabled";
    return stack.resources("aws_api_gateway_stage").flatMap(({ address, body }) => {
      if (body.isSet(argument) !== "no" && body.boolean(argument) !== false) return [];
      return [
        {
          at: body.place(argument),
          resource: address,
          message: `Requests to ${address} are not traced`,
          help: `Set ${argument} = true`,
        },
      ];
    });
  },
});
