import { type Concealment, concealing } from "./concealed.ts";
import { count } from "./count.ts";
import type { EditedLines } from "./edited-lines.ts";
import { cut, excerpt } from "./excerpt.ts";
import type { Finding, GoneFinding, Report, Severity } from "./finding.ts";
import { mostEdited, offeredLines } from "./offered-lines.ts";
import type { Palette } from "./palette.ts";
import { printable } from "./printable.ts";
import type { RenderContext, Reporter } from "./reporter.ts";

/** For people: grouped by file, each finding with its source line, marks under the place, and what to write instead. */
export const stylish: Reporter = (report, context) => {
  const lines: string[] = [];
  const concealment = concealing(report.findings, context.sourceLine);
  let file: string | undefined;
  for (const finding of report.findings) {
    if (finding.file !== file) lines.push(context.palette.underline(printable(finding.file)), "");
    file = finding.file;
    lines.push(...findingLines(finding, context, concealment), "");
  }
  lines.push(...goneLines(report.baseline?.gone ?? [], context.palette), summaryLine(report, context.palette));
  return `${lines.join("\n")}\n`;
};

/** The maximum number of baseline entries that are listed. */
const mostGone = 10;

function goneLines(gone: readonly GoneFinding[], palette: Palette): string[] {
  if (gone.length === 0) return [];
  const told = gone
    .slice(0, mostGone)
    .map(({ file, rule, resource = "" }) => printable(`  ${file} ${rule} ${resource}`));
  const more = gone.length > mostGone ? [`  and ${gone.length - mostGone} more`] : [];
  const title = `Gone from the baseline (--write-baseline removes ${gone.length === 1 ? "it" : "them"}):`;
  return [palette.bold(title), ...told.map((line) => line.trimEnd()), ...more, ""];
}

/**
 * The text as a link, if the terminal supports links.
 * https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
function linked(text: string, url: string | undefined): string {
  return url === undefined ? text : `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}

function findingLines(finding: Finding, { palette, ruleLink }: RenderContext, concealment: Concealment): string[] {
  const { line, column } = finding.range.start;
  const paint = severityPaint(palette, finding.severity);
  const gutter = " ".repeat(String(line).length);
  const note = (label: string, text: string): string =>
    `  ${gutter} ${palette.dim("=")} ${palette.bold(label)} ${printable(text)}`;
  const lines = [
    `  ${palette.dim(`${line}:${column}`)} ${paint(finding.severity)} ${printable(finding.message)} ${linked(palette.dim(finding.rule), ruleLink(finding.rule))}`,
  ];
  const source = concealment.sourceLine(finding.file, line);
  if (source !== undefined) {
    const { text, padding, marks } = excerpt(source, finding.range);
    lines.push(`  ${palette.dim(`${line} |`)} ${text}`, `  ${palette.dim(`${gutter} |`)} ${padding}${paint(marks)}`);
  }
  if (finding.help !== undefined) lines.push(note("help:", finding.help));
  const [first, ...others] = finding.suggestions ?? [];
  if (first) lines.push(note("suggestion:", concealment.newText(first.title)));
  lines.push(...editLines(finding, palette, concealment));
  if (others.length > 0) lines.push(note("or:", others.map(({ title }) => concealment.newText(title)).join(", or ")));
  for (const { file, range, message } of finding.related ?? []) {
    lines.push(note("see:", `${file}:${range.start.line}:${range.start.column} ${message}`));
  }
  if (finding.trace && finding.trace.length > 0) lines.push(note("through:", finding.trace.join(", ")));
  return lines;
}

/** The edit as lines: those added, and those removed unless they are shown already. */
function editLines(finding: Finding, palette: Palette, concealment: Concealment): string[] {
  const { file, range } = finding;
  const lines = offeredLines(finding, concealment).flatMap((change) => {
    const isShown = change.file === file && change.line === range.start.line && change.removed.length === 1;
    const removed = isShown && change.added.length > 0 ? [] : change.removed;
    const elsewhere = change.file === file ? [] : [`  ${palette.dim(printable(change.file))}`];
    return [...elsewhere, ...marked(change, removed, range.start.line, palette)];
  });
  const more = lines.length - mostEdited;
  // a line saying that one more is left out would be no shorter
  return more > 1 ? [...lines.slice(0, mostEdited), `  ${palette.dim(`… ${count(more, "more line")}`)}`] : lines;
}

function marked(change: EditedLines, removed: readonly string[], shown: number, palette: Palette): string[] {
  const width = Math.max(String(shown).length, String(change.line).length);
  const lines = [
    ...removed.map((text) => ({ sign: "-", text, paint: palette.red })),
    ...change.added.map((text) => ({ sign: "+", text, paint: palette.green })),
  ];
  return lines.map(({ sign, text, paint }, index) => {
    const number = (index === 0 ? String(change.line) : "").padStart(width);
    return `  ${palette.dim(number)} ${paint(sign)} ${cut(printable(text))}`.trimEnd();
  });
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
  return paint(`${count(findings.length, "finding")} in ${looked}: ${parts.join(", ")}${hidden}`) + offers(findings);
}

/** How many findings the flags of lint can fix. */
function offers(findings: readonly Finding[]): string {
  const fixes = findings.filter(({ fix }) => fix).length;
  const choices = findings.filter(({ fix, suggestions }) => !fix && suggestions).length;
  const parts = [
    ...(fixes > 0 ? [`--fix resolves ${fixes}`] : []),
    ...(choices > 0 ? [`--fix-suggestions ${fixes > 0 ? `${choices} more` : `resolves ${choices}`}`] : []),
  ];
  return parts.length > 0 ? `; ${parts.join(", ")}` : "";
}
