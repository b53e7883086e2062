import { defineRule } from "../rule.ts";
import { authorizations } from "../shared/edits/authorization.ts";
import { isChanging, openRoutes } from "../shared/triggers/open-routes.ts";

const example = (authorization: string) => `resource "aws_apigatewayv2_route" "orders" {
  api_id    = "a1b2c3d4e5"
  route_key = "GET /orders"
${authorization}}`;

export default defineRule({
  summary: "Anyone may call a method or route of an API",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_59", "CKV_AWS_309", "CKV2_AWS_70"],
    trivy: ["AWS-0004"],
    kics: ["api_gateway_with_open_access"],
    cfn_nag: ["W59"],
    "cdk-nag": ["APIG4"],
  },
  source: "Amazon API Gateway developer guide, Control and manage access to APIs (2026-11)",
  why: `Without an authorizer, everyone on the internet can call the route, read what it returns, and cause costs in the functions
and tables behind it.`,
  ignoreWhen: "The route is meant to be public, or the function checks a signature or token itself.",
  bad: example(""),
  good: example('  authorization_type = "AWS_IAM"\n'),
  check({ stack }) {
    // trigger/api-open-write reports those that change things
    const routes = openRoutes(stack).filter((route) => !isChanging(route));
    return routes.map(({ resource, at }) => ({
      at,
      resource: resource.address,
      message: `Anyone may call ${resource}`,
      suggestions: authorizations(resource, stack),
      help:
        resource.type === "aws_api_gateway_method"
          ? 'Set authorization to "AWS_IAM", "CUSTOM" or "COGNITO_USER_POOLS", with an authorizer'
          : 'Set authorization_type to "JWT", "AWS_IAM" or "CUSTOM", with an authorizer',
    }));
  },
});
