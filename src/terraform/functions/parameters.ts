import { toNumber, toText } from "../primitives.ts";
import type { Value } from "../value.ts";
import { isList, isMap, type Plain } from "./plain.ts";
import { toPlain } from "./plain-value.ts";
import { invalid } from "./refusal.ts";

/** Reads one argument of a strict function, converted as Terraform does; refuses what has another type. */
export type Parameter<T> = (value: Value) => T;

type Read<T> = (plain: Plain) => T;

const readText: Read<string> = (plain) => toText(primitive(plain));
const readNumber: Read<number> = (plain) => toNumber(primitive(plain)) ?? invalid();

export const text = parameter(readText);
export const number = parameter(readNumber);
export const wholeNumber = parameter((plain) => {
  const read = readNumber(plain);
  return Number.isSafeInteger(read) ? read : invalid();
});
export const anything = parameter((plain) => plain);
export const numbers = parameter((plain) => elements(plain).map(readNumber));
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
