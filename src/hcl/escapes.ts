import { hexadecimal } from "./characters.ts";
import { Char } from "./scanner.ts";
import type { Span } from "./source.ts";

/** Which escapes apply. Both kinds of text have `$${` and `%%{`; quoted text also has backslash escapes. */
export type Escapes = "quoted" | "heredoc";

/** The length of the escape at `at` in UTF-16 units; 0 if there is none. */
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

/** A quoted string with this content, with escapes where HCL would read something else. */
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

/** What the escape at `at` stands for; undefined if HCL does not have it. */
export function escapeValue(text: string, at: number, length: number, end: number): string | undefined {
  if (length === 3) return text.slice(at + 1, at + 3);
  if (length === 2) return simpleEscapes.get(text[at + 1] ?? "");
  const point = at + length > end ? -1 : hexadecimal(text, at + 2, at + length);
  const isCharacter = point >= 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : undefined;
}

/** The offset in the source of unit `index` of a text part's decoded value. */
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
