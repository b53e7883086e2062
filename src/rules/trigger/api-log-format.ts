import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { logFormat } from "../shared/edits/access-log.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { isJson } from "../shared/triggers/is-json.ts";

const example = (format: string) => `resource "aws_apigatewayv2_stage" "orders" {
  api_id      = "a1b2c3d4e5"
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:orders"
    format          = ${format}
  }
}`;

export default defineRule({
  summary: "An API's access log is not JSON",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { "serverless-rules": ["aws_apigatewayv2_stage_structured_logging", "WS2001"] },
  source: "Amazon API Gateway developer guide, Customize HTTP API access logs (2026-11)",
  why: `CloudWatch Logs Insights discovers the fields of a JSON line by itself. Any other form has to be parsed in every query and
alarm.`,
  bad: example('"$context.requestId $context.status"'),
  good: example('jsonencode({ requestId = "$context.requestId", status = "$context.status" })'),
  check({ stack }) {
    return ["aws_api_gateway_stage", "aws_apigatewayv2_stage"].flatMap((type) =>
      stack.resources(type).flatMap((stage) =>
        stage.body.blocks("access_log_settings").flatMap((log) => {
          const format = log.string("format");
          if (format === undefined || isJsonObject(format) || isCallersChoice(stage, "format", log)) return [];
          return [
            {
              at: log.place("format"),
              resource: stage.address,
              message: `The access log of ${stage} is not JSON`,
              suggestions: suggestionOf("Log each request as JSON", setArgument(log, "format", logFormat(stage))),
              help: 'Set format = jsonencode({ requestId = "$context.requestId", status = "$context.status" })',
            },
          ];
        }),
      ),
    );
  },
});

/** Whether a format is a JSON object once its variables are replaced; numbers have no quotes. */
function isJsonObject(format: string): boolean {
  const text = format.trim().replace(/\$context\.[\w.]+/g, "4");
  return text.startsWith("{") && isJson(text);
}
