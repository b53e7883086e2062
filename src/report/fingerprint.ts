import { createHash } from "node:crypto";
import type { Finding } from "./finding.ts";
import type { RenderContext } from "./reporter.ts";

/**
 * What stays the same of each finding when lines move and code is reformatted: rule, file, resource and the source line
 * without its spaces; where several agree in all of that, their number among these. As hexadecimal text.
 */
export function fingerprints(
  findings: readonly Finding[],
  sourceLine: RenderContext["sourceLine"],
): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  const result = new Map<Finding, string>();
  for (const finding of findings) {
    const { rule, file, resource = "", range } = finding;
    const code = (sourceLine(file, range.start.line) ?? "").replace(/\s+/g, "");
    const key = JSON.stringify([rule, file, resource, code]);
    const number = seen.get(key) ?? 0;
    seen.set(key, number + 1);
    result.set(finding, createHash("sha256").update(`${key} ${number}`).digest("hex").slice(0, 32));
  }
  return result;
}
