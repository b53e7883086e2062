import { known, unknown, type Value } from "../values/value.ts";
import { type CallContext, type FunctionTable, lenient, strict } from "./definition.ts";
import { graphemes } from "./graphemes.ts";
import { text, wholeNumber } from "./parameters.ts";
import { invalid, notEvaluated } from "./refusal.ts";
import { changeText, joinParts, knownText, textParts } from "./text-parts.ts";

/** Functions on strings. Those that yield something for a partly known string are lenient. */
export const stringFunctions: FunctionTable = {
  indent: lenient(2, 2, indent),
  join: lenient(2, Number.POSITIVE_INFINITY, join),
  lower: lenient(1, 1, ({ place }, value) =>
    changeText(value, (part) => perCharacter(part, (one) => (one === "İ" ? "i" : one.toLowerCase())), place),
  ),
  upper: lenient(1, 1, ({ place }, value) =>
    changeText(value, (part) => perCharacter(part, (one) => one.toUpperCase()), place),
  ),
  split: strict([text, text], (separator, value) => (separator === "" ? [...value] : value.split(separator))),
  strcontains: lenient(2, 2, contains),
  strrev: strict([text], (value) => [...graphemes(value)].reverse().join("")),
  substr: strict([text, wholeNumber, wholeNumber], substring),
  title: strict([text], titleCase),
};

function join({ place }: CallContext, separator: Value, ...lists: Value[]): Value {
  const between = textParts(separator);
  const parts: (string | Value)[] = [];
  let isFirst = true;
  for (const list of lists) {
    if (list.kind !== "list") return unknown(list.kind === "unknown" ? "not-evaluated" : "invalid", place);
    if (list.open) return notEvaluated();
    for (const element of list.elements) {
      if (!isFirst) parts.push(...between);
      textParts(element); // refuses anything that is not a string
      parts.push(element);
      isFirst = false;
    }
  }
  return joinParts(parts, place);
}

/** Indents every line except the first. */
function indent({ place }: CallContext, spaces: Value, value: Value): Value {
  const count = Number(knownText(spaces) ?? notEvaluated());
  if (!Number.isInteger(count) || count < 0) return invalid();
  if (count > 1000) return notEvaluated();
  return changeText(value, (part) => part.replaceAll("\n", `\n${" ".repeat(count)}`), place);
}

function contains({ place }: CallContext, value: Value, searched: Value): Value {
  const wanted = knownText(searched) ?? notEvaluated();
  if (textParts(value).some((part) => typeof part === "string" && part.includes(wanted))) return known(true, place);
  return known(knownText(value) === undefined ? notEvaluated() : wanted === "", place);
}

/** A negative offset counts from the end; a length of -1 means the rest. */
function substring(value: string, offset: number, length: number): string {
  const characters = graphemes(value);
  const start = offset < 0 ? Math.max(characters.length + offset, 0) : offset;
  // from the end, no length is all that is left (tried with Terraform 1.11.4, 2026-11)
  const isToEnd = length < 0 || (length === 0 && offset < 0);
  return characters.slice(start, isToEnd ? undefined : start + length).join("");
}

/** Like Go, changes each character separately, so that "ß" stays a single character in upper case. */
function perCharacter(value: string, change: (one: string) => string): string {
  return Array.from(value, (one) => {
    const changed = change(one);
    return [...changed].length === 1 ? changed : one;
  }).join("");
}

/** Words are separated by spaces and by any ASCII character other than letters and digits. */
function titleCase(value: string): string {
  return value.replace(
    /[^\0-/:-@[-^`{-\x7f\s\x85]+/gu,
    ([first = "", ...rest]) => perCharacter(first, titleLetter) + rest.join(""),
  );
}

/** Letters whose title case differs from their upper case. */
const TITLE_LETTERS: ReadonlyMap<string, string> = new Map(
  ["Ǆǅǆ", "Ǉǈǉ", "Ǌǋǌ", "Ǳǲǳ"].flatMap(([capital = "", title = "", small = ""]) =>
    [capital, title, small].map((letter) => [letter, title] as const),
  ),
);

function titleLetter(letter: string): string {
  // Georgian has no title case
  return TITLE_LETTERS.get(letter) ?? (/\p{Script=Georgian}/u.test(letter) ? letter : letter.toUpperCase());
}
