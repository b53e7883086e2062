import { isWithin } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";

/** Seconds. Amazon API Gateway API references, CreateAuthorizer, v1 and v2 (2026-11). */
const TTL = { min: 0, max: 3600 };

export default defineRule({
  summary: "An authorizer's results are cached longer than API Gateway allows",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3718"] },
  source: "Amazon API Gateway API reference, CreateAuthorizer (2026-11)",
  why: "API Gateway caches an authorizer's result for at most an hour, and refuses a longer time.",
  bad: `resource "aws_api_gateway_authorizer" "orders" {
  name                             = "orders"
  rest_api_id                      = "a1b2c3d4e5"
  authorizer_result_ttl_in_seconds = 86400
}`,
  good: `resource "aws_api_gateway_authorizer" "orders" {
  name                             = "orders"
  rest_api_id                      = "a1b2c3d4e5"
  authorizer_result_ttl_in_seconds = 300
}`,
  check({ stack }) {
    const argument = "authorizer_result_ttl_in_seconds";
    return ["aws_api_gateway_authorizer", "aws_apigatewayv2_authorizer"].flatMap((type) =>
      stack.resources(type).flatMap(({ address, body }) => {
        const ttl = body.number(argument);
        if (ttl === undefined || isWithin(TTL, ttl)) return [];
        return [
          {
            at: body.place(argument),
            resource: address,
            message: `${address} caches results for ${ttl} s, but API Gateway accepts ${TTL.min} to ${TTL.max}`,
            suggestions: suggestNearest(body, argument, TTL),
            help: `Set ${argument} to at most ${TTL.max}`,
          },
        ];
      }),
    );
  },
});
