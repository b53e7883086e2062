import { isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { accessLog } from "../shared/edits/access-log.ts";

const example = (log: string) => `resource "aws_apigatewayv2_stage" "orders" {
  api_id      = "a1b2c3d4e5"
  name        = "$default"
  auto_deploy = true
${log}}`;

export default defineRule({
  summary: "An API has no access log",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_76", "CKV_AWS_95"],
    trivy: ["AWS-0001"],
    kics: ["api_gateway_access_logging_disabled"],
    "serverless-rules": ["aws_api_gateway_stage_logging", "aws_apigatewayv2_stage_logging"],
    cfn_nag: ["W45", "W46", "W69"],
    "cdk-nag": ["APIG1"],
  },
  source:
    "Amazon API Gateway developer guide, Configure logging for HTTP APIs; Set up CloudWatch logging for REST APIs (2026-11)",
  why: `Requests that never reach the function, because they are refused by an authorizer, throttled or timed out, appear only in
the access log. Without it nobody can tell what went wrong, or who tried what.`,
  bad: example(""),
  good: example(`
  access_log_settings {
    destination_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:orders"
    format          = jsonencode({ requestId = "$context.requestId", status = "$context.status" })
  }
`),
  check({ stack }) {
    return ["aws_api_gateway_stage", "aws_apigatewayv2_stage"].flatMap((type) =>
      stack.resources(type).flatMap((stage) => {
        if (!isLeftOut(stage, "access_log_settings")) return [];
        return [
          {
            at: stage.body.place("access_log_settings"),
            resource: stage.address,
            message: `${stage} has no access log`,
            suggestions: accessLog(stage, stack),
            help: "Add access_log_settings with the ARN of a log group and a JSON format",
          },
        ];
      }),
    );
  },
});
