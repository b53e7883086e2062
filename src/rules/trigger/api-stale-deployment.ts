import { apiOf, type Stack } from "../../lambda/index.ts";
import {
  type BlockValue,
  isCallersChoice,
  isLeftOut,
  type Resource,
  referredOfType,
  stringOf,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { appendToBlock, setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { redeploymentTriggers } from "../shared/edits/redeployment.ts";

const DEPLOYMENTS = ["aws_api_gateway_deployment", "aws_apigatewayv2_deployment"];
/** Arguments in which people put a hash or a time: `triggers`, and those that served before it existed. */
const RENEWING = ["triggers", "variables", "stage_description"];

const example = (triggers: string) => `resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
  body = file("openapi.json")
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
${triggers}
  lifecycle {
    create_before_destroy = true
  }
}`;

export default defineRule({
  summary: "Changes of an API are never deployed",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Terraform AWS provider 6.66, aws_api_gateway_deployment: triggers; aws_apigatewayv2_deployment: triggers; aws_apigatewayv2_stage: auto_deploy (2026-11)",
  why: `A deployment is a snapshot of the API. Terraform creates a new one only when the deployment itself changes: without
triggers, new methods and integrations are applied, but no client ever sees them.`,
  ignoreWhen: "Something outside Terraform deploys the API.",
  bad: example(""),
  good: example(`
  triggers = {
    redeployment = sha1(aws_api_gateway_rest_api.orders.body)
  }
`),
  check({ stack }) {
    const selfDeploying = stack
      .resources("aws_apigatewayv2_stage")
      .filter(({ body }) => body.isSet("auto_deploy") !== "no" && body.boolean("auto_deploy") !== false);
    const deployedBySelf = new Set(selfDeploying.map(apiOf));
    return DEPLOYMENTS.flatMap((type) => stack.resources(type)).flatMap((deployment) => {
      if (mayBeReplaced(deployment)) return [];
      const api = referredOfType(deployment.body.value("rest_api_id"), "aws_api_gateway_rest_api");
      if (api && isTriggeredByMissingBody(deployment.body, api)) return [triggeredByNothing(deployment, api, stack)];
      const isRenewed = RENEWING.some((argument) => !isLeftOut(deployment, argument));
      return isRenewed || deployedBySelf.has(apiOf(deployment)) ? [] : [neverRenewed(deployment, stack)];
    });
  },
});

/** Whether something else makes Terraform replace a deployment: its description, or its lifecycle. */
function mayBeReplaced(deployment: Resource): boolean {
  const { body } = deployment;
  const description = body.value("description");
  const isFixed = description.kind === "null" || stringOf(description) !== undefined;
  return (
    !isFixed ||
    isCallersChoice(deployment, "description") ||
    body.block("lifecycle")?.isWritten("replace_triggered_by") === true
  );
}

function triggeredByNothing(deployment: Resource, api: Resource, stack: Stack): RuleFinding {
  const { address, body } = deployment;
  return {
    at: body.place("triggers"),
    resource: address,
    message: `${address} is renewed when the body of ${api.address} changes, but that has none: its methods are resources`,
    suggestions: renewing(deployment, api, stack),
    help: "Include the methods and integrations: triggers = { redeployment = sha1(jsonencode([ … ])) }",
  };
}

function neverRenewed(deployment: Resource, stack: Stack): RuleFinding {
  const { address, body, type } = deployment;
  const parts = type === "aws_api_gateway_deployment" ? "methods" : "routes";
  return {
    at: body.place("triggers"),
    resource: address,
    message: `${address} is created once, and later changes of the API are not deployed`,
    suggestions: renewing(deployment, apiOf(deployment), stack),
    help: `Add triggers = { redeployment = sha1(jsonencode([ … ])) } with the ${parts} and integrations, or with the body`,
  };
}

/** Whether the triggers consist only of the API's body, which it does not have. */
function isTriggeredByMissingBody(body: BlockValue, api: Resource): boolean {
  if (body.isSet("triggers") === "no" || api.body.isSet("body") !== "no" || isCallersChoice(api, "body")) return false;
  const { file, ...span } = body.place("triggers");
  const own = `${api.type}.${api.name}.body`;
  const parts = file.slice(span).split(own);
  const rest = parts.join("").replace(/\b(?:jsonencode|sha1|sha256|sha512|md5|base64\w*)\(/g, "(");
  return parts.length > 1 && !/[\w-]\(|[\w\]]\.[a-z]/.test(rest);
}

/** Adds triggers, and the order in which Terraform can replace a deployment that a stage refers to. */
function renewing(deployment: Resource, api: Resource | undefined, stack: Stack): readonly Fix[] {
  const { body } = deployment;
  const triggers = api && redeploymentTriggers(api, deployment, stack);
  if (triggers === undefined) return [];
  const lifecycle = body.block("lifecycle");
  return suggestionOf(
    "Redeploy whenever a part of the API changes",
    body.isWritten("triggers")
      ? setArgument(body, "triggers", triggers)
      : appendToBlock(body, `\ntriggers = ${triggers}`),
    ...(lifecycle?.isWritten("create_before_destroy")
      ? []
      : [setInBlock(body, "lifecycle", "create_before_destroy", "true")]),
  );
}
