import { isAlways, isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";

const example = ({
  encrypted,
}: {
  readonly encrypted: boolean;
}) => `resource "aws_api_gateway_method_settings" "orders" {
  rest_api_id = "a1b2c3d4e5"
  stage_name  = "live"
  method_path = "*/*"

  settings {
    caching_enabled      = true
    cache_data_encrypted = ${encrypted}
  }
}`;

export default defineRule({
  summary: "An API's cache stores responses unencrypted",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_308"],
    trivy: ["AWS-0002"],
    kics: ["api_gateway_method_settings_cache_not_encrypted"],
    cfn_nag: ["W87"],
  },
  source: "Amazon API Gateway developer guide, Cache settings for REST APIs (2026-11)",
  why: `The cache stores responses for up to an hour, including personal data. It encrypts them only when asked to, which costs
nothing.`,
  bad: example({ encrypted: false }),
  good: example({ encrypted: true }),
  check({ stack }) {
    const argument = "cache_data_encrypted";
    return stack.resources("aws_api_gateway_method_settings").flatMap((holder) =>
      holder.body.blocks("settings").flatMap((settings) => {
        const isClear = settings.isSet(argument) === "no" || settings.boolean(argument) === false;
        if (!isAlways(holder, "caching_enabled", true, settings) || !isClear) return [];
        if (isCallersChoice(holder, argument, settings)) return [];
        const { address } = holder;
        const edit = setArgument(settings, argument, "true");
        return [
          {
            at: settings.place(argument),
            resource: address,
            message: `The cache of ${address} stores responses unencrypted`,
            help: `Set ${argument} = true`,
            fix: fixOf(`Set ${argument} to true`, edit),
          },
        ];
      }),
    );
  },
});
