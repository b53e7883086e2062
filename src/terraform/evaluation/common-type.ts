import type { Value } from "../values/value.ts";
import { convert } from "./conversion.ts";
import type { TypeConstraint } from "./type-constraint.ts";
import { typeOf, unified } from "./unified-type.ts";

/**
 * Converts the arms of a conditional to their common type, as Terraform does: 1 with "a" becomes "1". If that type is
 * not certain, they are returned unchanged.
 */
export function inCommonType(then: Value, otherwise: Value): readonly [Value, Value] {
  const type = unified([typeOf(then), typeOf(otherwise)]);
  return type === undefined || type.kind === "any"
    ? [then, otherwise]
    : [convert(then, type), convert(otherwise, type)];
}

/** Whether two arms certainly have no common type, such as a number and a list, or a list and an object. */
export function areApart(then: Value, otherwise: Value): boolean {
  const [one, other] = [typeOf(then)?.kind, typeOf(otherwise)?.kind];
  if (one === undefined || other === undefined || one === "any" || other === "any") return false;
  const groups = new Set([GROUPS[one], GROUPS[other]]);
  return groups.size > 1 || (groups.has("primitive") && one !== other && one !== "string" && other !== "string");
}

/** Types of one group may have a common type: primitives have string, for the others it depends on their content. */
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

/** Whether another arm may cause a value to be converted: a string never is. */
export function mayConvert(value: Value): boolean {
  return (
    value.kind === "list" || value.kind === "object" || (value.kind === "known" && typeof value.value !== "string")
  );
}
