import { isAlways, isCallersChoice, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { addEntry } from "../shared/edits/elements.ts";
import { fixOf, suggestionOf } from "../shared/edits/fixes.ts";

const example = (templates: string) => `resource "aws_api_gateway_integration" "preflight" {
  rest_api_id = "a1b2c3d4e5"
  resource_id = "f6g7h8"
  http_method = "OPTIONS"
  type        = "MOCK"${templates}
}`;

export default defineRule({
  summary: "A mock integration is not told which status to respond with",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway developer guide, Mock integrations for REST APIs; terraform issue 23988 and aws-cdk issue 5997: what API Gateway logs (2026-11)",
  why: `A mock integration takes the status from the output of its request template: {"statusCode": 200}. Without a number there,
API Gateway logs that statusCode should be an integer and responds with an internal server error; if that is a browser's OPTIONS
request, the browser blocks all its other requests.`,
  ignoreWhen: "Clients send the status in the body of the request.",
  bad: example(""),
  good: example(`

  request_templates = {
    "application/json" = jsonencode({ statusCode = 200 })
  }`),
  check({ stack }) {
    const argument = "request_templates";
    return stack.resources("aws_api_gateway_integration").flatMap((integration) => {
      const { address, body } = integration;
      if (!isAlways(integration, "type", "MOCK") || isCallersChoice(integration, argument)) return [];
      const isMissing = body.isSet(argument) === "no";
      if (!isMissing && !saysNoStatus(body.value(argument))) return [];
      return [
        {
          at: body.place(argument),
          resource: address,
          message: `${address} has no request template that sets statusCode to a number, so requests to it end in an internal server error`,
          help: `Set ${argument} = { "application/json" = jsonencode({ statusCode = 200 }) }`,
          ...(isMissing
            ? { fix: fixOf("Respond with 200", setArgument(body, argument, `{ ${KEY} = ${ANSWER} }`)) }
            : { suggestions: suggestionOf("Respond with 200", anotherTemplate(body.value(argument))) }),
        },
      ];
    });
  },
});

const KEY = '"application/json"';
const ANSWER = "jsonencode({ statusCode = 200 })";

/** Adds a template for the usual content type if there is none; existing ones are kept. */
function anotherTemplate(templates: Value): Edit | undefined {
  const isThere = templates.kind === "object" && templates.entries.has("application/json");
  return isThere ? undefined : addEntry(templates, KEY, ANSWER);
}

/** Whether all templates are known, and none of them contains a numeric status. */
function saysNoStatus(templates: Value): boolean {
  if (templates.kind !== "object" || templates.open) return false;
  const texts = [...templates.entries.values()].map(stringOf);
  return texts.every((text) => text !== undefined && !/statusCode["']?\s*:\s*[^\s"']/.test(text));
}
