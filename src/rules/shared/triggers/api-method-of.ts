import { grouped } from "../../../grouped.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { type Resource, referredOfType } from "../../../terraform/index.ts";

/** The method that an integration, or a response, of a REST API names. */
export function methodOf({ body }: Resource): Resource | undefined {
  return referredOfType(body.value("http_method"), "aws_api_gateway_method");
}

/** The integrations of the method that a response is of; none where that is not known. */
export function integrationsOf(response: Resource, stack: Stack): readonly Resource[] {
  const own = referredOfType(response.body.value("http_method"), "aws_api_gateway_integration");
  if (own) return [own];
  const method = methodOf(response);
  return (method && integrationsByMethod(stack).get(method)) ?? [];
}

const integrationsByMethod = oncePer((stack: Stack) =>
  grouped(stack.resources("aws_api_gateway_integration"), (integration) => [methodOf(integration)]),
);

/** What the path of a method is declared as: a resource of the API, or the API itself for its root. */
export function pathOf({ body, isSymbolic }: Resource): Resource | undefined {
  const path = referredOfType(body.value("resource_id"), "aws_api_gateway_resource", "aws_api_gateway_rest_api");
  return isSymbolic || path?.mode !== "managed" || path.isSymbolic ? undefined : path;
}
