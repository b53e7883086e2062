import { isLocalEndpoint } from "../aws/local-endpoint.ts";
import type { Evaluator } from "./evaluator.ts";
import { Request } from "./request.ts";
import type { SdkValue } from "./sdk-value.ts";
import type { CodeValue } from "./value.ts";

/** Providers of the credentials that the function has anyway. */
const OWN = /^from(?:Env|NodeProviderChain|ContainerMetadata|Ini)$|^defaultProvider$/;

/**
 * Whether the calls of a client need no permission of the function's role: it uses the credentials of another role that
 * it assumed, or calls a local stand-in for AWS.
 */
export function needsNothing(sdk: SdkValue, evaluator: Evaluator): boolean {
  if (sdk.kind !== "client" && sdk.kind !== "resource-service") return false;
  if (sdk.made.some(({ name }) => name === "aws_access_key_id")) return true;
  const [options] = sdk.made.filter(({ name }) => name === undefined);
  const made = new Request(evaluator, options?.values() ?? [], sdk.made);
  const given = made.get("credentials");
  if (given.length > 0 && !given.some(isOwn)) return true;
  const endpoints = [...made.get("endpoint_url"), ...made.get("endpoint")];
  return endpoints.length > 0 && endpoints.every(isLocal);
}

function isLocal(value: CodeValue): boolean {
  const [start] = value.kind === "text" ? value.parts : [];
  return typeof start === "string" && isLocalEndpoint(start);
}

function isOwn(value: CodeValue): boolean {
  return value.kind === "external" && OWN.test(value.path.at(-1) ?? "");
}
