import { apiOf, dependsOn, type Stack } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import { addressWithoutKey, referenceTo } from "./references.ts";

/** The resources that an API consists of, by the API's type. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  aws_api_gateway_rest_api: [
    "aws_api_gateway_resource",
    "aws_api_gateway_method",
    "aws_api_gateway_method_response",
    "aws_api_gateway_integration",
    "aws_api_gateway_integration_response",
  ],
  aws_apigatewayv2_api: ["aws_apigatewayv2_integration", "aws_apigatewayv2_route"],
};

/**
 * The `triggers` that renew a deployment whenever a part of its API, or its body, changes. Undefined if not all parts
 * are in the module of the deployment.
 * @param holder the resource that will contain the references: the deployment, or the API if the deployment is yet to
 * be written
 */
export function redeploymentTriggers(api: Resource, holder: Resource, stack: Stack): string | undefined {
  if (api.body.isSet("body") === "yes") {
    const reference = referenceTo(api, holder);
    return reference && `{\n  redeployment = sha1(jsonencode(${reference}.body))\n}`;
  }
  const parts = (PARTS[api.type] ?? []).flatMap((type) => stack.resources(type).filter((part) => apiOf(part) === api));
  const isNear = parts.every(
    (part) => part.module === holder.module && (holder === api || dependsOn(part, holder) === "no"),
  );
  if (parts.length === 0 || !isNear) return undefined;
  const lines = [...new Set(parts.map(addressWithoutKey))].map((address) => `    ${address},\n`);
  return `{\n  redeployment = sha1(jsonencode([\n${lines.join("")}  ]))\n}`;
}
