import type { TypeConstraint } from "../../../terraform/index.ts";
import {
  elementsOf,
  isBoolean,
  isNumeric,
  isPrimitive,
  membersOf,
  type Shape,
  shapeOf,
  spokenShape,
} from "./expression-shape.ts";
import type { ExpressionType } from "./expression-type.ts";

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
