import type { Severity } from "./finding.ts";
import { fingerprints } from "./fingerprint.ts";
import type { Reporter } from "./reporter.ts";

const severities: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info" };

/** A code quality report. GitLab, Code Quality report format (2026-11). */
export const gitlab: Reporter = ({ findings }, { sourceLine }) => {
  const prints = fingerprints(findings, sourceLine);
  const issues = findings.map((finding) => {
    const { rule, severity, message, file, range } = finding;
    const location = { path: file, lines: { begin: range.start.line, end: range.end.line } };
    return {
      description: message,
      check_name: rule,
      fingerprint: prints.get(finding),
      severity: severities[severity],
      location,
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
};
