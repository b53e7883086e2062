import { lint } from "../../src/lint/index.ts";
import type { Finding } from "../../src/report/index.ts";
import type { Profile } from "../../src/rules/rule.ts";

/** The day that counts as today in tests. */
export const testDay = "2026-11-24";

export interface LintChoice {
  readonly profile?: Profile;
  /** These rules alone. */
  readonly only?: readonly string[];
}

/** What lint finds in a directory, whose files are then named relative to it. */
export async function lintDirectory(directory: string, choice: LintChoice = {}): Promise<readonly Finding[]> {
  const { profile, only = [] } = choice;
  const { report } = await lint({
    paths: ["."],
    cwd: directory,
    configFile: undefined,
    flags: { origin: "test", profile, levels: new Map(), options: new Map(), variables: new Map() },
    only,
    variables: { assignments: [], files: [], environment: {} },
    asOf: testDay,
  });
  return report.findings;
}
