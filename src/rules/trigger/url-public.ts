import { dependsOn, type Stack } from "../../lambda/index.ts";

import { isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "A function URL is open to everyone",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_258"], "cdk-nag": ["LambdaFunctionUrlAuth"] },
  source: "AWS Lambda developer guide, Control access to Lambda function URLs (2026-11)",
  why: `With the authorization type NONE anyone on the internet can call the function, as often as they like: there is no
throttling except the function's concurrency, no web application firewall, and you pay for every call.`,
  ignoreWhen: "The function is meant to be public, such as a webhook, and checks a signature itself.",
  bad: `resource "aws_lambda_function_url" "orders" {
  function_name      = "orders"
  authorization_type = "NONE"
}`,
  good: `resource "aws_lambda_function_url" "orders" {
  function_name      = "orders"
  authorization_type = "AWS_IAM"
}`,
  check({ stack }) {
    return stack.resources("aws_lambda_function_url").flatMap((url) => {
      const { address, body } = url;
      if (body.string("authorization_type") !== "NONE") return [];
      return [
        {
          at: body.place("authorization_type"),
          // a caller may override the default
          severity: isCallersChoice(url, "authorization_type") ? ("info" as const) : undefined,
          resource: address,
          message: `${address} can be called by anyone on the internet`,
          help: 'Set authorization_type = "AWS_IAM", and let CloudFront with origin access control or signed requests call it; or put an API with an authorizer in front',
          suggestions:
            isLetIn(url, stack) || isBehindCloudFront(url, stack)
              ? []
              : suggestValues(body, "authorization_type", ['"AWS_IAM"']),
        },
      ];
    });
  },
});

/** Whether a permission lets everyone call the URL, which would apply to nobody with another authorization type. */
function isLetIn({ body }: Resource, stack: Stack): boolean {
  return stack
    .functionsNamed(body.value("function_name"))
    .flatMap((fn) => stack.permissionsOf(fn))
    .some((permission) => permission.body.isSet("function_url_auth_type") !== "no");
}

/** Whether a distribution may forward to the URL, which would then have to sign its requests. */
function isBehindCloudFront(url: Resource, stack: Stack): boolean {
  return stack.resources("aws_cloudfront_distribution").some((distribution) => dependsOn(distribution, url) !== "no");
}
