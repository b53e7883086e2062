import { oncePer } from "../../once-per.ts";
import type { Entry, Expression } from "../syntax.ts";
import { type CodeValue, UNKNOWN } from "./value.ts";

/** Represents a value of which nothing is known. */
export const NOTHING: Expression = { kind: "other", inner: [], start: 0 };

/** Which part of an object's entries is meant: JavaScript's `entries` and Python's `items` are pairs. */
export type Listing = "entries" | "items" | "keys" | "values";

/** The entries of an object as a list. */
export function listed(value: CodeValue, what: Listing): CodeValue {
  if (value.kind !== "object") return UNKNOWN;
  const { node, scope, frame, assigned } = value;
  const own = node.entries.map((entry) => ({ expression: listedEntry(entry, what), scope, frame }));
  const later = [...(assigned?.values() ?? [])].flat().map((located) => ({
    expression: laterEntry(located.expression, what),
    scope: located.scope,
    frame: undefined,
  }));
  return { kind: "list", elements: [...own, ...later] };
}

/** What `enumerate` makes of a list. */
export function numbered(value: CodeValue): CodeValue {
  if (value.kind !== "list") return UNKNOWN;
  return {
    kind: "list",
    elements: value.elements.map((element) => ({ ...element, expression: numberedPair(element.expression) })),
  };
}

const numberedPair = oncePer(
  (expression: Expression): Expression => ({ kind: "list", elements: [NOTHING, expression], start: expression.start }),
);

/** The keys of values assigned later are ignored. */
function laterEntry(value: Expression, what: Listing): Expression {
  if (what === "keys") return NOTHING;
  return what === "values" ? value : numberedPair(value);
}

function listedEntry(entry: Entry, what: Listing): Expression {
  if (what === "values") return entry.value;
  return what === "keys" ? keyOf(entry) : pairOf(entry);
}

const pairOf = oncePer(
  ({ key, computedKey, value }: Entry): Expression => ({
    kind: "list",
    elements: [keyOf({ key, computedKey, value }), value],
    start: value.start,
  }),
);

function keyOf({ key, computedKey, value: { start } }: Entry): Expression {
  return key === undefined ? (computedKey ?? NOTHING) : { kind: "text", value: key, start };
}
