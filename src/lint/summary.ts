import type { Finding, Severity, Summary } from "../report/index.ts";

/** Counts findings for a report. */
export function summarize(
  findings: readonly Finding[],
  counts: Pick<Summary, "files" | "modules" | "suppressed">,
): Summary {
  const of = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const { files, modules, suppressed } = counts;
  return { files, modules, errors: of("error"), warnings: of("warning"), infos: of("info"), suppressed };
}
