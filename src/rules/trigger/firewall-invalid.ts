import { protocolOf, type Stack, writtenRegion } from "../../lambda/index.ts";
import { isCallersChoice, type Resource, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";

const example = (stage: string) => `resource "aws_wafv2_web_acl_association" "orders" {
  resource_arn = ${stage}.arn
  web_acl_arn  = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/a1b2c3d4-5678-90ab-cdef-111122223333"
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = "a1b2c3"
  stage_name    = "live"
}

resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}`;

export default defineRule({
  summary: "A web ACL of AWS WAF is associated with something that it cannot protect",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS WAF API reference, AssociateWebACL; Terraform AWS provider 6.66.0, aws_wafv2_web_acl: scope, aws_wafv2_web_acl_association; Amazon API Gateway developer guide, Choose between REST APIs and HTTP APIs (2026-11)",
  why: `WAF protects stages of REST APIs, load balancers, user pools and a few others, and CloudFront with an ACL of a separate
scope that the distribution itself names. HTTP APIs and function URLs cannot have one. AWS refuses anything else in the middle of
an apply.`,
  bad: example("aws_api_gateway_rest_api.orders"),
  good: example("aws_api_gateway_stage.live"),
  check({ stack }) {
    return [...misjoined(stack), ...misplacedScopes(stack), ...regionalAtTheEdge(stack)];
  },
});

function misjoined(stack: Stack): RuleFinding[] {
  return stack.resources("aws_wafv2_web_acl_association").flatMap((association) => {
    const { address, body } = association;
    const [resource] = ownerOf(body.value("resource_arn"));
    const refusal = resource && refusalOf(resource);
    if (!refusal) return [];
    const suggestions = ofStage(association, resource, stack);
    return [{ at: body.place("resource_arn"), resource: address, ...refusal, suggestions }];
  });
}

/** The resource whose ARN a value is. */
function ownerOf({ via }: Value): readonly Resource[] {
  return via && /arn$/.test(String(via.path)) ? [via.resource] : [];
}

function refusalOf(resource: Resource): Pick<RuleFinding, "message" | "help"> | undefined {
  switch (resource.type) {
    case "aws_apigatewayv2_stage":
    case "aws_apigatewayv2_api":
      return protocolOf(resource) === "HTTP"
        ? {
            message: `WAF does not protect HTTP APIs, and ${resource} belongs to one`,
            help: "Put a CloudFront distribution with a web ACL in front of it, or use a REST API",
          }
        : undefined;
    case "aws_api_gateway_rest_api":
      return {
        message: `WAF protects stages, but ${resource} is an API`,
        help: "Use the arn of its aws_api_gateway_stage",
      };
    case "aws_lambda_function":
    case "aws_lambda_function_url":
      return {
        message: `WAF does not protect functions, and ${resource} is one`,
        help: "Put a CloudFront distribution with a web ACL in front of its URL",
      };
    case "aws_cloudfront_distribution":
      return {
        message: `A distribution is not associated with a web ACL in this way, and ${resource} is one`,
        help: `Set web_acl_id of ${resource} to the ARN of an ACL with scope = "CLOUDFRONT"`,
      };
    default:
      return undefined;
  }
}

const EDGE_REGION = "us-east-1";

/** ACLs for the edge are made in one region. */
function misplacedScopes(stack: Stack): RuleFinding[] {
  return stack.resources("aws_wafv2_web_acl").flatMap((acl) => {
    const region = writtenRegion(acl);
    if (acl.body.string("scope") !== "CLOUDFRONT" || isCallersChoice(acl, "scope")) return [];
    if (region === undefined || region === EDGE_REGION || /^(?:cn|us-gov|us-iso|eu-isoe|eusc)/.test(region)) return [];
    return [
      {
        at: acl.body.place("scope"),
        resource: acl.address,
        message: `${acl} is for CloudFront, whose web ACLs are created in ${EDGE_REGION}, but it is in ${region}`,
        help: `Create it with a provider for ${EDGE_REGION}, or set region = "${EDGE_REGION}"`,
      },
    ];
  });
}

function regionalAtTheEdge(stack: Stack): RuleFinding[] {
  return stack.resources("aws_cloudfront_distribution").flatMap(({ address, body }) => {
    const acl = body.value("web_acl_id").via?.resource;
    if (acl?.type !== "aws_wafv2_web_acl" || acl.body.string("scope") !== "REGIONAL") return [];
    if (isCallersChoice(acl, "scope")) return [];
    return [
      {
        at: body.place("web_acl_id"),
        resource: address,
        message: `${address} needs a web ACL for CloudFront, but ${acl} is a regional one`,
        help: `Set scope = "CLOUDFRONT" in ${acl}, and create it in ${EDGE_REGION}`,
      },
    ];
  });
}

/** The one stage of a REST API in its place. */
function ofStage(association: Resource, api: Resource, stack: Stack): readonly Fix[] {
  if (api.type !== "aws_api_gateway_rest_api") return [];
  const [stage, ...others] = stack.referring("aws_api_gateway_stage", "rest_api_id", api);
  const reference = stage && others.length === 0 ? referenceTo(stage, association) : undefined;
  return reference === undefined
    ? []
    : suggestionOf(`Protect ${stage}`, setArgument(association.body, "resource_arn", `${reference}.arn`));
}
