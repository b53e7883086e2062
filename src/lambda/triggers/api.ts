import { HTTP_API_TIMEOUT_MAX, REST_API_TIMEOUT_MAX } from "../../aws/limits.ts";
import {
  type BlockValue,
  isCallersChoice,
  type Resource,
  referredOfType,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { namedResources } from "../names/identify.ts";

const API_TYPES = ["aws_api_gateway_rest_api", "aws_apigatewayv2_api"] as const;
const FUNCTION_TYPES: ReadonlySet<string> = new Set(["aws_lambda_function", "aws_lambda_alias"]);

/** The API that a route, stage, integration or authorizer belongs to, if it is declared here. */
export function apiOf({ body }: Resource): Resource | undefined {
  const value = body.isWritten("rest_api_id") ? body.value("rest_api_id") : body.value("api_id");
  const api = referredOfType(value, ...API_TYPES);
  return api?.mode === "managed" ? api : undefined;
}

/** HTTP or WEBSOCKET; undefined if the API is not declared here or its protocol is not known. */
export function protocolOf(resource: Resource): string | undefined {
  const api = apiOf(resource);
  return api && !isCallersChoice(api, "protocol_type") ? api.body.string("protocol_type") : undefined;
}

/** Whether two resources are certain to be different blocks, rather than instances of one. */
export function isOtherBlock(a: Resource, b: Resource): boolean {
  return a !== b && (a.type !== b.type || a.name !== b.name || a.module !== b.module);
}

/** Whether a URI is one by which an API invokes a function. */
export function isFunctionUri(uri: Value): boolean {
  if (namedResources(uri, FUNCTION_TYPES).length > 0) return true;
  const parts = uri.kind === "template" ? uri.parts : [stringOf(uri) ?? ""];
  return parts.some(
    (part) => typeof part === "string" && /^(?:(?!:lambda:).)*:lambda:(?:path\/|.*:function:)/s.test(part),
  );
}

/** Seconds for which an API waits for an integration: the value set, or the maximum; undefined if not known. */
export function integrationTimeout(integration: Resource): number | undefined {
  const { body, type } = integration;
  const set = body.number("timeout_milliseconds");
  if (set !== undefined) return set / 1000;
  if (body.isSet("timeout_milliseconds") !== "no") return undefined;
  if (type === "aws_api_gateway_integration") return isStreamed(body) ? undefined : REST_API_TIMEOUT_MAX;
  return protocolOf(integration) === "WEBSOCKET" ? REST_API_TIMEOUT_MAX : HTTP_API_TIMEOUT_MAX;
}

/** A streamed response may take as long as the function's timeout allows. */
function isStreamed(body: BlockValue): boolean {
  return body.isSet("response_transfer_mode") !== "no" && body.string("response_transfer_mode") !== "BUFFERED";
}
