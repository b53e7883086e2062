import type { Evaluator } from "./evaluator.ts";
import { Request } from "./request.ts";
import type { SdkValue } from "./sdk-value.ts";
import type { CodeValue } from "./value.ts";

/** Ways to come by the credentials that the function has anyway. */
const OWN = /^from(?:Env|NodeProviderChain|ContainerMetadata|Ini)$|^defaultProvider$/;

/** Whether a client acts with other credentials than the function's role: those of a role that it assumed. */
export function usesOtherCredentials(sdk: SdkValue, evaluator: Evaluator): boolean {
  if (sdk.kind !== "client" && sdk.kind !== "resource-service") return false;
  if (sdk.made.some(({ name }) => name === "aws_access_key_id")) return true;
  const [options] = sdk.made.filter(({ name }) => name === undefined);
  const given = new Request(evaluator, options?.values() ?? [], []).get("credentials");
  return given.length > 0 && !given.some(isOwn);
}

function isOwn(value: CodeValue): boolean {
  return value.kind === "external" && OWN.test(value.path.at(-1) ?? "");
}
