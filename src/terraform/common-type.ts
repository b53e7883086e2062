import { convert } from "./conversion.ts";
import type { TypeConstraint } from "./type-constraint.ts";
import type { Value } from "./value.ts";

const ANY: TypeConstraint = { kind: "any" };

/**
 * The arms of a conditional in the type that both have in common, as Terraform converts them: 1 beside "a" is "1". Each as it
 * is where that type is not certain.
 */
export function inCommonType(then: Value, otherwise: Value): readonly [Value, Value] {
  const type = unified([typeOf(then), typeOf(otherwise)]);
  return type === undefined || type.kind === "any"
    ? [then, otherwise]
    : [convert(then, type), convert(otherwise, type)];
}

/** Whether two arms are surely of types that have none in common: a number and a list, a list and an object. */
export function areApart(then: Value, otherwise: Value): boolean {
  const [one, other] = [typeOf(then)?.kind, typeOf(otherwise)?.kind];
  if (one === undefined || other === undefined || one === "any" || other === "any") return false;
  const groups = new Set([GROUPS[one], GROUPS[other]]);
  return groups.size > 1 || (groups.has("primitive") && one !== other && one !== "string" && other !== "string");
}

/** Types of one group may have one in common: of primitives a string, of the others it depends on what is in them. */
const GROUPS: Readonly<Record<Exclude<TypeConstraint["kind"], "any">, "primitive" | "sequence" | "mapping">> = {
  string: "primitive",
  number: "primitive",
  bool: "primitive",
  list: "sequence",
  set: "sequence",
  tuple: "sequence",
  map: "mapping",
  object: "mapping",
};

/** Whether another arm may make anything else of a value: a string stays one beside whatever it may stand. */
export function mayConvert(value: Value): boolean {
  return (
    value.kind === "list" || value.kind === "object" || (value.kind === "known" && typeof value.value !== "string")
  );
}

/** The type of a value; undefined where it is not certain: what comes from a resource has that of the provider's schema. */
function typeOf(value: Value): TypeConstraint | undefined {
  if (value.via) return undefined;
  switch (value.kind) {
    case "null":
      return ANY;
    case "known":
      if (value.planned) return undefined;
      return {
        kind: typeof value.value === "boolean" ? "bool" : typeof value.value === "number" ? "number" : "string",
      };
    case "template":
    case "json":
      return { kind: "string" };
    case "list": {
      if (value.open) return undefined;
      const elements = allKnown(value.elements.map(typeOf));
      if (!elements || value.collection === "tuple") return elements && { kind: "tuple", elements };
      const of = elements.length === 0 ? ANY : unified(elements);
      return of && { kind: value.collection, of };
    }
    case "object": {
      if (value.open) return undefined;
      const types = allKnown([...value.entries.values()].map(typeOf));
      if (!types || value.isMap !== true) return types && objectOf([...value.entries.keys()], types);
      const of = types.length === 0 ? ANY : unified(types);
      return of && { kind: "map", of };
    }
    default:
      return undefined;
  }
}

function objectOf(names: readonly string[], types: readonly TypeConstraint[]): TypeConstraint {
  const attribute = (type: TypeConstraint) => ({ type, isOptional: false, defaultValue: undefined });
  return { kind: "object", attributes: new Map(names.map((name, i) => [name, attribute(types[i] ?? ANY)])) };
}

/**
 * The type that values of several types become (go-cty, convert/unify.go; tried with Terraform 1.11.4, 2026-11); undefined
 * where there is none or one of them is not certain, any where null leaves it open.
 */
function unified(types: readonly (TypeConstraint | undefined)[]): TypeConstraint | undefined {
  const known = allKnown(types);
  const [first, ...others] = known ?? [];
  if (!known || !first) return undefined;
  if (known.some(({ kind }) => kind === "any")) return ANY;
  const kinds = new Set(known.map(({ kind }) => kind));
  if (kinds.has("map") || kinds.has("object"))
    return kinds.has("map") ? collectionOf("map", known) : unifiedObjects(known);
  // a tuple beside a set becomes that set, or nothing
  if (kinds.has("set")) return kinds.size === 1 ? collectionOf("set", known) : onlySet(known);
  if (kinds.has("list")) return collectionOf("list", known);
  if (kinds.has("tuple")) return unifiedTuples(known);
  if (others.every(({ kind }) => kind === first.kind)) return first;
  return kinds.has("string") ? { kind: "string" } : undefined;
}

function onlySet(types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const [set, ...others] = types.filter(({ kind }) => kind !== "tuple");
  return set?.kind === "set" && others.length === 0 ? set : undefined;
}

function unifiedTuples(types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const tuples = types.filter((type) => type.kind === "tuple");
  const [first] = tuples;
  if (!first || tuples.length < types.length) return undefined;
  if (tuples.some(({ elements }) => elements.length !== first.elements.length)) return collectionOf("list", types);
  const elements = allKnown(first.elements.map((_, i) => unified(tuples.map((tuple) => tuple.elements[i]))));
  return elements && { kind: "tuple", elements };
}

function unifiedObjects(types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const objects = types.filter((type) => type.kind === "object");
  const [first] = objects;
  if (!first || objects.length < types.length) return undefined;
  const names = [...first.attributes.keys()];
  const isAlike = objects.every(
    ({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (!isAlike) return collectionOf("map", types);
  const unifiedTypes = allKnown(
    names.map((name) => unified(objects.map(({ attributes }) => attributes.get(name)?.type))),
  );
  return unifiedTypes && objectOf(names, unifiedTypes);
}

/** The collection of the one type that all parts of all of them become. */
function collectionOf(kind: "list" | "set" | "map", types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const parts = allKnown(types.map((type) => partsOf(kind, type)))?.flat();
  const of = parts?.length === 0 ? ANY : unified(parts ?? []);
  return of && { kind, of };
}

/** The types of what is in a value that becomes a collection; undefined where it becomes none. */
function partsOf(kind: "list" | "set" | "map", type: TypeConstraint): readonly TypeConstraint[] | undefined {
  if (type.kind === "object") return kind === "map" ? [...type.attributes.values()].map((one) => one.type) : undefined;
  if (type.kind === "map") return kind === "map" ? [type.of] : undefined;
  if (kind === "map") return undefined;
  if (type.kind === "tuple") return type.elements;
  return type.kind === "list" || type.kind === "set" ? [type.of] : undefined;
}

function allKnown<T>(parts: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? known : undefined;
}
