import type { Palette } from "../palette.ts";
import { printable } from "../printable.ts";
import {
  byRoot,
  grantedText,
  type PermissionsReport,
  type ReportedFunction,
  type ReportedGrant,
  type ReportedNeed,
} from "./permissions-report.ts";

/** For a terminal: a table of needs for each function, then the excess permissions of its role. */
export function permissionsTable({ functions }: PermissionsReport, palette: Palette): string {
  if (functions.length === 0) return "There are no aws_lambda_function resources.\n";
  const roots = byRoot(functions);
  return roots
    .flatMap(([root, own]) => [
      ...(roots.length > 1 ? [palette.bold(palette.dim(printable(root)))] : []),
      ...own.map((fn) => functionLines(fn, palette).join("\n")),
    ])
    .join("\n\n")
    .concat("\n");
}

function functionLines(fn: ReportedFunction, palette: Palette): readonly string[] {
  const { bold, dim } = palette;
  const code = fn.code ? fn.code.join(", ") : "not read";
  return [
    `${bold(printable(fn.function))}  ${dim(printable(`role ${fn.role ?? "declared elsewhere"} · code ${code}`))}`,
    ...columns([["Needs", "On", "For", "Granted"], ...fn.needs.map(needRow)]).map((line, i) =>
      paint(line, i, fn, palette),
    ),
    ...section(
      "Grants without use",
      fn.unused.map(({ action, policy, place }) => `${action}  ${policy} (${place})`),
      palette,
    ),
    ...section("Grants that are too wide", fn.tooWide.map(grantText), palette),
    ...section("At least: there may be more, as", fn.atLeast, palette),
  ];
}

function needRow(need: ReportedNeed): readonly string[] {
  const { action, resource, places, purpose, origin, granted } = need;
  const [first = "", ...others] = places;
  const where = others.length > 0 ? `${first} and ${others.length} more` : first;
  const what = origin === "code" ? where : `${purpose} (${where})`;
  return [action, resource, what, granted === "no" ? "MISSING" : grantedText(need)];
}

function paint(line: string, row: number, { needs }: ReportedFunction, { dim, red }: Palette): string {
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
