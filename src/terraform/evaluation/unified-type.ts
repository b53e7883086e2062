import type { Value } from "../values/value.ts";
import type { TypeConstraint } from "./type-constraint.ts";

const ANY: TypeConstraint = { kind: "any" };

/** The type of a value; undefined if not certain. For a resource's attribute, that of the provider's schema. */
export function typeOf(value: Value): TypeConstraint | undefined {
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
      const of = elementType(elements);
      return of && { kind: value.collection, of };
    }
    case "object": {
      if (value.open) return undefined;
      const types = allKnown([...value.entries.values()].map(typeOf));
      if (!types || value.isMap !== true) return types && objectOf([...value.entries.keys()], types);
      const of = elementType(types);
      return of && { kind: "map", of };
    }
    default:
      return undefined;
  }
}

/** The type of a collection's elements, where null has that of the others. */
function elementType(types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const written = types.filter(({ kind }) => kind !== "any");
  return written.length === 0 ? ANY : unified(written);
}

function objectOf(names: readonly string[], types: readonly TypeConstraint[]): TypeConstraint {
  const attribute = (type: TypeConstraint) => ({ type, isOptional: false, defaultValue: undefined });
  return { kind: "object", attributes: new Map(names.map((name, i) => [name, attribute(types[i] ?? ANY)])) };
}

/**
 * The common type of values (go-cty, convert/unify.go; tried with Terraform 1.11.4, 2026-11); undefined if there is
 * none or one of the types is not certain, any if null leaves it open.
 */
export function unified(types: readonly (TypeConstraint | undefined)[]): TypeConstraint | undefined {
  const known = allKnown(types);
  const [first, ...others] = known ?? [];
  if (!known || !first) return undefined;
  if (known.some(({ kind }) => kind === "any")) return ANY;
  const kinds = new Set(known.map(({ kind }) => kind));
  if (kinds.has("map") || kinds.has("object"))
    return kinds.has("map") ? collectionOf("map", known) : unifiedObjects(known);
  // a tuple with a set becomes that set, or there is no common type
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

/** The collection whose element type is the common type of all elements. */
function collectionOf(kind: "list" | "set" | "map", types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const parts = allKnown(types.map((type) => partsOf(kind, type)))?.flat();
  const of = parts?.length === 0 ? ANY : unified(parts ?? []);
  return of && { kind, of };
}

/** The types of the elements of a value that becomes a collection; undefined if it cannot. */
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
