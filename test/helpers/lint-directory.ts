import { type LintRequest, lint } from "../../src/lint/index.ts";
import type { Finding } from "../../src/report/index.ts";
import type { Profile } from "../../src/rules/rule.ts";

/** The date that tests use as today. */
export const testDay = "2026-11-24";

export interface LintChoice {
  readonly profile?: Profile;
  /** Only these rules run. */
  readonly only?: readonly string[];
}

/** A request to lint a directory, in which files are named relative to it. */
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

/** The findings in a directory. */
export async function lintDirectory(directory: string, choice: LintChoice = {}): Promise<readonly Finding[]> {
  const { report } = await lint(lintRequest(directory, choice));
  return report.findings;
}
