import { UserError } from "../../user-error.ts";
import { type LintOutcome, type LintRequest, lint } from "../lint.ts";
import { isPlanName } from "../targets.ts";
import { EditedFiles, type FileChange } from "./edited-files.ts";

/** The result of linting and fixing. */
export interface FixOutcome {
  /** The lint outcome for the fixed texts. */
  readonly outcome: LintOutcome;
  /** The files changed by fixes, named as in the report. */
  readonly changes: readonly FileChange[];
  /** How many fixes were applied. */
  readonly fixed: number;
}

/** Fixes may make further ones possible. More rounds than this would mean that two fixes undo each other. */
const mostRounds = 10;

/** Lints and applies fixes to the texts (not to the files) until there are none left. */
export async function lintAndFix(request: LintRequest): Promise<FixOutcome> {
  const plan = request.paths.find(isPlanName);
  if (plan !== undefined)
    throw new UserError(`--fix cannot change the plan ${plan}`, "Run it on the configuration, then create a new plan");
  let outcome = await lint(request);
  const texts = new EditedFiles(outcome, request.cwd);
  let fixed = 0;
  for (let round = 0; round < mostRounds; round++) {
    const { findings } = outcome.report;
    const applied = texts.apply(
      findings.flatMap(({ fix }) => (fix === undefined ? [] : [fix])),
      findings,
    );
    if (applied === 0) break;
    fixed += applied;
    outcome = await lint({ ...request, texts: texts.byPath });
  }
  return { outcome, changes: texts.changes, fixed };
}
