import { lambdaDeployments } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";

const STYLE = { deployment_type: "BLUE_GREEN", deployment_option: "WITH_TRAFFIC_CONTROL" };

const example = (type: string) => `resource "aws_codedeploy_deployment_group" "orders" {
  app_name               = "orders"
  deployment_group_name  = "orders"
  deployment_config_name = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
  service_role_arn       = "arn:aws:iam::111122223333:role/codedeploy"

  deployment_style {
    deployment_type   = "${type}"
    deployment_option = "WITH_TRAFFIC_CONTROL"
  }
}`;

export default defineRule({
  summary: "A deployment group for functions has a deployment style that is for servers",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS CodeDeploy user guide, Deployments on an AWS Lambda compute platform (2026-11)",
  why: `A function has no servers to deploy to in place: CodeDeploy shifts the traffic of an alias from one version to the next,
which it calls blue/green with traffic control. It refuses the group otherwise.`,
  bad: example("IN_PLACE"),
  good: example("BLUE_GREEN"),
  check({ stack }) {
    return lambdaDeployments(stack).flatMap((group) =>
      group.body.blocks("deployment_style").flatMap((style) =>
        Object.entries(STYLE).flatMap(([name, right]) => {
          const written = isCallersChoice(group, name, style) ? undefined : style.string(name);
          if (written === undefined || written === right) return [];
          return [
            {
              at: style.place(name),
              resource: group.address,
              message: `${group} deploys functions, but its ${name} is ${written}, which is for servers`,
              help: `Set ${name} = "${right}"`,
              fix: fixOf(`Set ${name} to ${right}`, setArgument(style, name, `"${right}"`)),
            },
          ];
        }),
      ),
    );
  },
});
