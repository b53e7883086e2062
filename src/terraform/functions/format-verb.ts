import { toBool, toNumber, toText } from "../values/primitives.ts";
import { numberText } from "../values/value.ts";
import { graphemes } from "./graphemes.ts";
import { jsonText } from "./json.ts";
import type { Plain } from "./plain.ts";
import { invalid, notEvaluated } from "./refusal.ts";

/** A `%…` verb in a format. */
export interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** The text of a known argument as Go's fmt writes it. */
export function formatVerb(verb: Verb, plain: Plain): string {
  switch (verb.letter) {
    case "v":
      return formatAny(verb, plain);
    case "t":
      return String(toBool(primitive(plain)) ?? invalid());
    case "s":
      return pad(verb, cut(verb, toText(primitive(plain))));
    case "q":
      return pad(verb, jsonText(cut(verb, toText(primitive(plain)))));
    default:
      return formatNumber(verb, toNumber(primitive(plain)) ?? invalid());
  }
}

function primitive(plain: Plain): string | number | boolean {
  return plain === null || typeof plain === "object" ? invalid() : plain;
}

function formatAny(verb: Verb, plain: Plain): string {
  if (verb.flags.includes("#")) return jsonText(plain);
  if (typeof plain === "string") return pad(verb, cut(verb, plain));
  if (typeof plain === "number") return formatNumber({ ...verb, letter: "g" }, plain);
  return pad(verb, typeof plain === "boolean" ? String(plain) : jsonText(plain));
}

function formatNumber(verb: Verb, value: number): string {
  const digits = digitsOf(verb, Math.abs(value));
  const sign = value < 0 ? "-" : verb.flags.includes("+") ? "+" : verb.flags.includes(" ") ? " " : "";
  if (verb.flags.includes("0") && !verb.flags.includes("-"))
    return sign + digits.padStart(verb.width - sign.length, "0");
  return pad(verb, sign + digits);
}

function digitsOf(verb: Verb, value: number): string {
  const { letter, precision, flags } = verb;
  if (flags.includes("#")) {
    if (flags.includes("0") || letter === "d") return notEvaluated();
    return (PREFIXES.get(letter) ?? notEvaluated()) + digitsOf({ ...verb, flags: flags.replaceAll("#", "") }, value);
  }
  switch (letter) {
    case "d":
      return wholeDigits(value, 10, precision);
    case "b":
      return wholeDigits(value, 2, precision);
    case "o":
      return wholeDigits(value, 8, precision);
    case "x":
      return wholeDigits(value, 16, precision);
    case "X":
      return wholeDigits(value, 16, precision).toUpperCase();
    case "f":
      return value < 1e20 ? fixedDigits(value, precision ?? 6) : notEvaluated();
    case "e":
    case "E":
      return exponentDigits(value.toExponential(precision ?? 6), letter);
    case "g":
    case "G":
      return shortestDigits(value, precision, letter === "g" ? "e" : "E");
    default:
      return invalid();
  }
}

/** The prefixes of numbers that `#` adds. */
const PREFIXES = new Map([
  ["b", "0b"],
  ["o", "0"],
  ["x", "0x"],
  ["X", "0X"],
]);

/**
 * A number with a fixed number of decimals, rounding the decimal number that Terraform holds rather than the nearest
 * double.
 */
function fixedDigits(value: number, digits: number): string {
  const [whole = "", fraction = ""] = numberText(value).split(".");
  if (fraction.length <= digits) return digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, "0")}`;
  const rest = fraction.slice(digits);
  const isHalf = /^50*$/.test(rest);
  // a half that is not a sum of powers of two is a little more or less than that as a double
  if (isHalf && !Number.isInteger(value * 2 ** fraction.length)) return notEvaluated();
  const kept = BigInt(whole + fraction.slice(0, digits));
  const isUp = isHalf ? kept % 2n === 1n : rest >= "5";
  const text = String(isUp ? kept + 1n : kept).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function wholeDigits(value: number, base: number, precision: number | undefined): string {
  if (!Number.isInteger(value)) return invalid();
  return Number.isSafeInteger(value) && precision === undefined ? value.toString(base) : notEvaluated();
}

/** Go writes at least two digits of an exponent. */
function exponentDigits(text: string, letter: string): string {
  return text.replace(/e([+-])(\d)$/, "e$10$2").replace("e", letter);
}

function shortestDigits(value: number, precision: number | undefined, letter: "e" | "E"): string {
  if (precision !== undefined) return notEvaluated();
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(value));
  return exponent < -4 || exponent >= 6 ? exponentDigits(value.toExponential(), letter) : numberText(value);
}

/** A precision truncates strings, in characters. */
function cut({ precision }: Verb, text: string): string {
  return precision === undefined || precision === 0 ? text : graphemes(text).slice(0, precision).join("");
}

function pad({ flags, width }: Verb, text: string): string {
  const missing = Math.max(0, width - graphemes(text).length);
  if (flags.includes("-")) return text + " ".repeat(missing);
  return (flags.includes("0") ? "0" : " ").repeat(missing) + text;
}
