import { defineRule } from "../rule.ts";
import { authorizations } from "../shared/edits/authorization.ts";
import { isChanging, openRoutes } from "../shared/triggers/open-routes.ts";

const example = (authorization: string) => `resource "aws_apigatewayv2_route" "orders" {
  api_id    = "a1b2c3d4e5"
  route_key = "DELETE /orders/{id}"
${authorization}}`;

export default defineRule({
  summary: "Anyone may change or delete things through an API",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_59", "CKV_AWS_309"] },
  source: "Amazon API Gateway developer guide, Control and manage access to APIs (2026-11)",
  why: `The methods PUT, PATCH and DELETE change data. Without an authorizer, everyone on the internet can send them, for any
record whose name they guess.`,
  ignoreWhen: "The function checks a signature or token itself.",
  bad: example(""),
  good: example('  authorization_type = "AWS_IAM"\n'),
  check({ stack }) {
    return openRoutes(stack)
      .filter(isChanging)
      .map(({ resource, at, method }) => ({
        at,
        resource: resource.address,
        message: `Anyone may send ${method} requests to ${resource}`,
        suggestions: authorizations(resource, stack),
        help: "Add an authorizer, or require signed requests (AWS_IAM)",
      }));
  },
});
