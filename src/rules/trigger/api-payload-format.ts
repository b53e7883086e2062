import { isFunctionUri, protocolOf, type Stack } from "../../lambda/index.ts";
import { isAlways, isCallersChoice } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";

const example = (version: string) => `resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "orders" {
  api_id           = aws_apigatewayv2_api.orders.id
  integration_type = "AWS_PROXY"
  integration_uri  = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
${version}}`;

export default defineRule({
  summary: "The payload format of an API's events is left to an old default, or does not support what is asked for",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway developer guide, Working with AWS Lambda proxy integrations for HTTP APIs (2026-11)",
  why: `Terraform leaves an HTTP API's events at version 1.0 unless told otherwise, while the console, the examples and current
type definitions use 2.0: fields have different names and places, and handlers read undefined.`,
  ignoreWhen: "The handler is written for version 1.0.",
  bad: example(""),
  good: example('  payload_format_version = "2.0"\n'),
  check({ stack }) {
    return [...integrations(stack), ...authorizers(stack)];
  },
});

function integrations(stack: Stack): RuleFinding[] {
  const argument = "payload_format_version";
  return stack.resources("aws_apigatewayv2_integration").flatMap((integration): RuleFinding[] => {
    const { address, body } = integration;
    const isProxy = body.string("integration_type") === "AWS_PROXY" && isFunctionUri(body.value("integration_uri"));
    // trigger/integration-invalid reports a version that does not exist
    if (protocolOf(integration) !== "HTTP" || !isProxy || body.isSet(argument) !== "no") return [];
    if (isCallersChoice(integration, argument)) return [];
    return [
      {
        at: body.place(argument),
        resource: address,
        message: `${address} does not set the format of the events that the function gets, which means version 1.0`,
        help: `Set ${argument} = "2.0", or "1.0" if the handler is written for that`,
        fix: fixOf(`Set ${argument} to "1.0", as it is now`, setArgument(body, argument, '"1.0"')),
      },
    ];
  });
}

/**
 * An authorizer function has simple responses only in version 2.0; trigger/authorizer-incomplete reports one without a
 * version.
 */
function authorizers(stack: Stack): RuleFinding[] {
  const argument = "authorizer_payload_format_version";
  return stack.resources("aws_apigatewayv2_authorizer").flatMap((authorizer): RuleFinding[] => {
    const { address, body } = authorizer;
    if (protocolOf(authorizer) !== "HTTP" || body.string("authorizer_type") !== "REQUEST") return [];
    if (!isAlways(authorizer, argument, "1.0") || !isAlways(authorizer, "enable_simple_responses", true)) return [];
    return [
      {
        at: body.place(argument),
        resource: address,
        severity: "error",
        message: `${address} asks for simple responses, which version 1.0 of the payload does not have`,
        help: `Set ${argument} = "2.0"`,
        suggestions: suggestValues(body, argument, ['"2.0"']),
      },
    ];
  });
}
