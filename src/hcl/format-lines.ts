import { bracketChange, isSpaced } from "./format-spaces.ts";
import { type FormatTokens, Kind } from "./format-tokens.ts";
import { Char, Token } from "./scanner.ts";

/**
 * A line in up to three cells, given as indexes of tokens: the part up to `assign`, the value up to `comment`, and the
 * comment up to `end`. On neighbouring lines the second and the third cells are aligned.
 */
interface Line {
  readonly start: number;
  /** The index of the equals sign, if the value ends on the same line. */
  readonly assign: number;
  readonly comment: number;
  readonly end: number;
}

/** Sets the spaces before every token: indentation, spaces between tokens, and alignment. */
export function setSpaces(tokens: FormatTokens): void {
  const lines = toLines(tokens);
  setIndentation(tokens, lines);
  for (const { start, assign, comment } of lines) {
    setSpacesBetween(tokens, start, assign);
    setSpacesBetween(tokens, assign, comment);
  }
  const widthOf = columnCounter(tokens);
  align(
    tokens,
    lines,
    ({ assign, comment }) => (assign < comment ? assign : -1),
    ({ start, assign }) => widthOf(start, assign),
  );
  align(
    tokens,
    lines,
    ({ comment, end }) => (comment < end ? comment : -1),
    ({ start, comment }) => widthOf(start, comment),
  );
}

function toLines(tokens: FormatTokens): Line[] {
  const { kinds } = tokens;
  const lines: Line[] = [];
  let start = 0;
  let index = 0;
  for (; index < kinds.length && kinds[index] !== Token.end; index++) {
    if (kinds[index] !== Char.newline && kinds[index] !== Kind.lineComment) continue;
    lines.push(toLine(tokens, start, index + 1));
    start = index + 1;
  }
  lines.push(toLine(tokens, start, index));
  return lines;
}

function toLine({ kinds }: FormatTokens, start: number, end: number): Line {
  const last = kinds[end - 1];
  const hasComment = end > start + 1 && (last === Kind.comment || last === Kind.lineComment);
  const comment = hasComment ? end - 1 : end;
  let assign = start + 1;
  while (assign < comment && kinds[assign] !== Char.equal) assign++;
  const isWhole = assign < comment && netBrackets(kinds, assign, comment) === 0;
  return { start, assign: isWhole ? assign : comment, comment, end };
}

/** How many brackets a run of tokens leaves open. */
function netBrackets(kinds: readonly number[], start: number, end: number): number {
  let net = 0;
  for (let index = start; index < end; index++) net += bracketChange(kinds[index] ?? 0);
  return net;
}

/** A line that opens brackets indents by one step, however many it opens; closing works likewise. */
function setIndentation({ kinds, spaces }: FormatTokens, lines: readonly Line[]): void {
  const opened: number[] = [];
  for (const { start, assign, comment, end } of lines) {
    if (start === end) continue;
    if (kinds[start] === Char.newline) {
      spaces[start] = 0;
      continue;
    }
    let leadEnd = start;
    while (leadEnd < assign && kinds[leadEnd] !== Kind.openHeredoc) leadEnd++;
    const net = netBrackets(kinds, start, leadEnd) + netBrackets(kinds, assign, comment);
    if (net < 0) closeBrackets(opened, -net);
    spaces[start] = 2 * opened.length;
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

/** Sets the space before each token of a cell except the first. */
function setSpacesBetween(tokens: FormatTokens, start: number, end: number): void {
  const { kinds, spaces } = tokens;
  for (let index = start; index + 1 < end; index++) {
    const kind = kinds[index] ?? 0;
    const before = index > start ? kinds[index - 1] : undefined;
    const isIn = kind === Token.identifier && before === Token.identifier && tokens.isWord(index, "in");
    spaces[index + 1] = isSpaced(before, kind, kinds[index + 1] ?? 0, isIn) || isApart(kinds, index) ? 1 : 0;
  }
}

/**
 * Whether a number is an index that is followed by another. Without a space, which is how `terraform fmt` writes it,
 * the two would become one number.
 */
function isApart(kinds: readonly number[], index: number): boolean {
  return kinds[index] === Token.number && kinds[index + 1] === Char.dot && kinds[index + 2] === Token.number;
}

/** Aligns the cells of neighbouring lines, one space after the widest of the cells before them. */
function align(
  { spaces }: FormatTokens,
  lines: readonly Line[],
  cellOf: (line: Line) => number,
  widthOf: (line: Line) => number,
): void {
  let chain: { readonly cell: number; readonly width: number }[] = [];
  const close = () => {
    const widest = chain.reduce((most, { width }) => Math.max(most, width), 0);
    for (const { cell, width } of chain) spaces[cell] = widest - width + 1;
    chain = [];
  };
  for (const line of lines) {
    const cell = cellOf(line);
    if (cell >= 0) chain.push({ cell, width: widthOf(line) });
    else if (chain.length > 0) close();
  }
  close();
}

/** Counts the columns that a run of tokens takes, including the spaces before each. */
function columnCounter({ text, kinds, starts, ends, spaces }: FormatTokens): (start: number, end: number) => number {
  const isAllSimple = isSimple(text);
  const width = (index: number): number => {
    const [start, end] = [starts[index] ?? 0, ends[index] ?? 0];
    if (isAllSimple) return end - start;
    const own = text.slice(start, end);
    return columns(kinds[index] === Kind.text ? own.replace(SPLIT_LINE_END, "$1  ") : own);
  };
  return (start, end) => {
    let sum = 0;
    for (let index = start; index < end; index++) sum += (spaces[index] ?? 0) + width(index);
    return sum;
  };
}

/**
 * HCL's scanner reads a `$` or `%` that opens nothing together with the next character: if that is a carriage return,
 * it is split from its line feed.
 */
const SPLIT_LINE_END = /((?:^|[^$%])(?:[$%]{2})*[$%])\r\n/g;

/** Created when first needed, as loading it takes milliseconds. */
let segmenter: Intl.Segmenter | undefined;

function columns(text: string): number {
  if (isSimple(text)) return text.length;
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...segmenter.segment(text)].length;
}

/** Whether each UTF-16 unit of a text takes one column; a carriage return with its line feed counts as one. */
function isSimple(text: string): boolean {
  return /^[\x00-\x0c\x0e-\x7f]*$/.test(text);
}
