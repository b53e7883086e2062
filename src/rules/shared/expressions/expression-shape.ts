import type { AttributeType } from "../../../aws/provider-schema.ts";
import { toBool, toNumber } from "../../../terraform/index.ts";
import type { ExpressionType } from "./expression-type.ts";

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

/** Whether values of a shape are strings, numbers or bools. */
export function isPrimitive(shape: Shape): boolean {
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

/** The types of the elements of a list or set. */
export function elementsOf(type: ExpressionType): readonly (ExpressionType | undefined)[] {
  if (type.kind === "tuple") return type.elements;
  if (type.kind === "list" || type.kind === "set") return [type.element];
  return type.kind === "value" ? [innerValue(type.types)] : [];
}

/** The types of the values of an object or map. */
export function membersOf(type: ExpressionType): readonly (ExpressionType | undefined)[] {
  if (type.kind === "object") return (type.names ?? []).map((name) => type.member(name));
  if (type.kind === "map") return [type.element];
  return type.kind === "value" ? [innerValue(type.types)] : [];
}

function innerValue(types: readonly AttributeType[]): ExpressionType | undefined {
  const elements = types.flatMap((type) => ("element" in type ? [type.element] : []));
  return elements.length === types.length ? { kind: "value", types: elements } : undefined;
}
