import { lambdaDeployments, type Stack } from "../../lambda/index.ts";
import {
  booleanOf,
  elementsOrSelf,
  isCallersChoice,
  isLeftOut,
  type Presence,
  type Resource,
  stringOf,
} from "../../terraform/index.ts";
import { defineRule, type Edit, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { addBlock } from "../shared/edits/blocks.ts";
import { addElement } from "../shared/edits/elements.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const ALARMS = "alarm_configuration";
const ROLLBACK = "auto_rollback_configuration";
const FAILURE = "DEPLOYMENT_FAILURE";
const STOP = "DEPLOYMENT_STOP_ON_ALARM";

export default defineRule({
  summary: "A deployment continues although the new version fails",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS CodeDeploy user guide, Redeploy and roll back a deployment, and Monitoring deployments with alarms; CodeDeploy API reference, AutoRollbackConfiguration (2026-11)",
  why: `A canary helps only if something watches it. Without alarms CodeDeploy shifts all traffic to a version that fails every
call; without rollback, or with rollback only for other events, it stops halfway and leaves the failing version its share of the traffic.`,
  bad: `resource "aws_codedeploy_deployment_group" "orders" {
  app_name               = "orders"
  deployment_group_name  = "orders"
  deployment_config_name = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
  service_role_arn       = "arn:aws:iam::123456789012:role/codedeploy"
}`,
  good: `resource "aws_codedeploy_deployment_group" "orders" {
  app_name               = "orders"
  deployment_group_name  = "orders"
  deployment_config_name = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
  service_role_arn       = "arn:aws:iam::123456789012:role/codedeploy"

  alarm_configuration {
    enabled = true
    alarms  = ["orders-errors"]
  }

  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
  }
}`,
  check({ stack }) {
    return lambdaDeployments(stack).flatMap((group) => {
      const alarms = isOn(group, ALARMS);
      const rollback = isOn(group, ROLLBACK);
      if (alarms === "no" || rollback === "no") return [unguarded(group, alarms, rollback)];
      return alarms === "yes" && rollback === "yes" ? stoppedOnly(group, stack) : [];
    });
  },
});

function unguarded(group: Resource, alarms: Presence, rollback: Presence): RuleFinding {
  const { address, body } = group;
  const off = body.block(alarms === "no" ? ALARMS : ROLLBACK);
  const lacks =
    alarms === "no" && rollback === "no"
      ? "neither alarms nor rollback"
      : alarms === "no"
        ? "no alarms"
        : "no rollback";
  return {
    suggestions: alarms === "yes" ? suggestionOf("Roll back failed deployments", rollingBack(group)) : [],
    at: off ? off.place("enabled") : body.place(alarms === "no" ? ALARMS : ROLLBACK),
    resource: address,
    message: `${address} has ${lacks}, so the deployment of a failing version continues or stops halfway`,
    help: `Set alarm_configuration with alarms on the alias, and auto_rollback_configuration with ${FAILURE} and ${STOP}, both enabled = true`,
  };
}

/** Alarms stop the deployment, but rollback is only for other events. */
function stoppedOnly(group: Resource, stack: Stack): RuleFinding[] {
  const block = group.body.block(ROLLBACK);
  if (!block?.isCertain || isCallersChoice(group, "events", block) || !isGradual(group, stack)) return [];
  const value = block.value("events");
  const { elements, complete } = elementsOrSelf(value);
  const events = elements.map(stringOf);
  if (!complete || events.length === 0 || events.some((event) => event === undefined || event === STOP)) return [];
  return [
    {
      at: block.place("events"),
      resource: group.address,
      message: `${group} is stopped by its alarms, but then not rolled back, so the failing version keeps its share of the traffic`,
      help: `Add ${STOP} to the events of auto_rollback_configuration`,
      suggestions: suggestionOf(`Roll back on ${STOP} as well`, addElement(value, `"${STOP}"`)),
    },
  ];
}

/** Whether the traffic is certainly shifted in steps, between which an alarm can go off. */
function isGradual({ body }: Resource, stack: Stack): boolean {
  const name = body.value("deployment_config_name");
  const config = stack.resourceNamed(name, ["aws_codedeploy_deployment_config"], "deployment_config_name");
  if (config) return /^TimeBased/.test(config.body.block("traffic_routing_config")?.string("type") ?? "");
  return /^CodeDeployDefault\.Lambda(Canary|Linear)/.test(stringOf(name) ?? "");
}

function isOn(group: Resource, type: string): Presence {
  const block = group.body.block(type);
  if (!block) return isLeftOut(group, type) ? "no" : "unknown";
  const enabled = block.value("enabled");
  // switched off explicitly, and not by a variable that callers may set
  const isOff =
    enabled.kind === "null" || (booleanOf(enabled) === false && enabled.place.start === block.place("enabled").start);
  return booleanOf(enabled) ? "yes" : isOff && block.isCertain ? "no" : "unknown";
}

function rollingBack({ body }: Resource): Edit | undefined {
  const [block] = body.blocks(ROLLBACK);
  const events = `["${FAILURE}", "${STOP}"]`;
  return block ? setArgument(block, "enabled", "true") : addBlock(body, ROLLBACK, `enabled = true\nevents = ${events}`);
}
