import { resolve } from "node:path";
import { UserError } from "../../user-error.ts";
import { type LintOutcome, type LintRequest, lint } from "../lint.ts";
import { isPlanName } from "../targets.ts";
import { applyFixes } from "./edit-text.ts";

/** The result of linting and fixing. */
export interface FixOutcome {
  /** The lint outcome for the fixed texts. */
  readonly outcome: LintOutcome;
  /** The files changed by fixes, named as in the report. */
  readonly changes: readonly FileChange[];
  /** How many fixes were applied. */
  readonly fixed: number;
}

/** The text of a file before and after its fixes. */
export interface FileChange {
  readonly file: string;
  readonly before: string;
  readonly text: string;
}

/** Fixes may make further ones possible. More rounds than this would mean that two fixes undo each other. */
const mostRounds = 10;

/** Lints and applies fixes to the texts (not to the files) until there are none left. */
export async function lintAndFix(request: LintRequest): Promise<FixOutcome> {
  const plan = request.paths.find(isPlanName);
  if (plan !== undefined)
    throw new UserError(`--fix cannot change the plan ${plan}`, "Run it on the configuration, then create a new plan");
  const first = await lint(request);
  const texts = new Map(Array.from(first.sources, ([file, { text }]) => [file, text]));
  let outcome = first;
  let fixed = 0;
  for (let round = 0; round < mostRounds; round++) {
    const fixes = outcome.report.findings.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
    const edited = applyFixes(fixes, texts);
    if (edited.applied === 0) break;
    for (const [file, text] of edited.texts) texts.set(file, text);
    fixed += edited.applied;
    const byPath = new Map(Array.from(texts, ([file, text]) => [resolve(request.cwd, file), text]));
    outcome = await lint({ ...request, texts: byPath });
  }
  return { outcome, changes: changesOf(first, texts), fixed };
}

/** The files of a run whose text has changed. */
export function changesOf({ sources }: LintOutcome, texts: ReadonlyMap<string, string>): readonly FileChange[] {
  const all = Array.from(sources, ([file, { text: before }]) => ({ file, before, text: texts.get(file) ?? before }));
  return all.filter(({ before, text }) => before !== text);
}
