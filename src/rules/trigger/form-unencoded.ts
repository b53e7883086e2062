import {
  isCallersChoice,
  jsonContent,
  type Place,
  type Resource,
  type Value,
  writtenText,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

/** What a mapping template takes from the request as it came, where the value of a parameter of a form begins. */
const RAW =
  /(?<=(?:^|[&\s"'])[A-Z][\w.]*=)\$!?input(?=\.(?:body|json|path|params)\b)(?:\.[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?)+/g;
/** The calls of the query protocol, which SQS and SNS take as a form. */
const FORM = /(?:^|[&\s"'])Action=[A-Z]\w+/;

const example = (body: string) => `resource "aws_api_gateway_integration" "submit" {
  rest_api_id             = "a1b2c3d4e5"
  resource_id             = "f6g7h8"
  http_method             = "POST"
  type                    = "AWS"
  integration_http_method = "POST"
  uri                     = "arn:aws:apigateway:eu-west-1:sqs:path/111122223333/jobs"
  credentials             = "arn:aws:iam::111122223333:role/submit"

  request_parameters = {
    "integration.request.header.Content-Type" = "'application/x-www-form-urlencoded'"
  }
  request_templates = {
    "application/json" = "Action=SendMessage&MessageBody=${body}"
  }
}`;

export default defineRule({
  summary: "An API puts what clients send into the request to SQS or SNS without encoding it",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway developer guide, Variables for data transformations: $util.urlEncode(); Amazon SQS developer guide, Making query API requests: parameters are URL encoded (2026-11)",
  why: `The request is form-encoded: & begins the next parameter, and + and % stand for other characters. A message with one of
them arrives truncated or changed; and a client can add parameters to the request, such as attributes, a delay or a group, after
an & of its own.`,
  bad: example("$input.body"),
  good: example("$util.urlEncode($input.body)"),
  check({ stack }) {
    const integrations = stack
      .resources("aws_api_gateway_integration")
      .filter((integration) => !isCallersChoice(integration, "request_templates"))
      .flatMap((integration) => findingsIn(integration, integration.body.value("request_templates")));
    const documents = stack
      .resources("aws_api_gateway_rest_api")
      .flatMap((api) => templatesIn(api.body.value("body")).flatMap((templates) => findingsIn(api, templates)));
    return [...integrations, ...documents];
  },
});

function findingsIn(resource: Resource, templates: Value): RuleFinding[] {
  return valuesIn(templates).flatMap((template) => {
    const written = writtenText(template);
    if (!written || !FORM.test(written.text)) return [];
    const raw = [...written.text.matchAll(RAW)];
    const [first] = raw;
    if (!first) return [];
    const names = [...new Set(raw.map(([text]) => text))];
    const places = raw.map(({ 0: text, index }) => written.place(index, index + text.length));
    const encoded = (text: string) => `$util.urlEncode(${text})`;
    return [
      {
        at: places[0] as Place,
        resource: resource.address,
        message: `${resource} puts ${names.join(", ")} into a form without encoding, where an & in it begins another parameter`,
        help: `Write ${names.map(encoded).join(", ")}`,
        fix: {
          title: "Encode what the client sends",
          edits: places.map((place) => ({ place, newText: encoded(place.file.text.slice(place.start, place.end)) })),
        },
      },
    ];
  });
}

/** The mapping templates of the integrations in an OpenAPI document. */
function templatesIn(document: Value): readonly Value[] {
  const content = jsonContent(document) ?? document;
  const operations = valuesIn(entryOf(content, "paths")).flatMap(valuesIn);
  return operations.flatMap((operation) => {
    const templates = entryOf(entryOf(operation, "x-amazon-apigateway-integration"), "requestTemplates");
    return templates ? [templates] : [];
  });
}

function entryOf(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === "object" ? value.entries.get(key) : undefined;
}

function valuesIn(value: Value | undefined): readonly Value[] {
  return value?.kind === "object" ? [...value.entries.values()] : [];
}
