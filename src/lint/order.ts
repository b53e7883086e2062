import type { Finding } from "../report/index.ts";

/** The findings in the order they are reported in, each once: a module that is called twice gives its own twice. */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  const distinct = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.file, finding.range, finding.message]);
    if (!distinct.has(key)) distinct.set(key, finding);
  }
  return [...distinct.values()].sort(compare);
}

function compare(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** By code unit: the same on every machine, whatever its language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
