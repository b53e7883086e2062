import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue, TextPart } from "../values/value.ts";
import { Request } from "./request.ts";
import { operation, type SdkCall } from "./sdk-call.ts";

/**
 * Paths on the local server of the Parameters and Secrets Lambda extension: what it calls with the function's role, and
 * the query parameter at the end of the address (Secrets Manager user guide, Use AWS Secrets Manager secrets in AWS
 * Lambda functions; Systems Manager user guide, Using Parameter Store parameters in AWS Lambda functions; both
 * 2026-11).
 */
const PATHS = [
  {
    path: "/secretsmanager/get?",
    key: "secretId",
    prefix: "secretsmanager",
    operation: "GetSecretValue",
    parameter: "SecretId",
  },
  {
    path: "/systemsmanager/parameters/get?",
    key: "name",
    prefix: "ssm",
    operation: "GetParameter",
    parameter: "Name",
  },
] as const;

/** The operations behind a request to the extension's local server. */
export function extensionCalls(site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  const addresses = site.arguments[0]?.values() ?? [];
  return addresses.flatMap((address) => (address.kind === "text" ? callsOf(address.parts, evaluator) : []));
}

function callsOf(parts: readonly TextPart[], evaluator: Evaluator): readonly SdkCall[] {
  const texts = joined(parts);
  for (const [index, part] of texts.entries()) {
    if (typeof part !== "string") continue;
    for (const { path, key, prefix, operation: called, parameter } of PATHS) {
      const at = part.indexOf(path);
      if (at < 0) continue;
      const name = namePart([part.slice(at + path.length), ...texts.slice(index + 1)], key);
      const request = new Request(evaluator, [], [{ name: parameter, isSpread: false, values: () => [name] }]);
      return [operation(prefix, called, request)];
    }
  }
  return [];
}

/** Merges neighbouring texts. */
function joined(parts: readonly TextPart[]): readonly TextPart[] {
  return parts.reduce<TextPart[]>((made, part) => {
    const last = made.at(-1);
    if (typeof last === "string" && typeof part === "string") made[made.length - 1] = last + part;
    else made.push(part);
    return made;
  }, []);
}

/** The value of a query parameter, whatever others come before and after it. */
function namePart(query: readonly TextPart[], key: string): CodeValue {
  const start = query.findIndex((part, index) => typeof part === "string" && findKey(part, key, index === 0) >= 0);
  const first = query[start];
  if (typeof first !== "string") return { kind: "text", parts: [{ kind: "unknown" }] };
  const parts = [first.slice(findKey(first, key, start === 0)), ...query.slice(start + 1)];
  const end = parts.findIndex((part) => typeof part === "string" && part.includes("&"));
  const last = parts[end];
  const named = typeof last === "string" ? [...parts.slice(0, end), last.slice(0, last.indexOf("&"))] : parts;
  return { kind: "text", parts: named.filter((part) => part !== "") };
}

/** Where the value of a query parameter starts; -1 if the text does not have it. */
function findKey(text: string, key: string, isStart: boolean): number {
  const found = new RegExp(`${isStart ? "(?:^|&)" : "&"}${key}=`).exec(text);
  return found ? found.index + found[0].length : -1;
}
