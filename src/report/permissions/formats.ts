import type { Palette } from "../palette.ts";
import { permissionsHcl } from "./hcl.ts";
import { permissionsMarkdown } from "./markdown.ts";
import type { PermissionsReport } from "./permissions-report.ts";
import { permissionsTable } from "./table.ts";

/** The output formats of `permissions`. */
export const permissionsFormats = ["table", "hcl", "json", "markdown"] as const;

type Format = (typeof permissionsFormats)[number];

const RENDERERS: Readonly<Record<Format, (report: PermissionsReport, palette: Palette) => string>> = {
  table: permissionsTable,
  hcl: permissionsHcl,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  markdown: permissionsMarkdown,
};

/** The report in one of its formats. */
export function renderPermissions(report: PermissionsReport, format: Format, palette: Palette): string {
  return RENDERERS[format](report, palette);
}
