import { grouped } from "../../grouped.ts";
import { apiOf, handedToModules, type Stack } from "../../lambda/index.ts";
import { oncePer } from "../../once-per.ts";
import { isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { isExcerpt } from "../shared/declarations/excerpt.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { methodOf, pathOf } from "../shared/triggers/api-method-of.ts";

const PARTS = [
  "aws_api_gateway_integration",
  "aws_api_gateway_integration_response",
  "aws_api_gateway_method_response",
] as const;

const example = (method: string) => `resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_method" "list" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_rest_api.shop.root_resource_id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "list" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_rest_api.shop.root_resource_id
  http_method             = ${method}
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.list.invoke_arn
}`;

export default defineRule({
  summary: "An integration or a response belongs to a method that its API does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API reference, PutIntegration: NotFoundException (2026-11)",
  why: `API Gateway refuses it with "Invalid Method identifier specified", and the apply stops halfway. The method that is left
without an integration prevents the API from being deployed.`,
  bad: example('"POST"'),
  good: example("aws_api_gateway_method.list.http_method"),
  check({ stack }) {
    return PARTS.flatMap((type) =>
      stack.resources(type).flatMap((part) => {
        const [api, path, method] = [apiOf(part), pathOf(part), part.body.string("http_method")];
        if (!api || !path || method === undefined) return [];
        if (!methodOf(part) && isCallersChoice(part, "http_method")) return [];
        const known = methodsOf(api, path, stack);
        if (!known || known.includes(method) || (known.length === 0 && isExcerpt(stack.root))) return [];
        return [
          {
            at: part.body.place("http_method"),
            resource: part.address,
            message: `${part} belongs to the method ${method} of ${path}, which does not exist: ${known.length > 0 ? `it has ${known.join(", ")}` : "it has none"}`,
            suggestions: known.length === 1 ? suggestValues(part.body, "http_method", [`"${known[0]}"`]) : [],
            help: "Refer to the method: http_method = aws_api_gateway_method.<name>.http_method",
          },
        ];
      }),
    );
  },
});

/** The methods of a path; undefined if there may be others. */
function methodsOf(api: Resource, path: Resource, stack: Stack): readonly string[] | undefined {
  const handedOn = handedToModules(stack);
  if (api.body.isSet("body") !== "no" || handedOn.has(api) || handedOn.has(path)) return undefined;
  const byPath = methodsByPath(stack);
  const mayBeOf = (method: Resource) => [undefined, api].includes(apiOf(method));
  if ((byPath.get(undefined) ?? []).some(mayBeOf)) return undefined;
  const found = (byPath.get(path) ?? []).filter(mayBeOf).map(({ body }) => body.string("http_method"));
  return found.includes(undefined) ? undefined : found.filter((name) => name !== undefined);
}

const methodsByPath = oncePer((stack: Stack) =>
  grouped(stack.resources("aws_api_gateway_method"), (method) => [pathOf(method)]),
);
