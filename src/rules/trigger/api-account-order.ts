import { dependsOn, type Stack } from "../../lambda/index.ts";
import type { Place, Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { fixOf } from "../shared/edits/fixes.ts";

const example = (order: string) => `resource "aws_api_gateway_account" "logs" {
  cloudwatch_role_arn = "arn:aws:iam::111122223333:role/api-gateway-logs"
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3d4e5"
  deployment_id = "f6g7h8"
  stage_name    = "live"

  access_log_settings {
    destination_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:live"
    format          = "$context.requestId"
  }${order}
}`;

export default defineRule({
  summary: "A REST API may be told to log before API Gateway has a role for it",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway developer guide, Set up CloudWatch logging for REST APIs; aws-samples/serverless-patterns issue 620; aws/aws-cdk issue 10722 (2026-11)",
  why: `API Gateway writes logs with one role per account and region, and refuses a stage that logs while there is none:
"CloudWatch Logs role ARN must be set in account settings to enable logging". Terraform sees no connection between the two, creates
both at once, and the first apply in a new account fails.`,
  ignoreWhen: "The account has a role already, and this configuration only adopts it.",
  bad: example(""),
  good: example("\n\n  depends_on = [aws_api_gateway_account.logs]"),
  check({ stack }) {
    const accounts = stack.resources("aws_api_gateway_account").filter(isOfRole);
    const [account] = accounts;
    if (!account) return [];
    const early = logging(stack).filter(({ resource }) =>
      accounts.every((each) => dependsOn(resource, each) === "no" && dependsOn(each, resource) === "no"),
    );
    // whatever waits for a stage also waits for what the stage waits for
    return early
      .filter(({ resource }) => !early.some((other) => dependsOn(resource, other.resource) === "yes"))
      .map(({ resource, at }) => ({
        at,
        resource: resource.address,
        message: `${resource} may be created before ${account} gives API Gateway a role to log with`,
        help:
          account.module === resource.module
            ? `Add depends_on = [${account.type}.${account.name}] to ${resource}`
            : `Make ${resource} depend on the module that contains ${account}`,
        fix: fixOf(`Make it wait for ${account}`, waitFor(resource, account)),
        related: [{ at: account.body.place(), message: "the role" }],
      }));
  },
});

function isOfRole({ body }: Resource): boolean {
  return body.isSet("cloudwatch_role_arn") === "yes";
}

/** Settings that make a REST API log: a stage's access log, and the execution log of its methods. */
function logging(stack: Stack): readonly { readonly resource: Resource; readonly at: Place }[] {
  const stages = stack
    .resources("aws_api_gateway_stage")
    .flatMap((resource) =>
      resource.body.blocks("access_log_settings").map((block) => ({ resource, at: block.place("destination_arn") })),
    );
  const settings = stack.resources("aws_api_gateway_method_settings").flatMap((resource) =>
    resource.body
      .blocks("settings")
      .filter((block) => /^(?:ERROR|INFO)$/.test(block.string("logging_level") ?? ""))
      .map((block) => ({ resource, at: block.place("logging_level") })),
  );
  return [...stages, ...settings];
}
