import { applyEdits, type Edit, STRAY_BYTE } from "../../hcl/index.ts";
import type { FindingEdit, FindingFix, Point } from "../../report/index.ts";
import { keepFormatted } from "./keep-formatted.ts";

/** An edit of a fix, by offsets. */
interface PlacedEdit extends Edit {
  readonly file: string;
}

/** The result of applying fixes to texts. */
export interface EditedTexts {
  /** The files that changed, with their new text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: number;
}

/**
 * Applies fixes to texts. Each is applied as a whole or not at all; one that touches what an earlier fix changes, or a
 * file that is not among the texts, is not applied. New lines get the line ends of their file.
 */
export function applyFixes(fixes: readonly FindingFix[], texts: ReadonlyMap<string, string>): EditedTexts {
  const accepted = new Map<string, PlacedEdit[]>();
  let applied = 0;
  for (const { edits } of fixes) {
    const placed = edits.map((edit) => place(edit, texts.get(edit.file)));
    if (!placed.every((edit) => edit !== undefined) || placed.some((edit) => collides(edit, accepted.get(edit.file))))
      continue;
    for (const edit of placed) accepted.set(edit.file, [...(accepted.get(edit.file) ?? []), edit]);
    applied++;
  }
  return {
    texts: new Map(Array.from(accepted, ([file, edits]) => [file, edited(file, texts.get(file) ?? "", edits)])),
    applied,
  };
}

function edited(file: string, text: string, edits: readonly Edit[]): string {
  const after = applyEdits(text, edits);
  return /\.(?:tf|tofu|tfvars|hcl)$/.test(file) ? keepFormatted(text, after) : after;
}

function place(edit: FindingEdit, text: string | undefined): PlacedEdit | undefined {
  // a file that is not UTF-8 cannot be written back unchanged
  if (text === undefined || text.includes(STRAY_BYTE)) return undefined;
  const { file, range, newText } = edit;
  const withLineEnds = text.includes("\r\n") ? newText.replace(/\r?\n/g, "\r\n") : newText;
  return { file, start: offset(text, range.start), end: offset(text, range.end), newText: withLineEnds };
}

/**
 * Whether an edit overlaps one of the others. Two insertions at the same place do, as their order would be arbitrary.
 */
function collides(edit: PlacedEdit, others: readonly PlacedEdit[] = []): boolean {
  return others.some((other) => edit.start <= other.end && other.start <= edit.end);
}

/** The offset, in UTF-16 units, of a line and column (in characters, from 1). */
function offset(text: string, { line, column }: Point): number {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const next = text.indexOf("\n", start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  for (let left = column - 1; left > 0 && start < text.length; left--)
    start += (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
  return start;
}
