import type { Palette } from "../palette.ts";
import { printable } from "../printable.ts";
import {
  grantedText,
  type PermissionsReport,
  type ReportedGrant,
  type ReportedNeed,
  type Subject,
  subjectsByRoot,
} from "./permissions-report.ts";

/** For a terminal: a table of needs for each function and state machine, then the excess permissions of its role. */
export function permissionsTable(report: PermissionsReport, palette: Palette): string {
  const roots = subjectsByRoot(report);
  if (roots.length === 0) return "There are no aws_lambda_function and no aws_sfn_state_machine resources.\n";
  return roots
    .flatMap(([root, own]) => [
      ...(roots.length > 1 ? [palette.bold(palette.dim(printable(root)))] : []),
      ...own.map((subject) => subjectLines(subject, palette).join("\n")),
    ])
    .join("\n\n")
    .concat("\n");
}

function subjectLines(subject: Subject, palette: Palette): readonly string[] {
  const { bold, dim } = palette;
  const { address, code, needs } = subject;
  const files = code ? code.join(", ") : "not read";
  const about = `role ${subject.role ?? "declared elsewhere"}${code === undefined ? "" : ` · code ${files}`}`;
  const rows = needs.length === 0 ? [] : columns([["Needs", "On", "For", "Granted"], ...needs.map(needRow)]);
  return [
    `${bold(printable(address))}  ${dim(printable(about))}`,
    ...rows.map((line, i) => paint(line, i, subject, palette)),
    ...section(
      "Grants without use",
      subject.unused.map(({ action, policy, place }) => `${action}  ${policy} (${place})`),
      palette,
    ),
    ...section("Grants that are too wide", subject.tooWide.map(grantText), palette),
    ...section("At least: there may be more, as", subject.atLeast, palette),
  ];
}

function needRow(need: ReportedNeed): readonly string[] {
  const { action, resource, places, purpose, origin, granted } = need;
  const [first = "", ...others] = places;
  const where = others.length > 0 ? `${first} and ${others.length} more` : first;
  const what = origin === "code" ? where : `${purpose} (${where})`;
  return [action, resource, what, granted === "no" ? "MISSING" : grantedText(need)];
}

function paint(line: string, row: number, { needs }: Subject, { dim, red }: Palette): string {
  if (row === 0) return dim(line);
  return needs[row - 1]?.granted === "no" ? red(line) : line;
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const printed = rows.map((row) => row.map(printable));
  const widths = [0, 1, 2].map((column) => Math.max(...printed.map((row) => row[column]?.length ?? 0)));
  return printed.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}

function section(title: string, lines: readonly string[], { yellow }: Palette): readonly string[] {
  return lines.length === 0 ? [] : [`  ${yellow(title)}`, ...lines.map((line) => `    ${printable(line)}`)];
}

function grantText({ actions, resources, policy, place }: ReportedGrant): string {
  return `${actions.join(", ")} on ${resources.join(", ")}  ${policy} (${place})`;
}
