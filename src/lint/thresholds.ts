import type { Severity, Summary } from "../report/index.ts";

/** The lowest severity that fails a run. */
export type FailOn = Severity | "never";

/** The severities that can fail a run. */
export const failOnLevels: readonly FailOn[] = ["error", "warning", "info", "never"];

/** Whether a report contains a finding at or above the threshold. */
export function fails({ errors, warnings, infos }: Summary, failOn: FailOn): boolean {
  const counted = { never: 0, error: errors, warning: errors + warnings, info: errors + warnings + infos };
  return counted[failOn] > 0;
}
