import { toBool, toNumber, toText } from "../values/primitives.ts";
import { compareText } from "../values/text-order.ts";
import {
  choice,
  type ListValue,
  nullValue,
  type ObjectValue,
  unknown,
  type Value,
  withSensitivity,
} from "../values/value.ts";
import { isEqual } from "./operators.ts";
import type { TypeConstraint } from "./type-constraint.ts";
import { typeOf, unified } from "./unified-type.ts";

type OfKind<K extends TypeConstraint["kind"]> = Extract<TypeConstraint, { kind: K }>;

/** Comparing elements that are not primitives is quadratic: above this number all of them are kept. */
const MAX_COMPARED = 500;

/**
 * Converts a value to a type as Terraform does. Unknown parts stay unknown, and references are kept; a value that does
 * not convert is `unknown` with the reason "invalid".
 */
export function convert(value: Value, type: TypeConstraint): Value {
  if (type.kind === "any" || value.kind === "null" || value.kind === "unknown") return value;
  if (value.kind === "choice") {
    return withSensitivity(
      choice(
        value.options.map((option) => convert(option, type)),
        value.place,
      ),
      value.sensitive,
    );
  }
  switch (type.kind) {
    case "list":
    case "set":
    case "tuple":
      return value.kind === "list" ? convertList(value, type) : refusal(value);
    case "map":
    case "object":
      if (value.kind === "resource") return value;
      return value.kind === "object"
        ? type.kind === "map"
          ? convertMap(value, type)
          : convertObject(value, type)
        : refusal(value);
    default:
      return convertPrimitive(value, type.kind);
  }
}

/** Whether a value has a type or converts to it. */
export function fits(value: Value, type: TypeConstraint): "yes" | "no" | "unknown" {
  return type.kind === "any" ? "yes" : knowledge(convert(value, type), type);
}

function knowledge(converted: Value, type: TypeConstraint): "yes" | "no" | "unknown" {
  if (converted.kind === "choice") {
    const answers = new Set(converted.options.map((option) => knowledge(option, type)));
    return answers.size === 1 ? ([...answers][0] ?? "unknown") : "unknown";
  }
  if (converted.kind === "unknown") return converted.why === "invalid" ? "no" : "unknown";
  if (converted.kind === "resource") return "unknown";
  if (converted.kind !== "list" && converted.kind !== "object") return "yes";
  const inner = converted.kind === "list" ? converted.elements : [...converted.entries.values()];
  const types =
    converted.kind === "list"
      ? converted.elements.map((_, i) => elementType(type, i))
      : [...converted.entries.keys()].map((key) => entryType(type, key));
  const answers = inner.map((each, i) =>
    types[i]?.kind === "any" ? "yes" : knowledge(each, types[i] ?? { kind: "any" }),
  );
  if (answers.includes("no")) return "no";
  return converted.open || answers.includes("unknown") ? "unknown" : "yes";
}

function elementType(type: TypeConstraint, position: number): TypeConstraint | undefined {
  if (type.kind === "tuple") return type.elements[position];
  return "of" in type ? type.of : undefined;
}

function entryType(type: TypeConstraint, key: string): TypeConstraint | undefined {
  if (type.kind === "object") return type.attributes.get(key)?.type;
  return "of" in type ? type.of : undefined;
}

function refusal(value: Value): Value {
  return unknown("invalid", value.place, value.via);
}

function isRefused(value: Value): boolean {
  return value.kind === "unknown" && value.why === "invalid";
}

function convertPrimitive(value: Value, kind: "string" | "number" | "bool"): Value {
  if (value.kind === "template" || value.kind === "json") {
    // a string with unknown parts may turn out to be a number
    return kind === "string"
      ? value
      : withSensitivity(unknown("not-evaluated", value.place, value.via), value.sensitive);
  }
  if (value.kind !== "known") return refusal(value);
  const read = { string: toText, number: toNumber, bool: toBool }[kind](value.value);
  // Terraform converts strings to bool, but not numbers
  if (read === undefined || (kind === "bool" && typeof value.value === "number")) return refusal(value);
  return read === value.value ? value : { ...value, value: read };
}

function convertList(value: ListValue, type: OfKind<"list"> | OfKind<"set"> | OfKind<"tuple">): Value {
  if (type.kind === "tuple") {
    if (value.elements.length !== type.elements.length && !value.open) return refusal(value);
    const elements = value.elements.map((element, i) => convert(element, type.elements[i] ?? { kind: "any" }));
    return elements.some(isRefused) ? refusal(value) : { ...value, elements, collection: "tuple" };
  }
  const converted = convertAll(value.elements, type.of);
  if (!converted) return refusal(value);
  const rest = value.rest && convert(value.rest, type.of);
  return {
    ...value,
    elements: type.kind === "set" ? asSet(converted) : converted,
    rest,
    collection: type.kind === "set" ? "set" : "list",
  };
}

function convertMap(value: ObjectValue, type: OfKind<"map">): Value {
  const converted = convertAll([...value.entries.values()], type.of);
  if (!converted) return refusal(value);
  const entries = new Map([...value.entries.keys()].map((key, i) => [key, converted[i] ?? nullValue(value.place)]));
  return { ...value, entries, isMap: true, rest: value.rest && convert(value.rest, type.of) };
}

/** Converts all elements of a collection to one type; undefined if one of them does not convert. */
function convertAll(values: readonly Value[], of: TypeConstraint): readonly Value[] | undefined {
  const type = of.kind === "any" ? commonType(values) : of;
  if (type === undefined) return undefined;
  const converted = values.map((value) => convert(value, type));
  if (converted.some((each, i) => isRefused(each) && !isRefused(values[i] ?? each))) return undefined;
  // the `any` in list(map(any)) is one type for all of the maps
  const common = of.kind !== "any" && holdsAny(of) ? sharedType(converted) : undefined;
  return common ? converted.map((value) => convert(value, common)) : converted;
}

function holdsAny(type: TypeConstraint): boolean {
  if (type.kind === "any") return true;
  if (type.kind === "tuple") return type.elements.some(holdsAny);
  if (type.kind === "object") return [...type.attributes.values()].some((attribute) => holdsAny(attribute.type));
  return "of" in type && holdsAny(type.of);
}

/** The common type of values where all of their types are certain. */
function sharedType(values: readonly Value[]): TypeConstraint | undefined {
  return unified(values.filter(({ kind }) => kind !== "null").map(typeOf));
}

/** The element type of `list(any)`. Undefined if primitives and collections are mixed. */
function commonType(values: readonly Value[]): TypeConstraint | undefined {
  return sharedType(values) ?? likelyCommonType(values);
}

/** The same where the types of some elements are not certain: string if any element is one. */
function likelyCommonType(values: readonly Value[]): TypeConstraint | undefined {
  const kinds = new Set<string>();
  for (const value of values) {
    if (value.kind === "known") kinds.add(typeof value.value);
    else if (value.kind === "template" || value.kind === "json") kinds.add("string");
    else if (value.kind === "list" || value.kind === "object") kinds.add(value.kind);
  }
  if (kinds.size <= 1)
    return kinds.has("list") ? commonListType(values) : kinds.has("object") ? commonObjectType(values) : ANY;
  if (kinds.has("list") || kinds.has("object")) return undefined;
  if (kinds.has("string")) return { kind: "string" };
  // numbers and booleans have no common type; unknown elements may be strings
  return values.some((value) => value.kind === "unknown" || value.kind === "choice") ? { kind: "any" } : undefined;
}

const ANY: TypeConstraint = { kind: "any" };

/** The type of lists with differing element types, computed over the elements of all of them. */
function commonListType(values: readonly Value[]): TypeConstraint {
  const elements = values.flatMap((value) => (value.kind === "list" ? value.elements : []));
  const of = commonType(elements);
  return of === undefined || of.kind === "any" ? ANY : { kind: "list", of };
}

/** The same for objects with the same keys. */
function commonObjectType(values: readonly Value[]): TypeConstraint {
  const objects = values.filter((value) => value.kind === "object");
  const names = [...(objects[0]?.entries.keys() ?? [])];
  const isAlike = ({ entries, open }: ObjectValue) =>
    !open && entries.size === names.length && names.every((name) => entries.has(name));
  if (objects.length < 2 || !objects.every(isAlike)) return ANY;
  const types = names.map((name) => commonType(objects.flatMap(({ entries }) => entries.get(name) ?? [])) ?? ANY);
  if (types.every((type) => type.kind === "any")) return ANY;
  const attribute = (type: TypeConstraint) => ({ type, isOptional: false, defaultValue: undefined });
  return { kind: "object", attributes: new Map(names.map((name, i) => [name, attribute(types[i] ?? ANY)])) };
}

function convertObject(value: ObjectValue, type: OfKind<"object">): Value {
  const entries = new Map<string, Value>();
  for (const [name, attribute] of type.attributes) {
    const found = value.entries.get(name);
    const fallback = attribute.defaultValue && convert(attribute.defaultValue, attribute.type);
    if (found) {
      const converted = convert(found, attribute.type);
      if (isRefused(converted)) return refusal(value);
      entries.set(name, converted.kind === "null" ? (fallback ?? converted) : converted);
    } else if (value.open) {
      entries.set(name, value.rest ? convert(value.rest, attribute.type) : unknown("not-evaluated", value.place));
    } else if (attribute.isOptional) entries.set(name, fallback ?? nullValue(value.place));
    else return refusal(value);
  }
  return { ...value, entries, isMap: undefined, open: false, rest: undefined };
}

/** Sorted as Terraform iterates over a set, without duplicates. Unknown elements come last. */
function asSet(elements: readonly Value[]): readonly Value[] {
  const primitives = new Map<string | number | boolean, Value>();
  const others: Value[] = [];
  for (const element of elements) {
    if (element.kind === "known") {
      if (!primitives.has(element.value)) primitives.set(element.value, element);
    } else if (others.length > MAX_COMPARED || !others.some((other) => isEqual(other, element))) others.push(element);
  }
  const sorted = [...primitives].sort(([a], [b]) =>
    typeof a === "number" && typeof b === "number" ? a - b : compareText(String(a), String(b)),
  );
  const inOrder = others.every((other) => identity(other) !== undefined)
    ? others
        .map((other) => [identity(other) ?? "", other] as const)
        .sort(([a], [b]) => compareText(a, b))
        .map(([, other]) => other)
    : others;
  return [...sorted.map(([, element]) => element), ...inOrder];
}

/**
 * The text by which Terraform sorts set elements that are not primitives; undefined unless the element is wholly known.
 */
function identity(value: Value): string | undefined {
  switch (value.kind) {
    case "null":
      return "~";
    case "known":
      return typeof value.value === "string" ? JSON.stringify(value.value) : String(value.value);
    case "list":
      return value.open ? undefined : enclosed("[", value.elements, "]");
    case "object": {
      const entries = [...value.entries].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => entry);
      return value.open ? undefined : enclosed("<", entries, ">");
    }
    default:
      return undefined;
  }
}

function enclosed(open: string, values: readonly Value[], close: string): string | undefined {
  const texts = values.map(identity);
  return texts.includes(undefined) ? undefined : `${open}${texts.map((text) => `${text};`).join("")}${close}`;
}
