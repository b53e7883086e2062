import { hexadecimal } from "./characters.ts";
import { Char } from "./scanner.ts";
import type { Span } from "./source.ts";

/** Which escapes a text knows. Both know `$${` and `%%{`; quoted text knows the backslash as well. */
export type Escapes = "quoted" | "heredoc";

/** The units of source that the escape at `at` takes; 0 if none stands there. */
export function escapeLength(text: string, at: number, end: number, escapes: Escapes): number {
  const code = text.charCodeAt(at);
  if (code === Char.dollar || code === Char.percent) {
    const isEscape = at + 3 <= end && text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === Char.openBrace;
    return isEscape ? 3 : 0;
  }
  if (code !== Char.backslash || escapes === "heredoc") return 0;
  const selector = text[at + 1];
  return selector === "u" ? 6 : selector === "U" ? 10 : 2;
}

const simpleEscapes = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

const written = new Map([...simpleEscapes].map(([selector, character]) => [character, `\\${selector}`]));

/** A text in quotes, with what HCL would take for something else written as an escape. */
export function quoted(text: string): string {
  const escaped = text
    .replace(/[$%](?=\{)/g, "$&$&")
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|["\\]/gu, (character) => written.get(character) ?? numbered(character));
  return `"${escaped}"`;
}

function numbered(character: string): string {
  const point = (character.codePointAt(0) ?? 0).toString(16);
  return point.length > 4 ? `\\U${point.padStart(8, "0")}` : `\\u${point.padStart(4, "0")}`;
}

/** What the escape at `at` stands for; undefined if it is none that HCL knows. */
export function escapeValue(text: string, at: number, length: number, end: number): string | undefined {
  if (length === 3) return text.slice(at + 1, at + 3);
  if (length === 2) return simpleEscapes.get(text[at + 1] ?? "");
  const point = at + length > end ? -1 : hexadecimal(text, at + 2, at + length);
  const isCharacter = point >= 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : undefined;
}

/** Where in a part of the source the `index`th unit of its decoded value begins. */
export function escapedOffset(text: string, { start, end }: Span, index: number, escapes: Escapes): number {
  let at = start;
  for (let done = 0; done < index && at < end; ) {
    const length = escapeLength(text, at, end, escapes);
    const units = length === 0 || length === 2 || length === 6 ? 1 : length === 3 ? 2 : longEscapeUnits(text, at);
    if (done + units > index) return at;
    done += units;
    at += length === 0 ? 1 : length;
  }
  return at;
}

function longEscapeUnits(text: string, at: number): number {
  return hexadecimal(text, at + 2, at + 10) > 0xffff ? 2 : 1;
}
