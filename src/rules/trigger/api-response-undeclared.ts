import { apiOf, handedToModules, type Stack } from "../../lambda/index.ts";
import { isCallersChoice, isLeftOut, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule, type Edit, type Fix, type RuleFinding } from "../rule.ts";
import { isExcerpt } from "../shared/declarations/excerpt.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { companion } from "../shared/edits/companion.ts";
import { addEntry } from "../shared/edits/elements.ts";
import { fixOf, suggestionOf } from "../shared/edits/fixes.ts";
import { writtenAs } from "../shared/edits/references.ts";
import { pathOf } from "../shared/triggers/api-method-of.ts";

const PARAMETERS = "response_parameters";

const example = (status: string) => `resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_method_response" "ok" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = "GET"
  status_code = "200"
}

resource "aws_api_gateway_integration_response" "ok" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = "GET"
  status_code = "${status}"
}`;

export default defineRule({
  summary: "The response of an integration has a status or a header that its method does not declare",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway API reference, PutIntegrationResponse: statusCode, responseParameters; PutMethodResponse (2026-11)",
  why: `API Gateway maps the response of an integration to one of the method's, which must be declared with the same status and all
of the headers. Otherwise it refuses the mapping with "Invalid mapping expression specified", and the apply stops halfway.`,
  bad: example("404"),
  good: example("200"),
  check({ stack }) {
    return stack.resources("aws_api_gateway_integration_response").flatMap((response) => {
      const declared = declaredResponses(response, stack);
      const status = response.body.string("status_code");
      if (!declared || status === undefined || isChosen(response, "status_code")) return [];
      if (declared.some(({ body }) => body.string("status_code") === undefined)) return [];
      const same = declared.find(({ body }) => body.string("status_code") === status);
      if (same) return undeclaredHeaders(response, same);
      // an excerpt may leave out what is obvious
      if (declared.length === 0 && isExcerpt(stack.root)) return [];
      return [
        {
          at: response.body.place("status_code"),
          resource: response.address,
          message: `${response} is for the status ${status}, which its method does not declare`,
          suggestions: declareStatus(response, status),
          help: `Add an aws_api_gateway_method_response with status_code = "${status}" for the same method`,
        },
      ];
    });
  },
});

/** The responses that the method of an integration response declares; undefined if there may be others. */
function declaredResponses(response: Resource, stack: Stack): readonly Resource[] | undefined {
  const [api, path, method] = partsOf(response);
  const handedOn = handedToModules(stack);
  if (!api || !path || method === undefined || isChosen(response, "http_method")) return undefined;
  if (api.body.isSet("body") !== "no" || handedOn.has(api) || handedOn.has(path)) return undefined;
  const declared: Resource[] = [];
  for (const one of stack.resources("aws_api_gateway_method_response")) {
    const [otherApi, otherPath, otherMethod] = partsOf(one);
    if (otherApi && otherApi !== api) continue;
    if (otherPath && otherPath !== path) continue;
    if (otherMethod !== undefined && otherMethod !== method) continue;
    if (!otherApi || !otherPath || otherMethod === undefined) return undefined;
    declared.push(one);
  }
  return declared;
}

/** Whether a caller may set an argument, or what it refers to, to something else. */
function isChosen(response: Resource, name: string): boolean {
  const reference = response.body.value(name).via;
  const [attribute] = reference?.path ?? [];
  return reference && typeof attribute === "string"
    ? isCallersChoice(reference.resource, attribute)
    : isCallersChoice(response, name);
}

function partsOf(part: Resource): readonly [Resource | undefined, Resource | undefined, string | undefined] {
  return [apiOf(part), pathOf(part), part.body.string("http_method")];
}

function undeclaredHeaders(response: Resource, declared: Resource): RuleFinding[] {
  const known = headersOf(declared);
  if (!known || isCallersChoice(response, PARAMETERS)) return [];
  const set = response.body.value(PARAMETERS);
  if (set.kind !== "object") return [];
  return [...set.entries.keys()].flatMap((header): RuleFinding[] => {
    // trigger/api-parameter-mapping reports names of another form
    if (!/^method\.response\.header\./.test(header) || known.has(header.toLowerCase())) return [];
    const at: Place = set.keyPlaces?.get(header) ?? response.body.place(PARAMETERS);
    return [
      {
        at,
        resource: response.address,
        message: `${response} sets ${header}, which ${declared} does not declare`,
        fix: fixOf(`Declare ${header}`, declareHeader(declared, header)),
        help: `Add "${header}" = true to the ${PARAMETERS} of ${declared}`,
        related: [{ at: declared.body.place(), message: "the method's response" }],
      },
    ];
  });
}

/** The headers that a method response declares, in lower case; undefined if they are not all known. */
function headersOf(declared: Resource): ReadonlySet<string> | undefined {
  if (isLeftOut(declared, PARAMETERS)) return new Set();
  const value = declared.body.value(PARAMETERS);
  if (value.kind !== "object" || value.open || isCallersChoice(declared, PARAMETERS)) return undefined;
  return new Set([...value.entries.keys()].map((name) => name.toLowerCase()));
}

function declareHeader({ body }: Resource, header: string): Edit | undefined {
  return body.isWritten(PARAMETERS)
    ? addEntry(body.value(PARAMETERS), `"${header}"`, "true")
    : setArgument(body, PARAMETERS, `{ "${header}" = true }`);
}

/** Adds a method response with the same status, from which the integration response gets it. */
function declareStatus(response: Resource, status: string): readonly Fix[] {
  const { body } = response;
  const same = ["rest_api_id", "resource_id", "http_method"].filter((name) => body.isWritten(name));
  const lines = same.map((name) => `${name} = ${writtenAs(body, name)}`);
  const content = [...lines, `status_code = "${status}"`].join("\n");
  const declared = companion(response, "aws_api_gateway_method_response", content);
  const edit = declared && setArgument(body, "status_code", `${declared.reference}.status_code`);
  return suggestionOf(`Declare the status ${status} for the method`, declared?.edit, edit);
}
