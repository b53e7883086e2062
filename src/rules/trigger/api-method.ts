import { isFunctionUri } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";

const example = (method: string) => `resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = "a1b2c3d4e5"
  resource_id             = "f6g7h8"
  http_method             = "GET"
  type                    = "AWS_PROXY"
  integration_http_method = "${method}"
  uri                     = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:orders/invocations"
}`;

export default defineRule({
  summary: "An API calls a function with a method other than POST",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway developer guide, Set up Lambda proxy integrations (2026-11)",
  why: `Whatever method clients use, API Gateway calls Lambda with the method of the integration, and Lambda accepts only POST.
With any other, every request ends in an internal server error.`,
  bad: example("GET"),
  good: example("POST"),
  check({ stack }) {
    const argument = "integration_http_method";
    return stack.resources("aws_api_gateway_integration").flatMap((integration) => {
      const { address, body } = integration;
      const type = body.string("type");
      // AWS_PROXY is used for functions only
      if (type !== "AWS_PROXY" && (type !== "AWS" || !isFunctionUri(body.value("uri")))) return [];
      const method = body.string(argument);
      const isMissing = body.isSet(argument) === "no";
      if (!isMissing && (method === undefined || method === "POST")) return [];
      if (["type", argument].some((chosen) => isCallersChoice(integration, chosen))) return [];
      const edit = setArgument(body, argument, '"POST"');
      return [
        {
          at: body.place(argument),
          resource: address,
          message: isMissing
            ? `${address} does not say with which method it calls the function, which has to be POST`
            : `${address} calls the function with ${method}, but Lambda accepts only POST`,
          help: `Set ${argument} = "POST"; http_method is what clients use`,
          fix: fixOf(`Set ${argument} to "POST"`, edit),
        },
      ];
    });
  },
});
