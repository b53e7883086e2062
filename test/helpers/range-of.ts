import type { TextRange } from "../../src/report/finding.ts";

type LineAndColumn = readonly [line: number, column: number];

/** A range from its start to its end, which is exclusive. */
export function rangeOf([startLine, startColumn]: LineAndColumn, [endLine, endColumn]: LineAndColumn): TextRange {
  return { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } };
}
