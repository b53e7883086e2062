import { type Escapes, escapedOffset, escapeLength } from "./escapes.ts";
import type { SourceFile } from "./source.ts";
import type { TextPart } from "./syntax.ts";

/**
 * The offset in the file of the unit at `index` of a text part's value; `index` may be the value's length, which gives
 * the end. Handles escapes in quoted strings and in JSON, and heredocs, which have one part per line.
 */
export function sourceOffset(file: SourceFile, part: TextPart, index: number): number {
  if (part.value.length === part.end - part.start) return part.start + index;
  return escapedOffset(file.text, part, index, escapesOf(file.text, part));
}

/**
 * A part does not tell whether it was quoted, but its length does: each backslash escape makes the value shorter than
 * in a heredoc.
 */
function escapesOf(text: string, { start, end, value }: TextPart): Escapes {
  let length = 0;
  for (let at = start; at < end; ) {
    const units = escapeLength(text, at, end, "heredoc");
    length += units === 0 ? 1 : 2;
    at += units === 0 ? 1 : units;
  }
  return length === value.length ? "heredoc" : "quoted";
}
