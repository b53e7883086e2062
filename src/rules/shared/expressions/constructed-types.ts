import type { TypeConstraint, Value } from "../../../terraform/index.ts";
import type { ExpressionType, ObjectType, PrimitiveType } from "./expression-type.ts";

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
