import { lint, type RuleSettings } from "../../src/lint/index.ts";
import type { Finding } from "../../src/report/index.ts";

/** The day that counts as today in tests. */
export const testDay = "2026-11-24";

/** What lint finds in a directory, whose files are then named relative to it. */
export async function lintDirectory(directory: string, rules: Partial<RuleSettings> = {}): Promise<readonly Finding[]> {
  const { report } = await lint({
    paths: ["."],
    cwd: directory,
    asOf: testDay,
    variables: { assignments: [], files: [], environment: {} },
    rules: { profile: "recommended", only: [], levels: new Map(), options: new Map(), ...rules },
  });
  return report.findings;
}
