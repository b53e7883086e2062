import { limits } from "../../limits.ts";
import { compareText } from "../values/text-order.ts";
import { composed, type Place, type Value } from "../values/value.ts";
import { jsonText } from "./json.ts";
import { isMap, type Plain } from "./plain.ts";
import { notEvaluated, tooLarge } from "./refusal.ts";

/** The data in a wholly known value, with keys in Terraform's order; refuses other values. */
export function toPlain(value: Value, budget = { left: limits.valueParts as number }): Plain {
  if (budget.left-- <= 0) tooLarge();
  switch (value.kind) {
    case "null":
      return null;
    case "known":
      return value.value;
    case "template":
      return value.parts.map((part) => (typeof part === "string" ? part : toText(toPlain(part, budget)))).join("");
    case "json":
      return jsonText(toPlain(value.content, budget));
    case "list":
      if (value.open) notEvaluated();
      return value.elements.map((element) => toPlain(element, budget));
    case "object":
      if (value.open) notEvaluated();
      return new Map(
        [...value.entries].sort(([a], [b]) => compareText(a, b)).map(([key, entry]) => [key, toPlain(entry, budget)]),
      );
    default:
      return notEvaluated();
  }
}

function toText(plain: Plain): string {
  return typeof plain === "string" ? plain : notEvaluated();
}

/** The value for plain data, with a single place for all of it. */
export function toValue(plain: Plain, place: Place): Value {
  if (plain === null) return { kind: "null", place };
  if (typeof plain === "string" && plain.length > limits.text) tooLarge();
  // Terraform represents larger integers exactly, and doubles do not
  if (
    typeof plain === "number" &&
    (!Number.isFinite(plain) || (Number.isInteger(plain) && !Number.isSafeInteger(plain)))
  )
    notEvaluated();
  if (typeof plain !== "object")
    return { kind: "known", value: typeof plain === "string" ? composed(plain) : plain, place };
  if (isMap(plain)) {
    return {
      kind: "object",
      entries: new Map([...plain].map(([key, entry]) => [key, toValue(entry, place)])),
      open: false,
      place,
    };
  }
  return {
    kind: "list",
    collection: "tuple",
    elements: plain.map((element) => toValue(element, place)),
    open: false,
    place,
  };
}
