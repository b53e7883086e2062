import { createHash } from "node:crypto";
import { betweenColumns, characterCount } from "./characters.ts";
import type { Finding, TextRange } from "./finding.ts";
import type { RenderContext } from "./reporter.ts";

/**
 * What identifies each finding even if lines move and code is reformatted: rule, file, resource and the code at the
 * place without spaces; if several agree in all of these, also their number among them. A hexadecimal string.
 */
export function fingerprints(
  findings: readonly Finding[],
  sourceLine: RenderContext["sourceLine"],
): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  const result = new Map<Finding, string>();
  for (const finding of findings) {
    const { rule, file, resource = "", range } = finding;
    const key = JSON.stringify([rule, file, resource, codeAt(range, sourceLine(file, range.start.line) ?? "")]);
    const number = seen.get(key) ?? 0;
    seen.set(key, number + 1);
    result.set(finding, createHash("sha256").update(`${key} ${number}`).digest("hex").slice(0, 32));
  }
  return result;
}

/** The part of the first line that the range covers, without comments and other code on that line. */
function codeAt({ start, end }: TextRange, line: string): string {
  const to = end.line === start.line ? end.column : characterCount(line) + 1;
  return betweenColumns(line, start.column, to).replace(/\s+/g, "");
}
