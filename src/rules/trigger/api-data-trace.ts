import { protocolOf } from "../../lambda/index.ts";
import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";

const HOLDERS: readonly (readonly [type: string, block: string])[] = [
  ["aws_api_gateway_method_settings", "settings"],
  ["aws_apigatewayv2_stage", "default_route_settings"],
  ["aws_apigatewayv2_stage", "route_settings"],
];

const example = ({ enabled }: { readonly enabled: boolean }) => `resource "aws_api_gateway_method_settings" "orders" {
  rest_api_id = "a1b2c3d4e5"
  stage_name  = "live"
  method_path = "*/*"

  settings {
    logging_level      = "ERROR"
    data_trace_enabled = ${enabled}
  }
}`;

export default defineRule({
  summary: "An API writes whole requests and responses into its log",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_276"] },
  source: "Amazon API Gateway developer guide, Set up CloudWatch logging for REST APIs (2026-11)",
  why: `Data tracing logs bodies and headers, including passwords, tokens and personal data, for everyone who may read the logs. AWS
advises against it for production.`,
  ignoreWhen: "The API is a test without real data.",
  bad: example({ enabled: true }),
  good: example({ enabled: false }),
  check({ stack }) {
    return HOLDERS.flatMap(([type, block]) =>
      stack.resources(type).flatMap((resource) =>
        resource.body.blocks(block).flatMap((settings) => {
          // trigger/api-protocol reports it for HTTP APIs, which have no such logs
          if (!isAlways(resource, "data_trace_enabled", true, settings) || protocolOf(resource) === "HTTP") return [];
          const edit = setArgument(settings, "data_trace_enabled", "false");
          return [
            {
              at: settings.place("data_trace_enabled"),
              resource: resource.address,
              message: `${resource} logs whole requests and responses, secrets and personal data included`,
              help: "Set data_trace_enabled = false",
              fix: fixOf("Set data_trace_enabled to false", edit),
            },
          ];
        }),
      ),
    );
  },
});
