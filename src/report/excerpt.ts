import stringWidth from "fast-string-width";
import { betweenColumns, characterCount } from "./characters.ts";
import type { TextRange } from "./finding.ts";
import { printable } from "./printable.ts";

/** A source line shortened for a terminal, and the line with marks below it. */
export interface Excerpt {
  readonly text: string;
  readonly padding: string;
  readonly marks: string;
}

const LONGEST = 160;
const BEFORE = 40;

/**
 * The first line of a range, with marks under exactly the part that the range covers. A line that is too long is cut
 * around the start of the range. Wide characters get wide marks, and tabs are kept in the padding, so that both lines
 * align.
 */
export function excerpt(line: string, range: TextRange): Excerpt {
  const length = characterCount(line);
  const start = Math.min(range.start.column, length + 1);
  const onOneLine = range.end.line === range.start.line;
  const end = onOneLine ? range.end.column : length + 1 - (line.length - line.trimEnd().length);
  const from = length > LONGEST && start > BEFORE ? start - BEFORE : 1;
  const to = Math.min(length + 1, from + LONGEST);
  const [left, right] = [from > 1 ? "…" : "", to <= length ? "…" : ""];
  const shown = (first: number, past: number): string => printable(betweenColumns(line, first, past));
  const before = left + shown(from, start);
  const marked = shown(start, Math.min(Math.max(end, start), to));
  return {
    text: left + shown(from, to) + right,
    padding: before.replace(/[^\t]+/g, (run) => " ".repeat(stringWidth(run))),
    marks: "^".repeat(Math.max(1, stringWidth(marked))),
  };
}

/** A line shortened for a terminal, from its start. */
export function cut(line: string): string {
  return characterCount(line) > LONGEST ? `${betweenColumns(line, 1, LONGEST + 1)}…` : line;
}
