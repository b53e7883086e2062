import { decimal } from "../evaluation/operators.ts";
import { type FunctionTable, lenient, strict } from "./definition.ts";
import { number, text, wholeNumber } from "./parameters.ts";
import { invalid, notEvaluated } from "./refusal.ts";

/** Numbers are doubles; results are rounded to 15 significant digits, where Terraform may have more. */
export const numericFunctions: FunctionTable = {
  abs: strict([number], (value) => Math.abs(value)),
  ceil: strict([number], (value) => Math.ceil(value) + 0),
  floor: strict([number], (value) => Math.floor(value) + 0),
  log: strict([number, number], (value, base) => finite(decimal(Math.log(value) / Math.log(base)))),
  max: strict([number], (...values) => Math.max(...values), { rest: number }),
  min: strict([number], (...values) => Math.min(...values), { rest: number }),
  parseint: lenient(2, 2, (context, digits, base) =>
    digits.kind === "known" && typeof digits.value !== "string" ? invalid() : parseInt62.call(context, digits, base),
  ),
  pow: strict([number, number], power),
  signum: strict([wholeNumber], (value) => Math.sign(value)),
};

const parseInt62 = strict([text, wholeNumber], parseInteger);

function finite(value: number): number {
  return Number.isFinite(value) ? value : invalid();
}

/** Terraform's numbers have a larger range. */
function power(base: number, exponent: number): number {
  const value = base ** exponent;
  if (Number.isNaN(value)) return invalid();
  return Number.isFinite(value) ? value : notEvaluated();
}

function parseInteger(digits: string, base: number): number {
  if (base < 2 || base > 62) return invalid();
  const found = /^([+-]?)([0-9a-zA-Z]+)$/.exec(digits);
  if (!found) return invalid();
  const [, sign, magnitude = ""] = found;
  let value = 0;
  for (const digit of magnitude) {
    // beyond base 36, upper case letters are separate digits
    const worth = base > 36 && digit >= "A" && digit <= "Z" ? digit.charCodeAt(0) - 29 : Number.parseInt(digit, 36);
    if (worth >= base) return invalid();
    value = value * base + worth;
  }
  return sign === "-" ? -value : value;
}
