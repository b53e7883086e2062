import { toNumber, toText } from "../values/primitives.ts";
import type { Value } from "../values/value.ts";
import { isList, isMap, type Plain } from "./plain.ts";
import { toPlain } from "./plain-value.ts";
import { invalid, notEvaluated } from "./refusal.ts";

/** Reads an argument of a strict function, converted as Terraform does; refuses one of a different type. */
export type Parameter<T> = (value: Value) => T;

type Read<T> = (plain: Plain) => T;

const readText: Read<string> = (plain) => toText(primitive(plain));
const readNumber: Read<number> = (plain) => toNumber(primitive(plain)) ?? invalid();

/**
 * A primitive as text, converted as Terraform does. Like all of these, it aborts the call if the value has another
 * type.
 */
export const text = parameter(readText);
/** A number, or a text that is one. */
export const number = parameter(readNumber);
/** An integer within the range that doubles represent exactly. */
export const wholeNumber = parameter((plain) => {
  const read = readNumber(plain);
  if (!Number.isInteger(read)) return invalid();
  return Number.isSafeInteger(read) ? read : notEvaluated();
});
/** A value of any type. */
export const anything = parameter((plain) => plain);
/** The elements of a list, each a number. */
export const numbers = parameter((plain) => elements(plain).map(readNumber));
/** A map of lists of texts. */
export const mapOfTexts = parameter((plain) => {
  if (!isMap(plain)) return invalid();
  return new Map([...plain].map(([key, entry]) => [key, elements(entry).map(readText)]));
});

function parameter<T>(read: Read<T>): Parameter<T> {
  return (value) => read(toPlain(value));
}

function primitive(plain: Plain): string | number | boolean {
  return plain === null || typeof plain === "object" ? invalid() : plain;
}

function elements(plain: Plain): readonly Plain[] {
  return isList(plain) ? plain : invalid();
}
