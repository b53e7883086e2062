import { type LintRequest, lint } from "../../src/lint/index.ts";
import type { Finding } from "../../src/report/index.ts";
import type { Profile } from "../../src/rules/rule.ts";

/** The day that counts as today in tests. */
export const testDay = "2026-11-24";

export interface LintChoice {
  readonly profile?: Profile;
  /** These rules alone. */
  readonly only?: readonly string[];
}

/** A request to lint a directory, whose files are then named relative to it. */
export function lintRequest(directory: string, { profile, only = [] }: LintChoice = {}): LintRequest {
  return {
    paths: ["."],
    cwd: directory,
    configFile: undefined,
    flags: { origin: "test", profile, levels: new Map(), options: new Map(), variables: new Map() },
    only,
    variables: { assignments: [], files: [], environment: {} },
    asOf: testDay,
  };
}

/** What lint finds in a directory. */
export async function lintDirectory(directory: string, choice: LintChoice = {}): Promise<readonly Finding[]> {
  const { report } = await lint(lintRequest(directory, choice));
  return report.findings;
}
