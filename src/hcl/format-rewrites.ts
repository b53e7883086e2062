import type { Edit } from "./edit.ts";
import { bracketChange } from "./format-spaces.ts";
import { type FormatTokens, Kind, Tokenizer } from "./format-tokens.ts";
import { Char } from "./scanner.ts";
import type { Attribute, Block, Body, Label } from "./syntax.ts";

/**
 * What `terraform fmt` rewrites besides spaces, in the order of the text: labels are quoted, an argument that is just
 * `"${value}"` becomes `value`, and variables' types in the style of Terraform 0.11 become today's.
 */
export function rewrites(text: string, body: Body): readonly Edit[] {
  const edits: Edit[] = [];
  rewriteBody(text, body, { isTop: true, isVariable: false }, edits);
  return edits;
}

function rewriteBody(
  text: string,
  body: Body,
  { isTop, isVariable }: { readonly isTop: boolean; readonly isVariable: boolean },
  edits: Edit[],
): void {
  for (const item of body.items) {
    const edit =
      item.kind === "block" ? labelEdit(text, item) : attributeEdit(text, item, isVariable && item.name === "type");
    if (edit) edits.push(edit);
    if (item.kind !== "block") continue;
    rewriteBody(text, item.body, { isTop: false, isVariable: isTop && item.type === "variable" }, edits);
  }
}

function attributeEdit(text: string, { expression }: Attribute, isType: boolean): Edit | undefined {
  const { start, end } = expression;
  if (isType) {
    const newText = modernTypes.get(text.slice(start, end));
    return newText === undefined ? undefined : { start, end, newText };
  }
  if (!text.startsWith('"${', start) || !text.endsWith('}"', end)) return undefined;
  const newText = unwrapped(new Tokenizer(text, start, end).tokenize());
  // where a comment takes the rest of the line, what `terraform fmt` leaves after it must not be code
  const isBroken = newText?.endsWith("\n") && !NO_CODE.test(text.slice(end, lineEnd(text, end)));
  return newText === undefined || isBroken ? undefined : { start, end, newText };
}

const NO_CODE = /^\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*(?:(?:#|\/\/).*)?$/;

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** `list` becomes `list(any)`; the quoted `"list"` of old means `list(string)`. */
const modernTypes = new Map([
  ["list", "list(any)"],
  ["map", "map(any)"],
  ["set", "set(any)"],
  ['"list"', "list(string)"],
  ['"map"', "map(string)"],
  ['"string"', "string"],
]);

function labelEdit(text: string, { labels, typeSpan }: Block): Edit | undefined {
  const last = labels.at(-1);
  if (!last || areQuoted(text, labels, typeSpan.end)) return undefined;
  const newText = labels.map(({ value }) => ` "${escapeLabel(value.normalize("NFC"))}"`).join("");
  return { start: typeSpan.end, end: last.end, newText };
}

/** Whether labels are already in quotes, with only spaces between them, and contain nothing that may need an escape. */
function areQuoted(text: string, labels: readonly Label[], from: number): boolean {
  let end = from;
  return labels.every((label) => {
    const isApart = /^[ \t]*$/.test(text.slice(end, label.start));
    end = label.end;
    return isApart && label.quoted && /^[\w.-]+$/.test(label.value);
  });
}

const labelEscapes = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ['"', '\\"'],
  ["\\", "\\\\"],
]);

function escapeLabel(value: string): string {
  return value.replace(/[$%](?=\{)|["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    if (character === "$" || character === "%") return character + character;
    const simple = labelEscapes.get(character);
    if (simple) return simple;
    const point = character.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${hexadecimal(point, 8)}` : `\\u${hexadecimal(point, 4)}`;
  });
}

function hexadecimal(point: number, digits: number): string {
  return point.toString(16).padStart(digits, "0");
}

/** The content of `"${ }"`, if these tokens are a single interpolation; in parentheses if it spans several lines. */
function unwrapped(tokens: FormatTokens): string | undefined {
  const { kinds } = tokens;
  // after the opening quote and `${`, before the closing `}`, quote and end
  const [start, end] = [2, kinds.length - 3];
  const isSequence = kinds[start - 1] === Kind.openInterpolation && kinds[end] === Kind.closeSequence;
  if (start >= end || !isSequence || !isSingleInterpolation(kinds.slice(start, end))) return undefined;
  const isCode = (kind: number) => kind !== Char.newline;
  const first = kinds.findIndex((kind, index) => index >= start && isCode(kind));
  const last = kinds.findLastIndex((kind, index) => index < end && isCode(kind));
  const trimmed = kinds.slice(first, last + 1);
  const inside = tokens.text.slice(tokens.starts[first], tokens.ends[last]);
  // the heredoc's closing name would no longer be alone on its line
  if (trimmed.at(-1) === Kind.closeHeredoc) return undefined;
  const isParenthesized = [trimmed[0], trimmed.at(-1)].every(isParenthesis);
  if (trimmed.includes(Char.newline) && !isParenthesized) return `(${inside})`;
  // left unchanged where `terraform fmt` would produce invalid code
  return isOneLine(trimmed) ? inside : undefined;
}

/** Whether line ends occur only within brackets, or where a comment ends the whole. */
function isOneLine(kinds: readonly number[]): boolean {
  let depth = 0;
  return kinds.every((kind, i) => {
    depth += bracketChange(kind);
    const endsLine = kind === Char.newline || kind === Kind.lineComment;
    return !endsLine || depth > 0 || i === kinds.length - 1;
  });
}

function isParenthesis(kind: number | undefined): boolean {
  return kind === Char.openParenthesis || kind === Char.closeParenthesis;
}

function isSingleInterpolation(inside: readonly number[]): boolean {
  let quotes = 0;
  return inside.every((kind) => {
    if (kind === Kind.openQuote) quotes++;
    else if (kind === Kind.closeQuote) quotes--;
    return quotes > 0 || (kind !== Kind.openInterpolation && kind !== Kind.closeSequence);
  });
}
