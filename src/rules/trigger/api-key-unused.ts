import { handedToCallers, handedToModules, type Stack } from "../../lambda/index.ts";
import { isLeftOut, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { isExcerpt } from "../shared/declarations/excerpt.ts";
import { addBlock } from "../shared/edits/blocks.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo, selfReference } from "../shared/edits/references.ts";

const example = (required: string) => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}

resource "aws_api_gateway_method" "list" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_rest_api.orders.root_resource_id
  http_method   = "GET"
  authorization = "AWS_IAM"${required}
}

resource "aws_api_gateway_usage_plan" "partners" {
  name = "partners"

  api_stages {
    api_id = aws_api_gateway_rest_api.orders.id
    stage  = "live"
  }
}

resource "aws_api_gateway_api_key" "partner" {
  name = "partner"
}

resource "aws_api_gateway_usage_plan_key" "partner" {
  key_id        = aws_api_gateway_api_key.partner.id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.partners.id
}`;

export default defineRule({
  summary: "An API key is of no use, or is never required",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway developer guide, Usage plans and API keys for REST APIs; Create, configure, and test usage plans (2026-11)",
  why: `A key takes three things: a usage plan that includes the key, a stage in that plan, and methods that require keys. Without
the first two every call with the key is refused; without the last one everyone can call without a key, and beyond the plan's
limits.`,
  bad: example(""),
  good: example(`

  api_key_required = true`),
  check({ stack }) {
    if (isExcerpt(stack.root)) return [];
    return [...keysWithoutPlan(stack), ...plansWithoutStage(stack), ...plansThatNobodyMeets(stack)];
  },
});

const KEY = "aws_api_gateway_usage_plan_key";

function keysWithoutPlan(stack: Stack): RuleFinding[] {
  const joins = stack.resources(KEY).map(({ body }) => body.value("key_id"));
  // an unknown id may be that of any key
  if (joins.some((id) => !referredOfType(id, "aws_api_gateway_api_key"))) return [];
  const joined = new Set(joins.map((id) => referredOfType(id, "aws_api_gateway_api_key")));
  return stack
    .resources("aws_api_gateway_api_key")
    .filter((key) => !joined.has(key) && !handedToCallers(stack).has(key) && !handedToModules(stack).has(key))
    .map((key) => ({
      at: key.body.place(),
      resource: key.address,
      severity: "info" as const,
      message: `${key} is in no usage plan here, without which it gives access to no method`,
      suggestions: joining(key),
      help: `Add it to an aws_api_gateway_usage_plan with an ${KEY}`,
    }));
}

/** The usage plans with keys. */
function joinedPlans(stack: Stack): readonly Resource[] {
  return stack
    .resources("aws_api_gateway_usage_plan")
    .filter((plan) => stack.referring(KEY, "usage_plan_id", plan).some(({ isCertain }) => isCertain));
}

function plansWithoutStage(stack: Stack): RuleFinding[] {
  return joinedPlans(stack)
    .filter((plan) => isLeftOut(plan, "api_stages"))
    .map((plan) => ({
      at: plan.body.place(),
      resource: plan.address,
      message: `${plan} has keys but no stage, so they give access to nothing`,
      suggestions: stageOf(plan),
      help: "Add api_stages with the API and its stage",
    }));
}

function plansThatNobodyMeets(stack: Stack): RuleFinding[] {
  return joinedPlans(stack).flatMap((plan) => {
    const stages = plan.body.blocks("api_stages");
    const apis = stages.map((stage) => referredOfType(stage.value("api_id"), "aws_api_gateway_rest_api"));
    if (stages.length === 0 || !plan.body.knowsAllBlocks("api_stages")) return [];
    if (!apis.every((api) => api?.mode === "managed" && asksNobody(api, stack))) return [];
    return [
      {
        at: stages[0]?.place("api_id") ?? plan.body.place(),
        resource: plan.address,
        message: `${plan} has keys, but no method of ${apis[0]} requires one`,
        help: "Set api_key_required = true in the methods that should require a key",
      },
    ];
  });
}

/** Whether all methods of an API are declared here, and none of them requires a key. */
function asksNobody(api: Resource, stack: Stack): boolean {
  const methods = stack.referring("aws_api_gateway_method", "rest_api_id", api);
  if (methods.length === 0 || !isLeftOut(api, "body")) return false;
  if (handedToModules(stack).has(api) || handedToCallers(stack).has(api)) return false;
  return methods.every((method) => isLeftOut(method, "api_key_required"));
}

/** Adds a key to the only usage plan of its module. */
function joining(key: Resource): readonly Fix[] {
  const [plan, ...others] = key.module.resourcesOf("aws_api_gateway_usage_plan");
  const reference = plan && others.length === 0 ? referenceTo(plan, key) : undefined;
  if (reference === undefined) return [];
  const content = `key_id = ${selfReference(key)}.id\nkey_type = "API_KEY"\nusage_plan_id = ${reference}.id`;
  return suggestionOf(`Add it to ${plan}`, companion(key, KEY, content)?.edit);
}

/** Makes a usage plan apply to the only stage of its module. */
function stageOf(plan: Resource): readonly Fix[] {
  const [stage, ...others] = plan.module.resourcesOf("aws_api_gateway_stage");
  const reference = stage && others.length === 0 ? referenceTo(stage, plan) : undefined;
  if (reference === undefined) return [];
  const content = `api_id = ${reference}.rest_api_id\nstage = ${reference}.stage_name`;
  return suggestionOf(`Apply it to ${stage}`, addBlock(plan.body, "api_stages", content));
}
