import { lambdaDeployments } from "../../lambda/index.ts";
import { booleanOf, isLeftOut, type Presence, type Resource } from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { addBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "A deployment continues although the new version fails",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS CodeDeploy user guide, Redeploy and roll back a deployment, and Monitoring deployments with alarms (2026-11)",
  why: `A canary helps only if something watches it. Without alarms CodeDeploy shifts all traffic to a version that fails every
call; without rollback it stops halfway and leaves the failing version its share of the traffic.`,
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
      const { address, body } = group;
      const alarms = isOn(group, "alarm_configuration");
      const rollback = isOn(group, "auto_rollback_configuration");
      if (alarms !== "no" && rollback !== "no") return [];
      const off = body.block(alarms === "no" ? "alarm_configuration" : "auto_rollback_configuration");
      const lacks =
        alarms === "no" && rollback === "no"
          ? "neither alarms nor rollback"
          : alarms === "no"
            ? "no alarms"
            : "no rollback";
      return [
        {
          suggestions: alarms === "yes" ? suggestionOf("Roll back failed deployments", rollingBack(group)) : [],
          at: off
            ? off.place("enabled")
            : body.place(alarms === "no" ? "alarm_configuration" : "auto_rollback_configuration"),
          resource: address,
          message: `${address} has ${lacks}, so the deployment of a failing version continues or stops halfway`,
          help: "Set alarm_configuration with alarms on the alias, and auto_rollback_configuration with DEPLOYMENT_FAILURE and DEPLOYMENT_STOP_ON_ALARM, both enabled = true",
        },
      ];
    });
  },
});

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
  const events = '["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]';
  return block ? setArgument(block, "enabled", "true") : addBlock(body, ROLLBACK, `enabled = true\nevents = ${events}`);
}

const ROLLBACK = "auto_rollback_configuration";
