import { convert } from "../evaluation/conversion.ts";
import type { TypeConstraint } from "../evaluation/type-constraint.ts";
import { known, unknown, type Value } from "../values/value.ts";
import { type Definition, type FunctionTable, lenient, raw } from "./definition.ts";
import { invalid } from "./refusal.ts";

const ANY: TypeConstraint = { kind: "any" };

/** Conversions of type and of sensitivity; values keep their places and references. */
export const conversionFunctions: FunctionTable = {
  ephemeralasnull: raw(1, (_, value) => value),
  issensitive: raw(1, ({ place }, value) =>
    value.kind === "unknown" && !value.sensitive
      ? unknown("not-evaluated", place)
      : known(Boolean(value.sensitive), place),
  ),
  nonsensitive: raw(1, (_, value) => withoutMark(value)),
  sensitive: raw(1, (_, value) => ({ ...value, sensitive: true })),
  tobool: to({ kind: "bool" }),
  tolist: to({ kind: "list", of: ANY }),
  tomap: to({ kind: "map", of: ANY }),
  tonumber: to({ kind: "number" }),
  toset: to({ kind: "set", of: ANY }),
  tostring: to({ kind: "string" }),
};

function to(type: TypeConstraint): Definition {
  return lenient(1, 1, (_, value) => {
    const converted = convert(value, type);
    return converted.kind === "unknown" && converted.why === "invalid" ? invalid() : converted;
  });
}

function withoutMark(value: Value): Value {
  const { sensitive: _, ...rest } = value;
  return rest;
}
