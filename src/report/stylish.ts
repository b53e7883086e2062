import { concealing } from "./concealed.ts";
import { count } from "./count.ts";
import { excerpt } from "./excerpt.ts";
import type { Finding, Report, Severity } from "./finding.ts";
import type { Palette } from "./palette.ts";
import { printable } from "./printable.ts";
import type { RenderContext, Reporter } from "./reporter.ts";

/** For people: grouped by file, each finding with its source line, marks under the place, and what to write instead. */
export const stylish: Reporter = (report, context) => {
  const lines: string[] = [];
  const conceal = concealing(report.findings);
  const sourceLine: RenderContext["sourceLine"] = (name, line) => {
    const text = context.sourceLine(name, line);
    return text === undefined ? undefined : conceal(name, line, text);
  };
  let file: string | undefined;
  for (const finding of report.findings) {
    if (finding.file !== file) lines.push(context.palette.underline(printable(finding.file)), "");
    file = finding.file;
    lines.push(...findingLines(finding, { ...context, sourceLine }), "");
  }
  lines.push(summaryLine(report, context.palette));
  return `${lines.join("\n")}\n`;
};

function findingLines(finding: Finding, { palette, sourceLine }: RenderContext): string[] {
  const { line, column } = finding.range.start;
  const paint = severityPaint(palette, finding.severity);
  const gutter = " ".repeat(String(line).length);
  const note = (label: string, text: string): string =>
    `  ${gutter} ${palette.dim("=")} ${palette.bold(label)} ${printable(text)}`;
  const lines = [
    `  ${palette.dim(`${line}:${column}`)} ${paint(finding.severity)} ${printable(finding.message)} ${palette.dim(finding.rule)}`,
  ];
  const source = sourceLine(finding.file, line);
  if (source !== undefined) {
    const { text, padding, marks } = excerpt(source, finding.range);
    lines.push(`  ${palette.dim(`${line} |`)} ${text}`, `  ${palette.dim(`${gutter} |`)} ${padding}${paint(marks)}`);
  }
  if (finding.help !== undefined) lines.push(note("help:", finding.help));
  for (const { file, range, message } of finding.related ?? []) {
    lines.push(note("see:", `${file}:${range.start.line}:${range.start.column} ${message}`));
  }
  if (finding.trace && finding.trace.length > 0) lines.push(note("through:", finding.trace.join(", ")));
  return lines;
}

function severityPaint(palette: Palette, severity: Severity): (text: string) => string {
  return severity === "error" ? palette.red : severity === "warning" ? palette.yellow : palette.blue;
}

function summaryLine({ findings, summary }: Report, palette: Palette): string {
  const looked = `${count(summary.files, "file")} in ${count(summary.modules, "module")}`;
  const hidden = summary.suppressed > 0 ? `, ${summary.suppressed} suppressed` : "";
  if (findings.length === 0) return palette.green(`No findings in ${looked}${hidden}`);
  const parts = [count(summary.errors, "error"), count(summary.warnings, "warning"), `${summary.infos} info`];
  const paint = severityPaint(palette, summary.errors > 0 ? "error" : summary.warnings > 0 ? "warning" : "info");
  return paint(`${count(findings.length, "finding")} in ${looked}: ${parts.join(", ")}${hidden}`);
}
