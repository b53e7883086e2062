import type { BinaryOperator } from "../../hcl/index.ts";
import { toBool, toNumber } from "../values/primitives.ts";
import {
  known,
  type ListValue,
  type ObjectValue,
  type Place,
  type UnknownReason,
  unknown,
  type Value,
  withSensitivity,
} from "../values/value.ts";

/** The value of a binary operation. `&&` and `||` are known once one side decides them. */
export function binary(operator: BinaryOperator, left: Value, right: Value, at: Place): Value {
  const sensitive = left.sensitive || right.sensitive;
  return withSensitivity(unmarked(operator, left, right, at), sensitive);
}

/** `-operand`; unknown, with the reason, unless the operand is a known number. */
export function negation(operand: Value, at: Place): Value {
  const number = asNumber(operand);
  return number === undefined ? notKnown([operand], asNumber, at) : known(-number, at);
}

/** `!operand`; unknown, with the reason, unless the operand is a known boolean. */
export function logicalNot(operand: Value, at: Place): Value {
  const flag = asBoolean(operand);
  return flag === undefined ? notKnown([operand], asBoolean, at) : known(!flag, at);
}

/** A condition as a boolean, converted as Terraform does; undefined if not known. */
export function asBoolean(value: Value): boolean | undefined {
  return value.kind === "known" && typeof value.value !== "number" ? toBool(value.value) : undefined;
}

/** Why a condition is neither known to be true nor false: it is not known yet, or Terraform would report an error. */
export function whyUndecided(condition: Value): UnknownReason {
  return isNever(condition, asBoolean) ? "invalid" : "not-evaluated";
}

function unmarked(operator: BinaryOperator, left: Value, right: Value, at: Place): Value {
  switch (operator) {
    case "&&":
    case "||": {
      const decisive = operator === "||";
      const [a, b] = [asBoolean(left), asBoolean(right)];
      // the other side is evaluated nonetheless
      if (isNever(left, asBoolean) || isNever(right, asBoolean)) return unknown("invalid", at);
      if (a === decisive || b === decisive) return known(decisive, at);
      return a === undefined || b === undefined ? unknown("not-evaluated", at) : known(!decisive, at);
    }
    case "==":
    case "!=": {
      const equal = isEqual(left, right);
      if (equal === undefined) return unknown([left, right].some(isError) ? "invalid" : "not-evaluated", at);
      return known(operator === "==" ? equal : !equal, at);
    }
    default: {
      const [a, b] = [asNumber(left), asNumber(right)];
      if (a === undefined || b === undefined) return notKnown([left, right], asNumber, at);
      if (COMPARISONS.has(operator) && isTooClose(a, b)) return unknown("not-evaluated", at);
      return arithmetic(operator, a, b, at);
    }
  }
}

const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(["<", "<=", ">", ">="]);

function arithmetic(operator: BinaryOperator, a: number, b: number, at: Place): Value {
  switch (operator) {
    case "<":
      return known(a < b, at);
    case "<=":
      return known(a <= b, at);
    case ">":
      return known(a > b, at);
    case ">=":
      return known(a >= b, at);
    case "+":
      return number(a + b, at);
    case "-":
      return number(a - b, at);
    case "*":
      return number(a * b, at);
    case "/":
      // Terraform has infinities
      return a === 0 && b === 0 ? unknown("invalid", at) : number(a / b, at);
    case "%":
      return number(b === 0 ? a : remainder(a, b), at);
    default:
      return unknown("not-evaluated", at);
  }
}

/**
 * The remainder of decimal fractions, which doubles get wrong: 0.3 % 0.1 is 0. NaN where that takes too many digits.
 */
function remainder(a: number, b: number): number {
  const scale = 10 ** Math.max(fractionDigits(a), fractionDigits(b));
  const [whole, divisor] = [Math.round(a * scale), Math.round(b * scale)];
  return Number.isSafeInteger(whole) && Number.isSafeInteger(divisor) ? (whole % divisor) / scale : Number.NaN;
}

function fractionDigits(value: number): number {
  const [, fraction = "", exponent = "0"] = /(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(String(value)) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

/** A number that exceeds the range of doubles is still a number in Terraform. */
function number(value: number, at: Place): Value {
  return Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value))
    ? known(decimal(value), at)
    : unknown("not-evaluated", at);
}

/** Terraform computes in decimal with far more digits than doubles have: 0.1 + 0.2 is 0.3 there. */
export function decimal(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

/** Whether two values are equal; undefined if not known. */
export function isEqual(left: Value, right: Value): boolean | undefined {
  if (left.kind === "choice") return agreed(left.options.map((option) => isEqual(option, right)));
  if (right.kind === "choice") return agreed(right.options.map((option) => isEqual(left, option)));
  if (left.kind === "null" || right.kind === "null") return equalsNull(left.kind === "null" ? right : left);
  if (left.kind === "known" && right.kind === "known") return equalPrimitives(left.value, right.value);
  if (left.kind === "list" && right.kind === "list") return equalLists(left, right);
  if (left.kind === "object" && right.kind === "object") return equalObjects(left, right);
  if (left.kind === "json" && right.kind === "json") return isEqual(left.content, right.content);
  if (isCollection(left) && right.kind === "known") return false;
  if (isCollection(right) && left.kind === "known") return false;
  return undefined;
}

function isCollection(value: Value): boolean {
  return value.kind === "list" || value.kind === "object";
}

/** Attributes computed by the provider, and templates, are never null. */
function equalsNull(value: Value): boolean | undefined {
  if (value.kind === "null") return true;
  if (value.kind === "unknown") return value.why === "computed" ? false : undefined;
  return false;
}

function equalPrimitives(a: string | number | boolean, b: string | number | boolean): boolean | undefined {
  // Terraform does not convert for `==`: a string and a number are unequal
  return typeof a === "number" && typeof b === "number" && isTooClose(a, b) ? undefined : a === b;
}

/** Whether two numbers may differ in digits that Terraform has and doubles do not. */
function isTooClose(a: number, b: number): boolean {
  if (a === b) return Number.isInteger(a) && !Number.isSafeInteger(a);
  return Math.abs(a - b) < 1e-14 * Math.max(Math.abs(a), Math.abs(b));
}

function equalLists(left: ListValue, right: ListValue): boolean | undefined {
  if (left.open || right.open) return undefined;
  const isSet = left.collection === "set" || right.collection === "set";
  if (isSet && left.collection !== right.collection) return undefined;
  if (left.elements.length !== right.elements.length) return false;
  const answer = all(left.elements.map((element, i) => isEqual(element, right.elements[i] ?? element)));
  // a tuple never equals a list, and which of them a value is is not always known
  return left.collection === right.collection || answer === false ? answer : undefined;
}

function equalObjects(left: ObjectValue, right: ObjectValue): boolean | undefined {
  if (left.open || right.open) return undefined;
  if (left.entries.size !== right.entries.size) return false;
  const answer = all(
    [...left.entries].map(([key, value]) => {
      const other = right.entries.get(key);
      return other === undefined ? false : isEqual(value, other);
    }),
  );
  // an object never equals a map
  return left.isMap === right.isMap || answer === false ? answer : undefined;
}

function all(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function agreed(answers: readonly (boolean | undefined)[]): boolean | undefined {
  const [first] = answers;
  return answers.every((answer) => answer === first) ? first : undefined;
}

function asNumber(value: Value): number | undefined {
  return value.kind === "known" ? toNumber(value.value) : undefined;
}

type Read = (value: Value) => unknown;

function notKnown(operands: readonly Value[], read: Read, at: Place): Value {
  return unknown(operands.some((operand) => isNever(operand, read)) ? "invalid" : "not-evaluated", at);
}

/** Whether Terraform reports an error for an operand: it is null, has the wrong type, or is itself an error. */
function isNever(operand: Value, read: Read): boolean {
  switch (operand.kind) {
    case "null":
    case "list":
    case "object":
      return true;
    case "known":
      return read(operand) === undefined;
    default:
      return isError(operand);
  }
}

function isError(value: Value): boolean {
  return value.kind === "unknown" && value.why === "invalid";
}
