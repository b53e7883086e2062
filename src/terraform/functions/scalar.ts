import type { UnknownValue, Value } from "../values/value.ts";

/** Names of attributes that the AWS provider uses for a single string set by the service, which is never empty. */
const SINGLE = /(?:^|_)(?:arn|id|name|url)$/;

/** Whether a value is certainly a non-empty string. */
export function isCertainText(value: Value): boolean {
  switch (value.kind) {
    case "known":
      return value.value !== "";
    case "template":
      return value.parts.some((part) => (typeof part === "string" ? part !== "" : isCertainText(part)));
    case "json":
      return true;
    case "unknown":
      return isSingleAttribute(value);
    default:
      return false;
  }
}

function isSingleAttribute(value: UnknownValue): boolean {
  const name = value.via?.path.length === 1 ? value.via.path[0] : undefined;
  return (
    value.why === "computed" && typeof name === "string" && SINGLE.test(name) && value.via?.resource.isCertain === true
  );
}
