import {
  distinctDirectories,
  elementsOrSelf,
  isAlways,
  isCallersChoice,
  type Resource,
  referencesIn,
} from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { removeArgument, setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";

const ACTIONS = ["alarm_actions", "ok_actions", "insufficient_data_actions"];

const example = (actions: string) => `resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_name          = "orders-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0${actions}
}`;

export default defineRule({
  summary: "An alarm notifies nobody",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_319"], "cdk-nag": ["CloudWatchAlarmAction"] },
  source: "Amazon CloudWatch user guide, Using Amazon CloudWatch alarms: alarm actions (2026-11)",
  why: `Without an action an alarm turns red in the console and nothing else happens. Whoever set it up believes that someone would
be notified.`,
  ignoreWhen: "An EventBridge rule picks up the state changes of all alarms.",
  bad: example(""),
  good: example(`
  alarm_actions       = [aws_sns_topic.operations.arn]`),
  check({ stack }) {
    const alarms = stack.resources("aws_cloudwatch_metric_alarm");
    if (alarms.length === 0) return [];
    // another alarm, a deployment group or an output uses it
    const used = new Set(
      distinctDirectories(stack.modules).flatMap(({ directory }) =>
        referencesIn(directory)
          .filter(({ root }) => root === "aws_cloudwatch_metric_alarm")
          .map(({ path }) => `${directory.path} ${path[0]}`),
      ),
    );
    return alarms.flatMap((alarm) => {
      const isOff = isAlways(alarm, "actions_enabled", false);
      if (!isOff && !hasNoActions(alarm)) return [];
      if (used.has(`${alarm.module.directory.path} ${alarm.name}`)) return [];
      return [
        {
          at: isOff ? alarm.body.place("actions_enabled") : alarm.body.place("alarm_actions"),
          resource: alarm.address,
          message: isOff ? `${alarm} has its actions disabled` : `${alarm} has no actions, so it notifies nobody`,
          suggestions: isOff
            ? suggestionOf("Remove actions_enabled", removeArgument(alarm.body, "actions_enabled"))
            : tellTopic(alarm),
          help: isOff ? "Remove actions_enabled" : "Set alarm_actions to an SNS topic that someone reads",
        },
      ];
    });
  },
});

function hasNoActions(alarm: Resource): boolean {
  return ACTIONS.every((name) => {
    const { elements, complete } = elementsOrSelf(alarm.body.value(name));
    return complete && elements.length === 0 && !isCallersChoice(alarm, name);
  });
}

/** The only topic of the module: with several, it is not known who reads which. */
function tellTopic(alarm: Resource): readonly Fix[] {
  const references = new Set(
    alarm.module.resourcesOf("aws_sns_topic").flatMap((topic) => referenceTo(topic, alarm) ?? []),
  );
  const [topic] = references;
  if (topic === undefined || references.size > 1) return [];
  return suggestionOf(`Tell ${topic}`, setArgument(alarm.body, "alarm_actions", `[${topic}.arn]`));
}
