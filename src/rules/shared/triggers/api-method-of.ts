import { grouped } from "../../../grouped.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { type Resource, referredOfType } from "../../../terraform/index.ts";

/** The method that a REST API's integration or response belongs to. */
export function methodOf({ body }: Resource): Resource | undefined {
  return referredOfType(body.value("http_method"), "aws_api_gateway_method");
}

/** The integrations of the method that a response belongs to; empty if not known. */
export function integrationsOf(response: Resource, stack: Stack): readonly Resource[] {
  const own = referredOfType(response.body.value("http_method"), "aws_api_gateway_integration");
  if (own) return [own];
  const method = methodOf(response);
  return (method && integrationsByMethod(stack).get(method)) ?? [];
}

const integrationsByMethod = oncePer((stack: Stack) =>
  grouped(stack.resources("aws_api_gateway_integration"), (integration) => [methodOf(integration)]),
);

/** The declaration of a method's path: a resource of the API, or the API itself for its root. */
export function pathOf({ body, isSymbolic }: Resource): Resource | undefined {
  const path = referredOfType(body.value("resource_id"), "aws_api_gateway_resource", "aws_api_gateway_rest_api");
  return isSymbolic || path?.mode !== "managed" || path.isSymbolic ? undefined : path;
}
