import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const REQUEST = /\$context\.(?:requestId|extendedRequestId)(?![\w.])/;

const example = (request: string) => `resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3d4e5"
  deployment_id = "d1e2f3"
  stage_name    = "live"

  access_log_settings {
    destination_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:orders"
    format          = jsonencode({ ${request}status = "$context.status" })
  }
}`;

export default defineRule({
  summary: "An API's access log does not name the request, which API Gateway requires",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway developer guide, Set up CloudWatch logging for REST APIs (2026-11); the API's answer as cdk-preflight has it (2026-09)",
  why: `API Gateway refuses a format with neither $context.requestId nor $context.extendedRequestId, by which a line can be found again:
the stage is not created.`,
  bad: example(""),
  good: example('requestId = "$context.requestId", '),
  check({ stack }) {
    return ["aws_api_gateway_stage", "aws_apigatewayv2_stage"].flatMap((type) =>
      stack.resources(type).flatMap((stage) =>
        stage.body.blocks("access_log_settings").flatMap((log) => {
          const format = log.string("format");
          if (format === undefined || format === "" || REQUEST.test(format)) return [];
          if (isCallersChoice(stage, "format", log)) return [];
          return [
            {
              at: log.place("format"),
              resource: stage.address,
              message: `The format of the access log of ${stage} has neither $context.requestId nor $context.extendedRequestId`,
              help: 'Add $context.requestId, in JSON as requestId = "$context.requestId"',
            },
          ];
        }),
      ),
    );
  },
});
