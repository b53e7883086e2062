import { isCallersChoice, isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { throttlingBlock, throttlingLimits } from "../shared/edits/throttling.ts";

const example = (settings: string) => `resource "aws_apigatewayv2_stage" "orders" {
  api_id      = "a1b2c3d4e5"
  name        = "$default"
  auto_deploy = true
${settings}}`;

const LIMITS = ["throttling_burst_limit", "throttling_rate_limit"] as const;

const help =
  "Set throttling_burst_limit and throttling_rate_limit, in default_route_settings or in the settings of */*";

export default defineRule({
  summary: "A stage of an API sets no throttling limits",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: {
    "serverless-rules": ["aws_api_gateway_method_settings_throttling", "aws_apigatewayv2_stage_throttling", "ES2003"],
  },
  source: "Amazon API Gateway developer guide, Throttle requests to your HTTP APIs (2026-11)",
  why: `Without its own limits, one API can use up the requests of the whole account and region, and with them the concurrency of
the functions behind it. One client in a loop then stops all other APIs.`,
  bad: example(""),
  good: example(`
  default_route_settings {
    throttling_burst_limit = 100
    throttling_rate_limit  = 50
  }
`),
  check({ stack }) {
    const rest = stack.resources("aws_api_gateway_method_settings").flatMap((holder) =>
      holder.body.blocks("settings").flatMap((settings) => {
        if (LIMITS.some((limit) => isCallersChoice(holder, limit, settings))) return [];
        const { address, body } = holder;
        const presence = LIMITS.map((limit) => settings.isSet(limit));
        if (body.string("method_path") !== "*/*" || presence.includes("unknown") || !presence.includes("no")) return [];
        const missing = LIMITS.filter((_, at) => presence[at] === "no");
        const what = missing.length === LIMITS.length ? "throttling limits" : missing.join();
        return [
          {
            at: settings.place(),
            resource: address,
            message: `${address} sets no ${what}`,
            help,
            suggestions: throttlingLimits(settings),
          },
        ];
      }),
    );
    const http = stack.resources("aws_apigatewayv2_stage").flatMap((stage) => {
      // settings without limits are worse: trigger/api-throttle-zero
      if (!isLeftOut(stage, "default_route_settings")) return [];
      return [
        {
          at: stage.body.place("default_route_settings"),
          resource: stage.address,
          message: `${stage} has no throttling limits, so it can use up those of the whole account`,
          help,
          suggestions: throttlingBlock(stage.body, "default_route_settings"),
        },
      ];
    });
    return [...rest, ...http];
  },
});
