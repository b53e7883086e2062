import { bracketChange, isSpaced } from "./format-spaces.ts";
import { type FormatToken, Kind } from "./format-tokens.ts";
import { Char, Token } from "./scanner.ts";

/** A line in up to three cells; on neighbouring lines the second and the third are aligned. */
interface Line {
  lead: FormatToken[];
  /** From the equals sign on, if what follows it ends on the line. */
  assign: FormatToken[];
  comment: FormatToken | undefined;
}

/** Sets the spaces before every token: indentation, between tokens, and alignment. */
export function setSpaces(tokens: readonly FormatToken[]): void {
  const lines = toLines(tokens);
  setIndentation(lines);
  for (const line of lines) {
    setSpacesBetween(line.lead);
    setSpacesBetween(line.assign);
  }
  align(
    lines,
    (line) => line.assign[0],
    (line) => columns(line.lead),
  );
  align(
    lines,
    (line) => line.comment,
    (line) => columns(line.lead) + columns(line.assign),
  );
}

function toLines(tokens: readonly FormatToken[]): Line[] {
  const lines: Line[] = [];
  let lead: FormatToken[] = [];
  for (const token of tokens) {
    if (token.kind === Token.end) break;
    lead.push(token);
    if (token.kind !== Char.newline && !(token.kind === Kind.comment && token.text.endsWith("\n"))) continue;
    lines.push(toCells(lead));
    lead = [];
  }
  lines.push(toCells(lead));
  return lines;
}

function toCells(tokens: FormatToken[]): Line {
  const last = tokens.at(-1);
  const comment = tokens.length > 1 && last?.kind === Kind.comment ? last : undefined;
  const code = comment ? tokens.slice(0, -1) : tokens;
  const equals = code.findIndex((token, index) => index > 0 && token.kind === Char.equal);
  const isWhole = equals > 0 && netBrackets(code.slice(equals)) === 0;
  return isWhole
    ? { lead: code.slice(0, equals), assign: code.slice(equals), comment }
    : { lead: code, assign: [], comment };
}

/** How many of the brackets in the tokens before `end` are left open. */
function netBrackets(tokens: readonly FormatToken[], end = tokens.length): number {
  let net = 0;
  for (let index = 0; index < end; index++) {
    const token = tokens[index];
    if (token) net += bracketChange(token);
  }
  return net;
}

/** A line that opens brackets indents by one step however many they are, and so does what closes them. */
function setIndentation(lines: readonly Line[]): void {
  const opened: number[] = [];
  for (const { lead, assign } of lines) {
    const [first] = lead;
    if (!first) continue;
    if (first.kind === Char.newline) {
      first.spaces = 0;
      continue;
    }
    const heredoc = lead.findIndex((token) => token.kind === Kind.openHeredoc);
    const net = netBrackets(lead, heredoc < 0 ? lead.length : heredoc) + netBrackets(assign);
    if (net < 0) closeBrackets(opened, -net);
    first.spaces = 2 * opened.length;
    if (net > 0) opened.push(net);
  }
}

function closeBrackets(opened: number[], count: number): void {
  for (let left = count; left > 0; ) {
    const last = opened.pop();
    if (last === undefined) return;
    if (last > left) opened.push(last - left);
    left -= last;
  }
}

function setSpacesBetween(cell: readonly FormatToken[]): void {
  for (let index = 0; index + 1 < cell.length; index++) {
    const token = cell[index];
    const after = cell[index + 1];
    if (token && after) after.spaces = isSpaced(cell[index - 1], token, after) ? 1 : 0;
  }
}

/** Puts the cells of neighbouring lines under one another, one space after the widest of what stands before them. */
function align(
  lines: readonly Line[],
  cellOf: (line: Line) => FormatToken | undefined,
  widthOf: (line: Line) => number,
): void {
  let chain: { readonly cell: FormatToken; readonly width: number }[] = [];
  const close = () => {
    const widest = chain.reduce((most, { width }) => Math.max(most, width), 0);
    for (const { cell, width } of chain) cell.spaces = widest - width + 1;
    chain = [];
  };
  for (const line of lines) {
    const cell = cellOf(line);
    if (cell) chain.push({ cell, width: widthOf(line) });
    else close();
  }
  close();
}

function columns(tokens: readonly FormatToken[]): number {
  let sum = 0;
  for (const token of tokens) sum += token.spaces + width(token.text);
  return sum;
}

/** Made when first needed: it takes milliseconds to load. */
let segmenter: Intl.Segmenter | undefined;

function width(text: string): number {
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...segmenter.segment(text)].length;
}
