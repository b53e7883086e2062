import { resolve } from "node:path";
import { baselineText, type LintOutcome, readBaselineIfThere, updated } from "../lint/index.ts";
import { count, printable } from "../report/index.ts";
import { writeWhole } from "../write-whole.ts";
import type { Io } from "./io.ts";

/** Where a baseline is written unless a flag says otherwise. */
const usualFile = "lambda-tf.baseline.json";

/** Records a run's findings in a baseline file. Entries for files that the run did not look at are kept. */
export function writeBaseline({ report, sources, asked }: LintOutcome, given: string | undefined, io: Io): void {
  const shown = given ?? usualFile;
  const file = resolve(io.cwd, shown);
  const sourceLine = (name: string, line: number) => sources.get(name)?.line(line);
  const entries = updated(report.findings, readBaselineIfThere(file, shown), { file, cwd: io.cwd, sourceLine, asked });
  writeWhole(file, baselineText(entries), shown);
  io.stderr.write(`Recorded ${count(entries.length, "finding")} in ${printable(shown)}\n`);
}
