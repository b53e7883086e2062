import stringWidth from "fast-string-width";
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
  const characters = Array.from(printable(line));
  const start = Math.min(range.start.column - 1, characters.length);
  const onOneLine = range.end.line === range.start.line;
  const end = onOneLine ? Math.min(range.end.column - 1, characters.length) : Array.from(line.trimEnd()).length;
  const from = characters.length > LONGEST && start > BEFORE ? start - BEFORE : 0;
  const to = Math.min(characters.length, from + LONGEST);
  const [left, right] = [from > 0 ? "…" : "", to < characters.length ? "…" : ""];
  const before = left + characters.slice(from, start).join("");
  const marked = characters.slice(start, Math.min(Math.max(end, start), to)).join("");
  return {
    text: left + characters.slice(from, to).join("") + right,
    padding: before.replace(/[^\t]+/g, (run) => " ".repeat(stringWidth(run))),
    marks: "^".repeat(Math.max(1, stringWidth(marked))),
  };
}

/** A line shortened for a terminal, from its start. */
export function cut(line: string): string {
  const characters = Array.from(line);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : line;
}
