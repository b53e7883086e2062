/** The public face of the report room: findings as plain data, and the formats they are written in. */
export { count } from "./count.ts";
export type * from "./finding.ts";
export { fingerprints } from "./fingerprint.ts";
export { formats, isForPeople, loadReporter } from "./formats.ts";
export { type Palette, plain } from "./palette.ts";
export { permissionsFormats, renderPermissions } from "./permissions/formats.ts";
export type * from "./permissions/permissions-report.ts";
export { printable } from "./printable.ts";
export type { RenderContext, Reporter } from "./reporter.ts";
