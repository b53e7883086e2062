import { resolve } from "node:path";
import { baselineText, type LintOutcome, readBaselineIfThere, updated } from "../lint/index.ts";
import { count, printable } from "../report/index.ts";
import { writeWhole } from "../write-whole.ts";
import type { Io } from "./io.ts";

/** Where a baseline is written to that no flag names. */
const usualFile = "lambda-tf.baseline.json";

/** Records what a run has found in a baseline file; what it holds of files that the run has not looked at stays. */
export function writeBaseline({ report, sources, asked }: LintOutcome, given: string | undefined, io: Io): void {
  const shown = given ?? usualFile;
  const file = resolve(io.cwd, shown);
  const sourceLine = (name: string, line: number) => sources.get(name)?.line(line);
  const entries = updated(report.findings, readBaselineIfThere(file, shown), { file, cwd: io.cwd, sourceLine, asked });
  writeWhole(file, baselineText(entries), shown);
  io.stderr.write(`Recorded ${count(entries.length, "finding")} in ${printable(shown)}\n`);
}
