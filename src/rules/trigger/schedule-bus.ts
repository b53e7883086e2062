import { referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (bus: string) => `resource "aws_cloudwatch_event_bus" "shop" {
  name = "shop"
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 day)"${bus}
}`;

export default defineRule({
  summary: "A schedule is a rule on an event bus other than the default one",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge user guide, Creating a rule that runs on a schedule (2026-11)",
  why: `EventBridge runs schedules only on the default event bus of an account, and refuses a rule with a schedule on any other:
the apply stops halfway.`,
  bad: example("\n  event_bus_name      = aws_cloudwatch_event_bus.shop.name"),
  good: example(""),
  check({ stack }) {
    return stack.resources("aws_cloudwatch_event_rule").flatMap((rule) => {
      const { address, body } = rule;
      if (body.isSet("schedule_expression") !== "yes") return [];
      const bus = referredOfType(body.value("event_bus_name"), "aws_cloudwatch_event_bus");
      const name = body.string("event_bus_name");
      const isOther = bus?.mode === "managed" || (name !== undefined && !/(?:^|:event-bus\/)default$/.test(name));
      if (!isOther) return [];
      return [
        {
          at: body.place("event_bus_name"),
          resource: address,
          message: `${address} is a schedule on ${bus ?? `the event bus ${name}`}, but EventBridge accepts schedules only on the default bus`,
          help: "Remove event_bus_name from the rule and its targets, or use aws_scheduler_schedule",
          suggestions: suggestionOf(
            "Move the rule and its targets to the default bus",
            ...[rule, ...stack.referring("aws_cloudwatch_event_target", "rule", rule)]
              .filter((each) => each.body.isWritten("event_bus_name"))
              .map((each) => removeArgument(each.body, "event_bus_name")),
          ),
        },
      ];
    });
  },
});
