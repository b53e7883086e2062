import { printable } from "../report/index.ts";

/** Aligns rows in columns, for a terminal. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A Markdown table; characters that would end a cell are escaped. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  const escaped = rows.map((row) => line(row.map((cell) => printable(cell).replaceAll("|", "\\|"))));
  return `${line(titles)}|${titles.map(() => "-|").join("")}\n${escaped.join("")}`;
}
