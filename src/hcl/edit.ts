import type { Span } from "./source.ts";

/** Replaces a span of a text with `newText`; an empty span inserts, an empty text deletes. */
export interface Edit extends Span {
  readonly newText: string;
}

/**
 * Applies edits, all of them with offsets in the text as it is before; everything else stays unchanged. Insertions at
 * one place are applied in the order given. Throws if edits overlap or are out of bounds.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let done = 0;
  for (const { start, end, newText } of ordered) {
    if (start > end || end > text.length)
      throw new RangeError(`No stretch ${start} to ${end} in a text of ${text.length}`);
    if (start < done) throw new RangeError(`The edit at ${start} overlaps the one that ends at ${done}`);
    result += text.slice(done, start) + newText;
    done = end;
  }
  return result + text.slice(done);
}
