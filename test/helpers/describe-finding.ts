import type { Finding } from "../../src/report/index.ts";

/** Where a finding stands, what it says and which calls it came through: `main.tf:12:3 iam/wildcard-action | … | …`. */
export function describeFinding({ rule, file, range: { start }, message, trace = [] }: Finding): string {
  return [`${file}:${start.line}:${start.column} ${rule}`, message, ...trace].join(" | ");
}
