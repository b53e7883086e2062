import { closedObject } from "./constructed-types.ts";
import { elementsOf, isPrimitive, membersOf, type Shape, shapeOf } from "./expression-shape.ts";
import type { CollectionType, ExpressionType, ObjectType, TupleType } from "./expression-type.ts";

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
