import { type EditedLines, editedLines } from "./edited-lines.ts";
import type { Finding } from "./finding.ts";
import type { RenderContext } from "./reporter.ts";

/**
 * The lines that a finding's fix, or the first of its suggestions, would change, without empty ones around them.
 * @param conceal takes what is secret out of a text
 */
export function offeredLines(
  { fix, suggestions = [] }: Finding,
  sourceLine: RenderContext["sourceLine"],
  conceal: (text: string) => string,
): readonly EditedLines[] {
  const offered = fix ?? suggestions[0];
  if (!offered) return [];
  const edits = offered.edits.map((edit) => ({ ...edit, newText: conceal(edit.newText) }));
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

/** So many lines of an edit are worth their room beside a message. */
const most = 12;

/** The same as lines with `-` and `+` before them, for formats that have no colours. */
export function offeredText(
  finding: Finding,
  sourceLine: RenderContext["sourceLine"],
  conceal: (text: string) => string,
): readonly string[] {
  const lines = offeredLines(finding, sourceLine, conceal).flatMap(({ removed, added }) => [
    ...removed.map((line) => `- ${line}`),
    ...added.map((line) => `+ ${line}`),
  ]);
  return lines.length > most ? [...lines.slice(0, most), "…"] : lines;
}
