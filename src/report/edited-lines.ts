import { betweenColumns } from "./characters.ts";
import type { FindingEdit, FindingFix, Point } from "./finding.ts";
import type { RenderContext } from "./reporter.ts";

/** Adjacent lines that an edit changes: those removed, and those that replace them. */
export interface EditedLines {
  readonly file: string;
  /** The first line that changes, from 1. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Edits of more lines than this, such as formatting a whole file, are not shown line by line. */
const MOST = 60;

/** The lines that a fix changes, by file and line; without files whose source is not available. */
export function editedLines({ edits }: FindingFix, sourceLine: RenderContext["sourceLine"]): readonly EditedLines[] {
  const files = [...new Set(edits.map(({ file }) => file))];
  return files.flatMap((file) =>
    neighbours(edits.filter((edit) => edit.file === file)).flatMap((group) => changeOf(file, group, sourceLine)),
  );
}

/** Groups edits that share lines, in the order of the file. */
function neighbours(edits: readonly FindingEdit[]): FindingEdit[][] {
  const groups: FindingEdit[][] = [];
  let last = 0;
  for (const edit of edits.toSorted((a, b) => compare(a.range.start, b.range.start))) {
    const group = groups.at(-1);
    if (group && edit.range.start.line <= last) group.push(edit);
    else groups.push([edit]);
    last = Math.max(last, edit.range.end.line);
  }
  return groups;
}

function compare(a: Point, b: Point): number {
  return a.line - b.line || a.column - b.column;
}

function changeOf(
  file: string,
  edits: readonly FindingEdit[],
  sourceLine: RenderContext["sourceLine"],
): readonly EditedLines[] {
  const first = Math.min(...edits.map(({ range }) => range.start.line));
  const last = Math.max(...edits.map(({ range }) => range.end.line));
  if (last - first >= MOST) return [];
  const before: string[] = [];
  for (let line = first; line <= last; line++) before.push(sourceLine(file, line) ?? "");
  if (sourceLine(file, first) === undefined) return [];
  const after = edited(before, first, edits);
  let same = 0;
  while (same < Math.min(before.length, after.length) && before[same] === after[same]) same++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - same && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const change = {
    file,
    line: first + same,
    removed: before.slice(same, before.length - tail),
    added: after.slice(same, after.length - tail),
  };
  return change.removed.length + change.added.length === 0 ? [] : [change];
}

function edited(lines: readonly string[], first: number, edits: readonly FindingEdit[]): readonly string[] {
  const before = lines.join("\n");
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  const offset = ({ line, column }: Point): number =>
    (starts[line - first] ?? before.length) + betweenColumns(lines[line - first] ?? "", 1, column).length;
  let text = "";
  let done = 0;
  for (const { range, newText } of edits) {
    text += before.slice(done, offset(range.start)) + newText;
    done = offset(range.end);
  }
  return (text + before.slice(done)).split(/\r?\n/);
}
