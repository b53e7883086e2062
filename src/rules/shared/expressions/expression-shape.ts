import type { AttributeType } from "../../../aws/provider-schema.ts";
import { type TypeConstraint, toBool, toNumber, type Value } from "../../../terraform/index.ts";
import type { CollectionType, ExpressionType, ObjectType, PrimitiveType, TupleType } from "./expression-type.ts";

/** The kind of an expression's value, as Terraform distinguishes them. */
export type Shape = "string" | "number" | "bool" | "null" | "list" | "set" | "map" | "tuple" | "object";

/** The kind of values of a type; undefined if not known. */
export function shapeOf(type: ExpressionType | undefined): Shape | undefined {
  if (type === undefined) return undefined;
  switch (type.kind) {
    case "instance":
    case "variants":
      return "object";
    case "group":
      return type.repetition === "count" ? "tuple" : "object";
    case "value": {
      const [shape, ...others] = new Set(type.types.map(({ kind }) => (kind === "dynamic" ? undefined : kind)));
      return others.length > 0 ? undefined : shape;
    }
    case "primitive":
      return type.name;
    default:
      return type.kind;
  }
}

/** A shape in words. */
export function spokenShape(shape: Shape): string {
  if (shape === "null") return "null";
  return shape === "object" ? "an object" : `a ${shape === "tuple" ? "list" : shape}`;
}

/** The type that a variable is declared with, or that a function returns. */
export function fromConstraint(type: TypeConstraint): ExpressionType | undefined {
  switch (type.kind) {
    case "any":
      return undefined;
    case "list":
    case "set":
    case "map":
      return { kind: type.kind, element: fromConstraint(type.of) };
    case "tuple":
      return { kind: "tuple", elements: type.elements.map(fromConstraint) };
    case "object":
      return closedObject(
        new Map([...type.attributes].map(([name, attribute]) => [name, fromConstraint(attribute.type)])),
      );
    default:
      return { kind: "primitive", name: type.kind };
  }
}

/** The type of a primitive literal. */
export function writtenType(value: string | number | boolean): PrimitiveType {
  const name = typeof value === "string" ? "string" : typeof value === "number" ? "number" : "bool";
  return { kind: "primitive", name, value };
}

/** The type of a value; undefined if a part of it is not known. */
export function fromValue(value: Value): ExpressionType | undefined {
  switch (value.kind) {
    case "null":
      return { kind: "null" };
    case "known":
      return writtenType(value.value);
    case "list":
      return value.open ? undefined : { kind: "tuple", elements: value.elements.map(fromValue) };
    case "object":
      return value.open
        ? undefined
        : closedObject(new Map([...value.entries].map(([name, entry]) => [name, fromValue(entry)])));
    default:
      return undefined;
  }
}

/** An object whose members are all known. */
export function closedObject(members: ReadonlyMap<string, ExpressionType | undefined>): ObjectType {
  return { kind: "object", of: "configuration", member: (name) => members.get(name), names: [...members.keys()] };
}

/** The common type of values, without literals that only some have; undefined if there is none. */
export function commonType(types: readonly (ExpressionType | undefined)[], level = 0): ExpressionType | undefined {
  const [first, ...others] = types.filter((type) => type?.kind !== "null");
  return others.reduce<ExpressionType | undefined>((one, other) => commonOfTwo(one, other, level), first);
}

/** How many levels of types are compared: a type that contains itself twice doubles in size at each level. */
const MAX_LEVELS = 6;

function commonOfTwo(
  one: ExpressionType | undefined,
  other: ExpressionType | undefined,
  level: number,
): ExpressionType | undefined {
  if (one === other) return one;
  if (level > MAX_LEVELS) return undefined;
  if (one?.kind === "primitive" && other?.kind === "primitive") {
    if (one.name !== other.name) return undefined;
    return one.value === other.value ? one : { kind: "primitive", name: one.name };
  }
  if (isSequence(one) && isSequence(other)) {
    const elements = [one, other].flatMap((each) => (each.kind === "tuple" ? each.elements : [each.element]));
    return { kind: "list", element: commonType(elements, level + 1) };
  }
  if (one?.kind === "object" && other?.kind === "object") return commonObject(one, other, level);
  return undefined;
}

function isSequence(type: ExpressionType | undefined): type is TupleType | CollectionType {
  return type?.kind === "tuple" || type?.kind === "list";
}

function haveSameNames(one: readonly string[], other: readonly string[]): boolean {
  const names = new Set(other);
  return names.size === one.length && one.every((name) => names.has(name));
}

/** Objects with different names become a map. */
function commonObject(one: ObjectType, other: ObjectType, level: number): ExpressionType | undefined {
  if (!one.names || !other.names) return undefined;
  if (!haveSameNames(one.names, other.names)) return { kind: "map", element: undefined };
  return closedObject(
    new Map(one.names.map((name) => [name, commonOfTwo(one.member(name), other.member(name), level + 1)])),
  );
}

/** The part of a value that certainly does not convert to its type: the shape found, and the one wanted. */
export interface ShapeMisfit {
  readonly found: Shape;
  /** The value, if it is a primitive literal. */
  readonly value?: string | number | boolean | undefined;
  readonly wanted: TypeConstraint;
}

/** What was found, in words: the value itself if it is a literal. */
export function spokenFound({ found, value }: ShapeMisfit): string {
  return value === undefined ? spokenShape(found) : JSON.stringify(value);
}

/** The first part of a value that does not convert to its type; whether null is allowed is left to the caller. */
export function shapeMisfit(type: ExpressionType | undefined, wanted: TypeConstraint): ShapeMisfit | undefined {
  const found = shapeOf(type);
  if (!type || found === undefined || found === "null" || wanted.kind === "any") return undefined;
  const value = type.kind === "primitive" ? type.value : undefined;
  const misfit: ShapeMisfit = { found, value, wanted };
  switch (wanted.kind) {
    case "string":
      return isPrimitive(found) ? undefined : misfit;
    case "number":
      return isNumeric(found, value) ? undefined : misfit;
    case "bool":
      return isBoolean(found, value) ? undefined : misfit;
    case "list":
    case "set":
      if (found !== "list" && found !== "set" && found !== "tuple") return misfit;
      return firstMisfit(elementsOf(type), wanted.of);
    case "map":
      if (found !== "map" && found !== "object") return misfit;
      return firstMisfit(membersOf(type), wanted.of);
    case "object":
      if (found !== "map" && found !== "object") return misfit;
      return objectMisfit(type, wanted, misfit);
    case "tuple":
      return found === "list" || found === "set" || found === "tuple" ? undefined : misfit;
  }
}

function isPrimitive(shape: Shape): boolean {
  return shape === "string" || shape === "number" || shape === "bool";
}

/** A text that is not a literal may be numeric. */
export function isNumeric(shape: Shape, value: string | number | boolean | undefined): boolean {
  if (shape === "string") return value === undefined || toNumber(value) !== undefined;
  return shape === "number";
}

/** Whether a value of a shape is, or converts to, a boolean. */
export function isBoolean(shape: Shape, value: string | number | boolean | undefined): boolean {
  if (shape === "string") return value === undefined || toBool(value) !== undefined;
  return shape === "bool";
}

function firstMisfit(types: readonly (ExpressionType | undefined)[], wanted: TypeConstraint): ShapeMisfit | undefined {
  for (const type of types) {
    const misfit = shapeMisfit(type, wanted);
    if (misfit) return misfit;
  }
  return undefined;
}

function objectMisfit(
  type: ExpressionType,
  wanted: Extract<TypeConstraint, { kind: "object" }>,
  misfit: ShapeMisfit,
): ShapeMisfit | undefined {
  if (type.kind !== "object" || !type.names) return undefined;
  const names = new Set(type.names);
  for (const [name, { type: of, isOptional }] of wanted.attributes) {
    if (!names.has(name)) {
      if (!isOptional) return misfit;
      continue;
    }
    const inner = shapeMisfit(type.member(name), of);
    if (inner) return inner;
  }
  return undefined;
}

function elementsOf(type: ExpressionType): readonly (ExpressionType | undefined)[] {
  if (type.kind === "tuple") return type.elements;
  if (type.kind === "list" || type.kind === "set") return [type.element];
  return type.kind === "value" ? [innerValue(type.types)] : [];
}

function membersOf(type: ExpressionType): readonly (ExpressionType | undefined)[] {
  if (type.kind === "object") return (type.names ?? []).map((name) => type.member(name));
  if (type.kind === "map") return [type.element];
  return type.kind === "value" ? [innerValue(type.types)] : [];
}

function innerValue(types: readonly AttributeType[]): ExpressionType | undefined {
  const elements = types.flatMap((type) => ("element" in type ? [type.element] : []));
  return elements.length === types.length ? { kind: "value", types: elements } : undefined;
}

/** Whether the arms of a conditional have a common type, as far as is known. */
export function haveCommonType(one: ExpressionType | undefined, other: ExpressionType | undefined, level = 0): boolean {
  if (one === other || level > MAX_LEVELS) return true;
  const [a, b] = [shapeOf(one), shapeOf(other)];
  if (!one || !other || a === undefined || b === undefined || a === "null" || b === "null") return true;
  if (isPrimitive(a) || isPrimitive(b))
    return a === b || (isPrimitive(a) && isPrimitive(b) && (a === "string" || b === "string"));
  const isList = (shape: Shape) => shape === "list" || shape === "set" || shape === "tuple";
  if (isList(a) !== isList(b)) return false;
  if (isList(a)) {
    if (one.kind === "tuple" && other.kind === "tuple" && one.elements.length === other.elements.length)
      return one.elements.every((element, i) => haveCommonType(element, other.elements[i], level + 1));
    return allHaveCommonType([...elementsOf(one), ...elementsOf(other)], level + 1);
  }
  if (one.kind === "object" && other.kind === "object") {
    if (!one.names || !other.names) return true;
    if (haveSameNames(one.names, other.names))
      return one.names.every((name) => haveCommonType(one.member(name), other.member(name), level + 1));
  }
  return allHaveCommonType([...membersOf(one), ...membersOf(other)], level + 1);
}

function allHaveCommonType(types: readonly (ExpressionType | undefined)[], level: number): boolean {
  const known = types.filter((type) => type !== undefined && shapeOf(type) !== undefined);
  if (known.length < types.length) return true;
  // with a string, numbers and bools become strings too
  if (known.some((type) => shapeOf(type) === "string")) return known.every((type) => haveCommonType(type, TEXT, level));
  return known.every((type, i) => i === 0 || haveCommonType(known[0], type, level));
}

const TEXT: ExpressionType = { kind: "primitive", name: "string" };
