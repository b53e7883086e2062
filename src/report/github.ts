import { type Concealment, concealing } from "./concealed.ts";
import type { Finding, Severity } from "./finding.ts";
import { offeredText } from "./offered-lines.ts";
import { printable } from "./printable.ts";
import type { Reporter } from "./reporter.ts";

/** Workflow commands, which GitHub shows as annotations on the lines. GitHub Actions, Workflow commands (2026-11). */
export const github: Reporter = ({ findings }, { sourceLine }) => {
  const concealment = concealing(findings, sourceLine);
  return findings.map((finding) => command(finding, concealment)).join("");
};

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

function command(finding: Finding, concealment: Concealment): string {
  const { severity, file, range, rule, message, help } = finding;
  const { start, end } = range;
  // columns of a multi-line range are ignored, and refused by some versions
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const properties = { file, line: start.line, endLine: end.line, ...columns, title: rule };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const text = [message, ...(help === undefined ? [] : [help]), ...offeredText(finding, concealment)];
  return `::${commands[severity]} ${list.join(",")}::${data(text.join("\n"))}\n`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").split("\n").map(printable).join("%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
