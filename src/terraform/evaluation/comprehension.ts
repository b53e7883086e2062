import type { ForExpression } from "../../hcl/index.ts";
import { limits } from "../../limits.ts";
import { isInvalid } from "../functions/knowledge.ts";
import { choice, list, object, type Place, primitiveText, unknown, type Value } from "../values/value.ts";
import { elementsOf } from "./traversal.ts";

/** The result of a for expression for one element. */
export interface Iteration {
  readonly key: Value | undefined;
  readonly value: Value;
  /** Whether its condition keeps the element; undefined if not known. */
  readonly kept: boolean | undefined;
}

/** The result of a for expression over a collection; `visit` evaluates it for one element. */
export function comprehend(
  expression: Pick<ForExpression, "key" | "grouped">,
  collection: Value,
  visit: (key: Value, value: Value) => Iteration,
  at: Place,
): Value {
  const elements = elementsOf(collection);
  if (isInvalid(collection) || (!elements && collection.kind !== "unknown")) return unknown("invalid", at);
  if (elements && elements.entries.length > limits.elements) return unknown("too-large", at);
  const visited = (elements?.entries ?? []).map(({ key, value }) => visit(key, value));
  const results = visited.filter(({ kept }) => kept);
  const maybe = visited.filter(({ kept }) => kept === undefined).map(({ value }) => value);
  const mayHoldMore = elements?.open ?? true;
  const open = mayHoldMore || maybe.length > 0;
  const restElement = elements?.rest ?? (collection.kind === "unknown" ? collection : unknown("not-evaluated", at));
  if (mayHoldMore) maybe.push(visit(unknown("not-evaluated", at), restElement).value);
  const rest = open ? choice(maybe.length > 0 ? maybe : [unknown("not-evaluated", at)], at) : undefined;
  return expression.key
    ? collectObject(results, { grouped: expression.grouped, open, rest }, at)
    : {
        ...list(
          results.map(({ value }) => value),
          at,
        ),
        open,
        rest,
      };
}

function collectObject(
  results: readonly Pick<Iteration, "key" | "value">[],
  { grouped, rest, ...how }: { readonly grouped: boolean; readonly open: boolean; readonly rest: Value | undefined },
  at: Place,
): Value {
  const groups = new Map<string, Value[]>();
  let { open } = how;
  for (const { key, value } of results) {
    const name = key && primitiveText(key);
    const group = name === undefined ? undefined : groups.get(name);
    // a duplicate key is an error without grouping
    if (!key || isNoKey(key) || (group && !grouped)) return unknown("invalid", at);
    if (name === undefined) open = true;
    else if (group) group.push(value);
    else groups.set(name, [value]);
  }
  const entries = new Map<string, Value>();
  for (const [name, values] of groups) {
    const [first] = values;
    if (grouped) entries.set(name, { ...list(values, at), open });
    else if (first) entries.set(name, first);
  }
  return { ...object(entries, at), open, rest };
}

/** Whether Terraform refuses a value as the key of an object. */
export function isNoKey(key: Value): boolean {
  return key.kind === "null" || key.kind === "list" || key.kind === "object" || isInvalid(key);
}
