import type { Concealment } from "./concealed.ts";
import { type EditedLines, editedLines } from "./edited-lines.ts";
import type { Finding } from "./finding.ts";

/** The lines that a finding's fix, or the first of its suggestions, would change, without surrounding blank lines. */
export function offeredLines(
  { fix, suggestions = [] }: Finding,
  { sourceLine, newText }: Concealment,
): readonly EditedLines[] {
  const offered = fix ?? suggestions[0];
  if (!offered) return [];
  const edits = offered.edits.map((edit) => ({ ...edit, newText: newText(edit.newText) }));
  return editedLines({ ...offered, edits }, sourceLine).map((change) => ({
    ...change,
    added: withoutEmptyEnds(change.added),
  }));
}

function withoutEmptyEnds(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return first < 0 ? [] : lines.slice(first, last + 1);
}

/** The maximum number of lines of an edit that are shown with a message. */
export const mostEdited = 12;

/** The same as lines with `-` and `+` before them, for formats without colours. */
export function offeredText(finding: Finding, concealment: Concealment): readonly string[] {
  const lines = offeredLines(finding, concealment).flatMap(({ removed, added }) => [
    ...removed.map((line) => `- ${line}`),
    ...added.map((line) => `+ ${line}`),
  ]);
  return lines.length > mostEdited ? [...lines.slice(0, mostEdited), "…"] : lines;
}
