import { toNumber } from "../values/primitives.ts";
import { compareText } from "../values/text-order.ts";
import {
  choice,
  type ListValue,
  type ObjectValue,
  type Place,
  type Reference,
  type UnknownValue,
  unknown,
  type Value,
  withSensitivity,
} from "../values/value.ts";

/** More alternatives than this are not listed: the value becomes unknown. */
const MAX_OPTIONS = 16;

/** The value of `object.name`. */
export function attribute(object: Value, name: string, at: Place): Value {
  switch (object.kind) {
    case "resource":
      return withSensitivity(object.resource.attribute(name, at), object.sensitive);
    case "object":
      return withSensitivity(entry(object, name, at), object.sensitive);
    case "choice":
      return overOptions(object.options, at, (option) => attribute(option, name, at));
    case "unknown":
      return deeper(object, name, at);
    default:
      return unknown("invalid", at);
  }
}

/** The value of `collection[key]`. */
export function index(collection: Value, key: Value, at: Place): Value {
  if (collection.kind === "choice") return overOptions(collection.options, at, (option) => index(option, key, at));
  if (key.kind === "choice") return overOptions(key.options, at, (option) => index(collection, option, at));
  if (key.kind === "null" || (key.kind === "unknown" && key.why === "invalid")) return unknown("invalid", at);
  if (collection.kind === "unknown") return deeper(collection, key.kind === "known" ? simpleKey(key.value) : "*", at);
  if (key.kind !== "known") return anyElement(collection, at);
  if (collection.kind === "object")
    return withSensitivity(entry(collection, String(key.value), at), collection.sensitive);
  if (collection.kind === "resource")
    return withSensitivity(collection.resource.attribute(String(key.value), at), collection.sensitive);
  if (collection.kind !== "list" || collection.collection === "set") return unknown("invalid", at);
  // the elements known of an open list are members without known positions
  if (collection.open) return anyMember(collection, at);
  const position = toNumber(key.value) ?? Number.NaN;
  const element = Number.isInteger(position) && position >= 0 ? collection.elements[position] : undefined;
  return element ? withSensitivity(element, collection.sensitive) : unknown("invalid", at);
}

/** The elements for iterating over a value, and whether there may be more. */
export interface Elements {
  readonly entries: readonly { readonly key: Value; readonly value: Value }[];
  readonly open: boolean;
  readonly rest?: Value | undefined;
}

/** The elements for `for` and splats; undefined if the value is not known to be a collection. */
export function elementsOf(value: Value): Elements | undefined {
  const { place } = value;
  if (value.kind === "list") {
    const entries = value.elements.map((element, i) => ({
      key: value.collection === "set" ? element : ({ kind: "known", value: i, place } as const),
      value: element,
    }));
    return { entries, open: value.open, rest: value.rest };
  }
  if (value.kind === "object") {
    const entries = [...value.entries]
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, element]) => ({
        key: { kind: "known", value: key, place: value.keyPlaces?.get(key) ?? place } as const,
        value: element,
      }));
    return { entries, open: value.open, rest: value.rest };
  }
  return undefined;
}

function entry(object: ObjectValue, name: string, at: Place): Value {
  const found = object.entries.get(name);
  if (found) return found;
  return object.open ? (object.rest ?? unknown("not-evaluated", at)) : unknown("invalid", at);
}

function anyMember(collection: ListValue, at: Place): Value {
  const rest = collection.rest ?? unknown("not-evaluated", at);
  return collection.elements.length < MAX_OPTIONS ? choice([...collection.elements, rest], at) : rest;
}

function anyElement(collection: Value, at: Place): Value {
  if (collection.kind !== "list" && collection.kind !== "object") return unknown("not-evaluated", at);
  const elements = collection.kind === "list" ? collection.elements : [...collection.entries.values()];
  if (collection.open || elements.length === 0 || elements.length > MAX_OPTIONS)
    return collection.rest ?? unknown("not-evaluated", at);
  return choice(elements, at, { mayFail: true });
}

/** A step into an unknown value, which stays unknown, while the attribute that it is remains known. */
function deeper(value: UnknownValue, step: string | number, at: Place): Value {
  const via: Reference | undefined = value.via && {
    resource: value.via.resource,
    path: [...value.via.path, step],
    from: value.via.from,
  };
  return withSensitivity(unknown(value.why, at, via), value.sensitive);
}

function overOptions(options: readonly Value[], at: Place, each: (option: Value) => Value): Value {
  // an arm for which Terraform would stop is not the one taken
  const results = options.map(each).filter((result) => !(result.kind === "unknown" && result.why === "invalid"));
  return results.length === 0
    ? unknown("invalid", at)
    : choice(results, at, { mayFail: results.length < options.length });
}

function simpleKey(value: string | number | boolean): string | number {
  return typeof value === "boolean" ? String(value) : value;
}
