import type { Finding, FindingFix } from "../../report/index.ts";
import { type LintOutcome, type LintRequest, lint } from "../lint.ts";
import { EditedFiles } from "./edited-files.ts";
import type { FixOutcome } from "./fix.ts";

/** A person's choice for a finding: the suggestion to apply, to leave the finding, or to stop. */
export type Choice = FindingFix | "leave" | "stop";

/**
 * Lints and offers the suggestions of each finding in turn; a chosen one is applied to the texts (not to the files)
 * before the next finding is looked for.
 */
export async function lintAndChoose(
  request: LintRequest,
  choose: (finding: Finding, outcome: LintOutcome) => Promise<Choice>,
): Promise<FixOutcome> {
  let outcome = await lint(request);
  const texts = new EditedFiles(outcome, request.cwd);
  const left = new Set<string>();
  let fixed = 0;
  for (;;) {
    const finding = outcome.report.findings.find((one) => one.suggestions && !left.has(keyOf(one)));
    const choice = finding ? await choose(finding, outcome) : "stop";
    if (!finding || choice === "stop") break;
    if (choice === "leave" || texts.apply([choice], [finding]) === 0) {
      left.add(keyOf(finding));
      continue;
    }
    fixed++;
    outcome = await lint({ ...request, texts: texts.byPath });
    // a suggestion that did not resolve its finding is not offered again
    left.add(keyOf(finding));
  }
  return { outcome, changes: texts.changes, fixed };
}

/** Identifies a finding even if lines move. */
function keyOf({ rule, file, resource, message }: Finding): string {
  return JSON.stringify([rule, file, resource, message]);
}
