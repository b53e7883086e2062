import { lambdaDeployments } from "../../lambda/index.ts";
import type { BlockValue, Presence } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A deployment goes on although the new version fails",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS CodeDeploy user guide, Redeploy and roll back a deployment, and Monitoring deployments with alarms (2026-11)",
  why: `A canary helps only where something looks at it. Without alarms CodeDeploy shifts all traffic to a version that fails every
call; without rollback it stops half-way and leaves the failing version with its share.`,
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
    return lambdaDeployments(stack).flatMap(({ address, body }) => {
      const alarms = isOn(body, "alarm_configuration");
      const rollback = isOn(body, "auto_rollback_configuration");
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
          at: off ? off.place("enabled") : body.place(),
          resource: address,
          message: `${address} has ${lacks}, so that a deployment of a version that fails goes on or stays half-way`,
          help: "Set alarm_configuration with alarms on the alias, and auto_rollback_configuration with DEPLOYMENT_FAILURE and DEPLOYMENT_STOP_ON_ALARM, both enabled = true",
        },
      ];
    });
  },
});

function isOn(group: BlockValue, type: string): Presence {
  const block = group.block(type);
  if (!block) return group.hasBlock(type);
  const enabled = block.boolean("enabled");
  if (enabled !== undefined) return enabled ? "yes" : block.isCertain ? "no" : "unknown";
  return block.isSet("enabled") === "no" && block.isCertain ? "no" : "unknown";
}
