import { byFile } from "./by-file.ts";
import type { Finding } from "./finding.ts";
import type { Reporter } from "./reporter.ts";
import { xmlAttributes, xmlText } from "./xml.ts";

/**
 * JUnit's XML for CI servers: a suite per file with findings, a failed case per finding. A run without findings is one
 * passed case, as some servers treat an empty report as a failure.
 */
export const junit: Reporter = ({ findings, tool }) => {
  const suites = Array.from(byFile(findings), ([file, own]) => suite(file, own.map(failedCase), own.length));
  if (suites.length === 0)
    suites.push(
      suite(tool.name, [`    <testcase${xmlAttributes({ name: "no findings", classname: tool.name })}/>\n`], 0),
    );
  const counts = { name: tool.name, tests: Math.max(1, findings.length), failures: findings.length };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttributes(counts)}>\n${suites.join("")}</testsuites>\n`;
};

function suite(name: string, cases: readonly string[], failures: number): string {
  const counts = { name, tests: cases.length, failures, errors: 0, skipped: 0 };
  return `  <testsuite${xmlAttributes(counts)}>\n${cases.join("")}  </testsuite>\n`;
}

function failedCase({ rule, file, range, severity, message, help, resource }: Finding): string {
  const place = `${file}:${range.start.line}:${range.start.column}`;
  const name = `${rule} ${resource ?? ""}`.trim();
  const text = [place, message, ...(help === undefined ? [] : [help])].join("\n");
  return (
    `    <testcase${xmlAttributes({ name: `${name} (line ${range.start.line})`, classname: file, file, line: range.start.line })}>\n` +
    `      <failure${xmlAttributes({ type: severity, message })}>${xmlText(text)}</failure>\n    </testcase>\n`
  );
}
