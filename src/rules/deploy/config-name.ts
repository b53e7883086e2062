import { didYouMean } from "../../aws/did-you-mean.ts";
import { lambdaDeployments } from "../../lambda/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { fixOf, respelling } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

const PREFIX = "CodeDeployDefault.";
/**
 * CodeDeploy's own configurations for functions (CodeDeploy user guide, Predefined deployment configurations, 2026-11).
 */
const CONFIGURATIONS = [
  "LambdaAllAtOnce",
  ...[5, 10, 15, 30].map((minutes) => `LambdaCanary10Percent${minutes}Minutes`),
  "LambdaLinear10PercentEvery1Minute",
  ...[2, 3, 10].map((minutes) => `LambdaLinear10PercentEvery${minutes}Minutes`),
];

export default defineRule({
  summary: "A deployment configuration is named that CodeDeploy does not have for functions",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS CodeDeploy user guide, Working with deployment configurations: Lambda (2026-11)",
  why: `A deployment group for functions uses one of CodeDeploy's configurations for Lambda, or a custom one. With any other name
the apply fails.`,
  bad: `resource "aws_codedeploy_app" "orders" {
  name             = "orders"
  compute_platform = "Lambda"
}

resource "aws_codedeploy_deployment_group" "orders" {
  app_name               = aws_codedeploy_app.orders.name
  deployment_group_name  = "orders"
  deployment_config_name = "CodeDeployDefault.LambdaCanary10Percent1Minute"
  service_role_arn       = "arn:aws:iam::123456789012:role/codedeploy"
}`,
  good: `resource "aws_codedeploy_app" "orders" {
  name             = "orders"
  compute_platform = "Lambda"
}

resource "aws_codedeploy_deployment_group" "orders" {
  app_name               = aws_codedeploy_app.orders.name
  deployment_group_name  = "orders"
  deployment_config_name = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
  service_role_arn       = "arn:aws:iam::123456789012:role/codedeploy"
}`,
  check({ stack }) {
    return lambdaDeployments(stack).flatMap(({ address, body }) => {
      const value = body.value("deployment_config_name");
      const name = stringOf(value);
      if (!name?.startsWith(PREFIX) || CONFIGURATIONS.includes(name.slice(PREFIX.length))) return [];
      const meant = didYouMean(name.slice(PREFIX.length), CONFIGURATIONS);
      return [
        {
          at: body.place("deployment_config_name"),
          resource: address,
          message: `${address} asks for the configuration ${name}, which CodeDeploy does not have for functions`,
          help: meant
            ? `Did you mean ${PREFIX}${meant}?`
            : `Use one of ${CONFIGURATIONS.map((each) => PREFIX + each).join(", ")}`,
          ...(meant !== undefined &&
            respelling(
              name.slice(PREFIX.length),
              { meant, among: CONFIGURATIONS },
              fixOf(`Write ${PREFIX}${meant}`, replaceValue(value, `"${PREFIX}${meant}"`)),
            )),
        },
      ];
    });
  },
});
