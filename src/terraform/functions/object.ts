import { convert } from "../evaluation/conversion.ts";
import type { TypeConstraint } from "../evaluation/type-constraint.ts";
import { compareText } from "../values/text-order.ts";
import { known, type ObjectValue, type Place, unknown, type Value } from "../values/value.ts";
import { type CallContext, type FunctionTable, lenient, strict } from "./definition.ts";
import { mapOfTexts } from "./parameters.ts";
import { invalid, notEvaluated } from "./refusal.ts";
import { asList, commonRest, listOf, oneOf, someElement } from "./sequence.ts";
import { knownText } from "./text-parts.ts";

/** Functions on maps and objects; values and keys keep their places. */
export const objectFunctions: FunctionTable = {
  keys: lenient(1, 1, keys),
  lookup: lenient(2, 3, lookup),
  merge: lenient(0, Number.POSITIVE_INFINITY, merge),
  transpose: strict([mapOfTexts], transpose),
  values: lenient(1, 1, ({ place }, value) => {
    const map = asObject(value);
    const elements = sortedEntries(map).map(([, entry]) => entry);
    return listOf(elements, place, { open: map.open, rest: map.rest, collection: map.isMap ? "list" : "tuple" });
  }),
  zipmap: lenient(2, 2, zip),
};

/** An argument that must be a map or an object. An unknown one is open, with no known keys. */
function asObject(value: Value): ObjectValue {
  if (value.kind === "object") return value;
  if (value.kind === "unknown")
    return { kind: "object", entries: new Map(), open: true, rest: someElement(value), place: value.place };
  if (value.kind === "resource") return { kind: "object", entries: new Map(), open: true, place: value.place };
  return value.kind === "choice" ? notEvaluated() : invalid();
}

function sortedEntries(map: ObjectValue): readonly (readonly [string, Value])[] {
  return [...map.entries].sort(([a], [b]) => compareText(a, b));
}

function keys({ place }: CallContext, value: Value): Value {
  const map = asObject(value);
  const elements = sortedEntries(map).map(([key, entry]) => known(key, map.keyPlaces?.get(key) ?? entry.place));
  return listOf(elements, place, { open: map.open, collection: map.isMap ? "list" : "tuple" });
}

function lookup({ place }: CallContext, value: Value, key: Value, fallback?: Value): Value {
  const map = asObject(value);
  const name = knownText(key);
  const beyond = map.open ? [map.rest ?? unknown("not-evaluated", place)] : [];
  const otherwise = fallback ? [convert(fallback, valueType(map))] : [];
  if (name === undefined) return oneOf([...map.entries.values(), ...beyond, ...otherwise], place);
  const found = map.entries.get(name);
  if (found) return found;
  return beyond.length + otherwise.length === 0 ? invalid() : oneOf([...beyond, ...otherwise], place);
}

/** The type of a map's values, if it is a map of primitives. */
function valueType({ isMap, entries }: ObjectValue): TypeConstraint {
  const [first] = isMap ? entries.values() : [];
  if (first?.kind !== "known" || first.via) return { kind: "any" };
  return {
    kind: typeof first.value === "boolean" ? "bool" : typeof first.value === "number" ? "number" : "string",
  };
}

/** Later maps take precedence. An unknown key of an open map could replace any earlier entry. */
function merge({ place }: CallContext, ...values: Value[]): Value {
  const maps = values.filter((value) => value.kind !== "null").map(asObject);
  const entries = new Map<string, Value>();
  const keyPlaces = new Map<string, Place>();
  for (const map of maps) {
    if (map.open) {
      const replacement = map.rest ?? unknown("not-evaluated", map.place);
      for (const [key, entry] of entries)
        if (!map.entries.has(key)) entries.set(key, oneOf([entry, replacement], entry.place));
    }
    for (const [key, entry] of map.entries) {
      entries.set(key, entry);
      const keyPlace = map.keyPlaces?.get(key);
      if (keyPlace) keyPlaces.set(key, keyPlace);
      else keyPlaces.delete(key);
    }
  }
  const open = maps.some((map) => map.open);
  const isMap = maps.length > 0 && maps.every((map) => map.isMap);
  return { kind: "object", entries, keyPlaces, isMap: isMap || undefined, open, rest: commonRest(maps, place), place };
}

function transpose(map: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  for (const [key, texts] of map) {
    for (const text of texts) result.set(text, [...(result.get(text) ?? []), key]);
  }
  return new Map(
    [...result].sort(([a], [b]) => compareText(a, b)).map(([text, from]) => [text, from.sort(compareText)]),
  );
}

function zip({ place }: CallContext, names: Value, values: Value): Value {
  const [keyList, valueList] = [asList(names), asList(values)];
  if (keyList.open)
    return { kind: "object", entries: new Map(), open: true, rest: commonRest([valueList], place), place };
  if (
    valueList.open
      ? valueList.elements.length > keyList.elements.length
      : valueList.elements.length !== keyList.elements.length
  )
    return invalid();
  const entries = new Map<string, Value>();
  const keyPlaces = new Map<string, Place>();
  let open = false;
  for (const [i, key] of keyList.elements.entries()) {
    const name = knownText(key);
    if (name === undefined) open = true;
    else {
      entries.set(
        name,
        valueList.open ? unknown("not-evaluated", place) : (valueList.elements[i] ?? unknown("not-evaluated", place)),
      );
      keyPlaces.set(name, key.place);
    }
  }
  return { kind: "object", entries, keyPlaces, open, place };
}
