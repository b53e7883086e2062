import { lambdaDeployments } from "../../lambda/index.ts";
import { ignoredChanges, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { ignoreChanges } from "../shared/edits/ignored-changes.ts";

const example = (lifecycle: string) => `resource "aws_codedeploy_app" "orders" {
  name             = "orders"
  compute_platform = "Lambda"
}

resource "aws_codedeploy_deployment_group" "orders" {
  app_name              = aws_codedeploy_app.orders.name
  deployment_group_name = "orders"
  service_role_arn      = "arn:aws:iam::123456789012:role/codedeploy"
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = "orders"
  function_version = "1"${lifecycle}
}`;

export default defineRule({
  summary: "CodeDeploy moves the alias, and the next apply moves it back",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS CodeDeploy user guide, Deployments on an AWS Lambda compute platform (2026-11)",
  why: `CodeDeploy sets the alias to the new version and its weights while it shifts traffic. Terraform sees a change that it did
not make, and the next apply moves the alias back to the version in its state, bypassing every canary.`,
  bad: example(""),
  good: example(`

  lifecycle {
    ignore_changes = [function_version, routing_config]
  }`),
  check({ stack }) {
    const [deployment] = lambdaDeployments(stack);
    const aliases = stack.resources("aws_lambda_alias");
    // the alias is only named when a deployment is started, so it is known only if there is just one
    const places = new Set(aliases.map(({ body }) => body.place().start));
    if (!deployment || places.size !== 1 || aliases.some(ignoresMoves)) return [];
    return aliases.map((alias) => {
      return {
        at: alias.body.place("function_version"),
        resource: alias.address,
        message: `${deployment} moves aliases of functions, and the next apply moves ${alias} back`,
        help: "Add lifecycle { ignore_changes = [function_version, routing_config] } to the alias that CodeDeploy moves",
        related: [{ at: deployment.body.place(), message: "CodeDeploy is set up here" }],
        fix: fixOf("Ignore what CodeDeploy changes", ignoreChanges(alias.body, ["function_version", "routing_config"])),
      };
    });
  },
});

function ignoresMoves(alias: Resource): boolean {
  const ignored = ignoredChanges(alias);
  return ignored === "all" || ignored.has("function_version");
}
