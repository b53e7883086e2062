import { innerValues, type UnknownValue, type Value } from "../values/value.ts";

/** How much of a value is known, at all levels. */
export interface Knowledge {
  /** Every part is known: nothing in it is unknown, a choice, a whole resource or an open collection. */
  readonly whole: boolean;
  /** "invalid": Terraform reports an error for some part of it. "unsure": that depends on unknown parts. */
  readonly validity: "valid" | "invalid" | "unsure";
  readonly sensitive: boolean;
  readonly depth: number;
}

/** Deeper parts of a value are not looked at. */
const MAX_NESTING = 200;

const WHOLE: Knowledge = { whole: true, validity: "valid", sensitive: false, depth: 0 };
const WHOLE_SENSITIVE: Knowledge = { ...WHOLE, sensitive: true };
const TOO_DEEP: Knowledge = { whole: false, validity: "unsure", sensitive: false, depth: MAX_NESTING };

/** Cached, since values share parts (a local that is used twice): this keeps the time linear. */
const found = new WeakMap<Value, Knowledge>();

/** Examines a value and all its parts; `level` is its depth in the value that was asked about. */
export function knowledgeOf(value: Value, level = 0): Knowledge {
  if (value.kind === "known" || value.kind === "null") return value.sensitive ? WHOLE_SENSITIVE : WHOLE;
  const earlier = found.get(value);
  if (earlier) return earlier;
  if (level > MAX_NESTING) return TOO_DEEP;
  const parts = innerValues(value).map((part) => knowledgeOf(part, level + 1));
  const own = ownKnowledge(value);
  const knowledge: Knowledge = {
    whole: own.whole && parts.every((part) => part.whole),
    validity: worst([own.validity, ...parts.map((part) => part.validity)], value.kind === "choice"),
    sensitive: Boolean(value.sensitive) || parts.some((part) => part.sensitive),
    depth: parts.reduce((deepest, part) => Math.max(deepest, part.depth + 1), 0),
  };
  found.set(value, knowledge);
  return knowledge;
}

/** Whether no part of a value is unknown, so that a function can be evaluated on it. */
export function isWhole(value: Value): boolean {
  return knowledgeOf(value).whole;
}

/** Whether Terraform certainly refuses to evaluate the value. */
export function isInvalid(value: Value): boolean {
  return value.kind === "unknown" && value.why === "invalid";
}

function ownKnowledge(value: Value): Pick<Knowledge, "whole" | "validity"> {
  switch (value.kind) {
    case "unknown":
      return {
        whole: false,
        validity: value.why === "invalid" ? "invalid" : isCertainAttribute(value) ? "valid" : "unsure",
      };
    case "list":
    case "object":
      return { whole: !value.open, validity: value.open ? "unsure" : "valid" };
    case "choice":
      return { whole: false, validity: value.mayFail ? "unsure" : "valid" };
    case "resource":
      return { whole: false, validity: "valid" };
    default:
      return { whole: true, validity: "valid" };
  }
}

/** An attribute of a resource that certainly exists: reading it is never an error, whatever its value. */
function isCertainAttribute(value: UnknownValue): boolean {
  return (
    value.why === "computed" && value.via !== undefined && value.via.path.length === 1 && value.via.resource.isCertain
  );
}

function worst(all: readonly Knowledge["validity"][], anyOfThem: boolean): Knowledge["validity"] {
  const parts = anyOfThem ? all.slice(1) : all;
  if (parts.includes("invalid")) return anyOfThem && parts.some((one) => one !== "invalid") ? "unsure" : "invalid";
  return all.includes("unsure") ? "unsure" : "valid";
}
