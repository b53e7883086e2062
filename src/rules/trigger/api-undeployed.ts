import { apiOf, handedToCallers, handedToModules, mayBeSwitchedOn, type Stack } from "../../lambda/index.ts";
import { isAlways, isLeftOut, type Resource, writtenDependencies } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { isExcerpt } from "../shared/declarations/excerpt.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { redeploymentTriggers } from "../shared/edits/redeployment.ts";
import { selfReference } from "../shared/edits/references.ts";

/** By the type of an API: what deploys it, and the parts that it would answer with. */
const DEPLOYED_BY: Readonly<Record<string, { readonly by: string; readonly parts: readonly string[] }>> = {
  aws_api_gateway_rest_api: { by: "aws_api_gateway_deployment", parts: ["aws_api_gateway_method"] },
  aws_apigatewayv2_api: { by: "aws_apigatewayv2_stage", parts: ["aws_apigatewayv2_route"] },
};

/** Resources through which a script or another configuration may learn of an API. */
const OTHER_HANDS = ["null_resource", "terraform_data", "local_file", "aws_ssm_parameter"];

const example = (deploy: string) => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_route" "list" {
  api_id             = aws_apigatewayv2_api.orders.id
  route_key          = "GET /orders"
  target             = "integrations/a1b2c3d"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_stage" "live" {
  api_id = aws_apigatewayv2_api.orders.id
  name   = "$default"${deploy}
}`;

export default defineRule({
  summary: "An API is never deployed",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway developer guide, Deploy REST APIs; API reference v2, CreateStage: autoDeploy, deploymentId (2026-11)",
  why: `Routes and methods are a draft until they are deployed to a stage. Without one the API answers nothing, although all its
resources are created.`,
  ignoreWhen: "The API is deployed by other means, such as a pipeline.",
  bad: example(""),
  good: example("\n\n  auto_deploy = true"),
  check({ stack }) {
    if (isExcerpt(stack.root)) return [];
    return [
      ...Object.keys(DEPLOYED_BY).flatMap((type) => stack.resources(type).flatMap((api) => undeployed(api, stack))),
      ...stack.resources("aws_apigatewayv2_stage").flatMap((stage) => emptyStage(stage, stack)),
    ];
  },
});

/** An API with parts to answer with, and nothing that deploys it. */
function undeployed(api: Resource, stack: Stack): RuleFinding[] {
  const { by, parts } = DEPLOYED_BY[api.type] ?? { by: "", parts: [] };
  const isUsed = parts.some((type) => stack.resources(type).some((part) => apiOf(part) === api));
  if (!isUsed || mayBeDeployedElsewhere(api, stack)) return [];
  if (stack.resources(by).some((one) => isOrMayBeOf(one, api)) || mayBeSwitchedOn(stack, by, api)) return [];
  return [
    {
      at: api.body.place(),
      resource: api.address,
      message: `${api} is never deployed: it has no ${by}`,
      suggestions: deploying(api, stack),
      help: `Add an ${by}`,
    },
  ];
}

/** A stage that neither deploys automatically nor has a deployment. */
function emptyStage(stage: Resource, stack: Stack): RuleFinding[] {
  const isManual = isLeftOut(stage, "auto_deploy") || isAlways(stage, "auto_deploy", false);
  const api = apiOf(stage);
  if (!isManual || !isLeftOut(stage, "deployment_id") || !api || mayBeDeployedElsewhere(api, stack)) return [];
  const by = "aws_apigatewayv2_deployment";
  if (stack.resources(by).some((one) => isOrMayBeOf(one, api)) || mayBeSwitchedOn(stack, by, api)) return [];
  return [
    {
      at: stage.body.place("auto_deploy"),
      resource: stage.address,
      message: `${stage} has nothing to serve: it has no deployment, and does not deploy automatically`,
      suggestions: suggestValues(stage.body, "auto_deploy", ["true"]),
      help: "Set auto_deploy = true",
    },
  ];
}

function isOrMayBeOf(part: Resource, api: Resource): boolean {
  const own = apiOf(part);
  return own === undefined || own === api || own.isSymbolic || api.isSymbolic;
}

function mayBeDeployedElsewhere(api: Resource, stack: Stack): boolean {
  // an API that is created with a target has its own stage
  if (api.body.isSet("target") !== "no") return true;
  if (handedToModules(stack).has(api) || handedToCallers(stack).has(api)) return true;
  return OTHER_HANDS.some((type) => stack.resources(type).some((each) => writtenDependencies(each).has(api)));
}

/** A deployment with a stage for a REST API, or a stage with automatic deployment for an HTTP API. */
function deploying(api: Resource, stack: Stack): readonly Fix[] {
  const id = `${selfReference(api)}.id`;
  if (isAlways(api, "protocol_type", "HTTP")) {
    const content = `api_id = ${id}\nname = "$default"\nauto_deploy = true`;
    return suggestionOf(
      "Add a stage that deploys automatically",
      companion(api, "aws_apigatewayv2_stage", content)?.edit,
    );
  }
  const triggers = api.type === "aws_api_gateway_rest_api" ? redeploymentTriggers(api, api, stack) : undefined;
  if (triggers === undefined) return [];
  const content = `rest_api_id = ${id}\n\ntriggers = ${triggers}\n\nlifecycle {\n  create_before_destroy = true\n}`;
  const deployment = companion(api, "aws_api_gateway_deployment", content);
  if (!deployment) return [];
  const stage = `rest_api_id = ${id}\ndeployment_id = ${deployment.reference}.id\nstage_name = "live"`;
  return suggestionOf(
    "Deploy it to a stage with the name live",
    deployment.edit,
    companion(api, "aws_api_gateway_stage", stage)?.edit,
  );
}
