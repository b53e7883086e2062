import { defineRule, type RuleFinding } from "../rule.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";

/** What a path of settings may end with (Amazon API Gateway API reference, Stage: methodSettings, 2026-11). */
const METHODS: ReadonlySet<string> = new Set(["*", "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

const example = (path: string) => `resource "aws_api_gateway_method_settings" "orders" {
  rest_api_id = "a1b2c3d4e5"
  stage_name  = "live"
  method_path = "${path}"

  settings {
    metrics_enabled = true
  }
}`;

export default defineRule({
  summary: "Settings of an API's methods name no method, or set nothing",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3723", "W3705"] },
  source: "Terraform AWS provider 6.66, aws_api_gateway_method_settings (2026-11)",
  why: `A method is named by its path and HTTP method, such as orders/GET, or */* for all. API Gateway refuses any other form, or the settings
take effect nowhere.`,
  bad: example("*"),
  good: example("*/*"),
  check({ stack }) {
    return stack.resources("aws_api_gateway_method_settings").flatMap(({ address, body }): RuleFinding[] => {
      const path = body.string("method_path");
      if (path !== undefined && !path.includes("/"))
        return [
          {
            at: body.place("method_path"),
            resource: address,
            message: `"${path}" names no method: it needs a path and a method, separated by a slash`,
            suggestions: suggestValues(body, "method_path", ['"*/*"']),
            help: 'Set method_path = "*/*", or one such as "orders/GET"',
          },
        ];
      if (path?.startsWith("/"))
        return [
          {
            at: body.place("method_path"),
            resource: address,
            message: `"${path}" begins with a slash, which paths of method settings do not`,
            fix: fixOf("Remove the slash", setArgument(body, "method_path", JSON.stringify(path.replace(/^\/+/, "")))),
            help: `Set method_path = "${path.replace(/^\/+/, "")}"`,
          },
        ];
      if (path !== undefined && !METHODS.has(methodOf(path)))
        return [
          {
            at: body.place("method_path"),
            resource: address,
            severity: "warning" as const,
            message: `"${path}" does not end with an HTTP method, so that the settings are of no method`,
            suggestions: suggestValues(body, "method_path", [JSON.stringify(endingInMethod(path))]),
            help: 'End method_path with a method in capitals, such as "orders/GET", or with "/*" for all of a path',
          },
        ];
      const [settings] = body.blocks("settings");
      if (!settings?.isCertain || settings.argumentNames.some((name) => settings.isSet(name) !== "no")) return [];
      return [
        {
          at: settings.place(),
          resource: address,
          severity: "warning" as const,
          message: `${address} sets nothing`,
          suggestions: suggestValues(settings, "metrics_enabled", ["true"]),
          help: "Set metrics_enabled, logging_level or the throttling limits, or remove it",
        },
      ];
    });
  },
});

function methodOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The path with its method in capitals, or, if it ends with no method, with all of them. */
function endingInMethod(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  const method = parts.at(-1)?.toUpperCase() ?? "";
  return (METHODS.has(method) ? [...parts.slice(0, -1), method] : [...parts, "*"]).join("/");
}
