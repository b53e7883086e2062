import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (principal: string) => `resource "aws_lambda_permission" "lights" {
  function_name      = "lights"
  action             = "lambda:InvokeFunction"
  principal          = "${principal}"
  event_source_token = "amzn1.ask.skill.4d2f7c0e-2b1a-4f59-9c55-1f2b3c4d5e6f"
}`;

export default defineRule({
  summary: "A permission requires a token that only Alexa sends",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, AddPermission: EventSourceToken (2026-11)",
  why: `The token becomes a condition on lambda:EventSourceToken, which is the id of the skill that calls. Every other service sends
none, so the permission never applies and the function is never called.`,
  bad: example("events.amazonaws.com"),
  good: example("alexa-connectedhome.amazon.com"),
  check({ stack }) {
    return stack.permissions.flatMap((permission) => {
      if (!permission.isServicePrincipal || permission.body.isSet("event_source_token") !== "yes") return [];
      return [
        {
          at: permission.place("event_source_token"),
          resource: permission.resource.address,
          message: `${permission} asks ${permission.principal} for a token that it never sends`,
          suggestions: suggestionOf("Remove event_source_token", removeArgument(permission.body, "event_source_token")),
          help: "Remove event_source_token, and limit the permission with source_arn; keep it for alexa-connectedhome.amazon.com and alexa-appkit.amazon.com",
        },
      ];
    });
  },
});
