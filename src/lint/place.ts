import { relative, sep } from "node:path";
import type { SourceFile, Span } from "../hcl/index.ts";
import type { TextRange } from "../report/index.ts";

/** A path as reported: relative to the working directory, with forward slashes; `.` for that directory itself. */
export function displayPath(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join("/") || ".";
}

/** A range of a file as lines and columns. */
export function textRange(file: SourceFile, span: Span): TextRange {
  const { start, end } = file.range(span);
  return { start: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } };
}
