import type { Evaluator } from "./evaluator.ts";
import { Request } from "./request.ts";
import { operation, type SdkCall } from "./sdk-call.ts";
import type { CallSite, CodeValue, TextPart } from "./value.ts";

/**
 * Paths of the Parameters and Secrets Lambda extension's local server: what it calls with the function's role, and the
 * parameter that the address ends with (Secrets Manager user guide, Use AWS Secrets Manager secrets in AWS Lambda
 * functions; Systems Manager user guide, Using Parameter Store parameters in AWS Lambda functions; both 2026-11).
 */
const PATHS = [
  {
    path: "/secretsmanager/get?secretId=",
    prefix: "secretsmanager",
    operation: "GetSecretValue",
    parameter: "SecretId",
  },
  { path: "/systemsmanager/parameters/get?name=", prefix: "ssm", operation: "GetParameter", parameter: "Name" },
] as const;

/** What a call of an address comes to that the extension answers. */
export function extensionCalls(site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const addresses = site.arguments[0]?.values() ?? [];
  return addresses.flatMap((address) => (address.kind === "text" ? callsOf(address.parts, evaluator) : []));
}

function callsOf(parts: readonly TextPart[], evaluator: Evaluator): readonly SdkCall[] {
  for (const [index, part] of parts.entries()) {
    if (typeof part !== "string") continue;
    for (const { path, prefix, operation: called, parameter } of PATHS) {
      const at = part.indexOf(path);
      if (at < 0) continue;
      const name = namePart([part.slice(at + path.length), ...parts.slice(index + 1)]);
      const request = new Request(evaluator, [], [{ name: parameter, isSpread: false, values: () => [name] }]);
      return [operation(prefix, called, request)];
    }
  }
  return [];
}

/** What stands before the next parameter of the address. */
function namePart(parts: readonly TextPart[]): CodeValue {
  const end = parts.findIndex((part) => typeof part === "string" && part.includes("&"));
  const last = parts[end];
  const named = typeof last === "string" ? [...parts.slice(0, end), last.slice(0, last.indexOf("&"))] : parts;
  return { kind: "text", parts: named.filter((part) => part !== "") };
}
