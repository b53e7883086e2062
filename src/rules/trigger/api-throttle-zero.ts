import { type BlockValue, isCallersChoice } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { throttlingLimits } from "../shared/edits/throttling.ts";

const LIMITS = ["throttling_burst_limit", "throttling_rate_limit"];

const example = (limits: string) => `resource "aws_apigatewayv2_stage" "orders" {
  api_id      = "a1b2c3d4e5"
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    detailed_metrics_enabled = true
${limits}  }
}`;

export default defineRule({
  summary: "An API's stage refuses every request because its route settings leave the limits at zero",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform AWS provider 6.66, aws_apigatewayv2_stage: default_route_settings (2026-11)",
  why: `If route settings are given without throttling limits, the provider sends zero for these, and API Gateway answers every
request with 429 Too Many Requests.`,
  bad: example(""),
  good: example("    throttling_burst_limit   = 100\n    throttling_rate_limit    = 50\n"),
  check({ stack }) {
    return stack.resources("aws_apigatewayv2_stage").flatMap((stage) =>
      ["default_route_settings", "route_settings"].flatMap((type) =>
        stage.body.blocks(type).flatMap((settings) => {
          if (LIMITS.some((limit) => isCallersChoice(stage, limit, settings))) return [];
          const { address } = stage;
          const unset = LIMITS.filter((limit) => settings.isSet(limit) === "no");
          if (unset.length === 0 || !settings.isCertain) return oneZero(settings, type, address);
          return [
            {
              at: settings.place(),
              resource: address,
              message: `The ${type} of ${address} set no ${unset.join(" and no ")}, which then count as 0: every request is refused`,
              help: "Set both throttling_burst_limit and throttling_rate_limit",
              suggestions: throttlingLimits(settings),
            },
          ];
        }),
      ),
    );
  },
});

/** Both limits at 0 close an API on purpose; one of them does so by mistake. */
function oneZero(settings: BlockValue, type: string, address: string): RuleFinding[] {
  const [zero, ...more] = LIMITS.filter((limit) => settings.number(limit) === 0);
  const isOtherSet = LIMITS.some((limit) => (settings.number(limit) ?? 0) > 0);
  if (zero === undefined || more.length > 0 || !isOtherSet || !settings.isCertain) return [];
  return [
    {
      at: settings.place(zero),
      resource: address,
      message: `${zero} in the ${type} of ${address} is 0, so every request is refused, whatever the other limit says`,
      suggestions: throttlingLimits(settings),
      help: `Set ${zero} to the number of requests allowed at once or per second`,
    },
  ];
}
