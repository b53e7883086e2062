import type { Finding } from "./finding.ts";

/** Groups findings by file, in the order of the report. */
export function byFile(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const found = files.get(finding.file);
    if (found) found.push(finding);
    else files.set(finding.file, [finding]);
  }
  return files;
}
