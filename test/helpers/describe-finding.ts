import type { Finding } from "../../src/report/index.ts";

/** A finding's place, message and calls in one line: `main.tf:12:3 iam/wildcard-action | … | …`. */
export function describeFinding({ rule, file, range: { start }, message, trace = [] }: Finding): string {
  return [`${file}:${start.line}:${start.column} ${rule}`, message, ...trace].join(" | ");
}
