import { decimal } from "../operators.ts";
import { type FunctionTable, strict } from "./definition.ts";
import { number, text, wholeNumber } from "./parameters.ts";
import { invalid, notEvaluated } from "./refusal.ts";

/** Numbers are doubles; where Terraform's would have more than 15 significant digits, ours are rounded to these. */
export const numericFunctions: FunctionTable = {
  abs: strict([number], (value) => Math.abs(value)),
  ceil: strict([number], (value) => Math.ceil(value) + 0),
  floor: strict([number], (value) => Math.floor(value) + 0),
  log: strict([number, number], (value, base) => finite(decimal(Math.log(value) / Math.log(base)))),
  max: strict([number], (...values) => Math.max(...values), { rest: number }),
  min: strict([number], (...values) => Math.min(...values), { rest: number }),
  parseint: strict([text, wholeNumber], parseInteger),
  pow: strict([number, number], (base, exponent) => finite(base ** exponent)),
  signum: strict([wholeNumber], (value) => Math.sign(value)),
};

function finite(value: number): number {
  return Number.isFinite(value) ? value : notEvaluated();
}

function parseInteger(digits: string, base: number): number {
  if (base < 2 || base > 62) return invalid();
  // beyond base 36 upper case letters are digits of their own
  if (base > 36) return notEvaluated();
  const found = /^([+-]?)([0-9a-zA-Z]+)$/.exec(digits);
  if (!found) return invalid();
  const [, sign, magnitude = ""] = found;
  let value = 0;
  for (const digit of magnitude) {
    const worth = Number.parseInt(digit, 36);
    if (worth >= base) return invalid();
    value = value * base + worth;
  }
  return sign === "-" ? -value : value;
}
