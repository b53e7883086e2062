import type { Expression } from "../../hcl/index.ts";
import { choice, type Place, unknown, type Value, withSensitivity } from "../values/value.ts";
import { areApart, inCommonType, mayConvert } from "./common-type.ts";
import { asBoolean, whyUndecided } from "./operators.ts";

/** Both arms of a conditional as written. */
interface Arms {
  readonly then: Expression;
  readonly otherwise: Expression;
}

/** The value of a conditional, given that of its test; `armOf` evaluates an arm. */
export function conditionalValue(
  test: Value,
  { then, otherwise }: Arms,
  armOf: (arm: Expression) => Value,
  at: Place,
): Value {
  const decided = asBoolean(test);
  if (decided === undefined && whyUndecided(test) === "invalid") return unknown("invalid", at);
  if (decided === undefined) {
    const arms = [armOf(then), armOf(otherwise)] as const;
    if (areApart(...arms)) return unknown("invalid", at);
    return withSensitivity(either(...inCommonType(...arms), at), test.sensitive);
  }
  const [taken, left] = decided ? [then, otherwise] : [otherwise, then];
  const value = armOf(taken);
  if (isText(value) && COLLECTIONS.has(left.kind)) return unknown("invalid", at);
  if (!mayConvert(value)) return withSensitivity(value, test.sensitive);
  const other = armOf(left);
  if (areApart(value, other)) return unknown("invalid", at);
  return withSensitivity(inCommonType(value, other)[0], test.sensitive);
}

/** Expressions that make lists or objects, which have no common type with a string. */
const COLLECTIONS: ReadonlySet<Expression["kind"]> = new Set(["tuple", "object", "for"]);

function isText(value: Value): boolean {
  return (
    value.kind === "template" || value.kind === "json" || (value.kind === "known" && typeof value.value === "string")
  );
}

/** Both arms of a conditional with an unknown test; a single value if they are the same. */
function either(then: Value, otherwise: Value, at: Place): Value {
  if (then.kind === "known" && otherwise.kind === "known" && then.value === otherwise.value) return then;
  return choice([then, otherwise], at);
}
