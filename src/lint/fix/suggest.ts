import { resolve } from "node:path";
import type { Finding, FindingFix } from "../../report/index.ts";
import { type LintOutcome, type LintRequest, lint } from "../lint.ts";
import { applyFixes } from "./edit-text.ts";
import { changesOf, type FixOutcome } from "./fix.ts";

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
  const first = await lint(request);
  const texts = new Map(Array.from(first.sources, ([file, { text }]) => [file, text]));
  const left = new Set<string>();
  let outcome = first;
  let fixed = 0;
  for (;;) {
    const finding = outcome.report.findings.find((one) => one.suggestions && !left.has(keyOf(one)));
    const choice = finding ? await choose(finding, outcome) : "stop";
    if (!finding || choice === "stop") break;
    const edited = choice === "leave" ? undefined : applyFixes([choice], texts);
    if (!edited || edited.applied === 0) {
      left.add(keyOf(finding));
      continue;
    }
    for (const [file, text] of edited.texts) texts.set(file, text);
    fixed++;
    const byPath = new Map(Array.from(texts, ([file, text]) => [resolve(request.cwd, file), text]));
    outcome = await lint({ ...request, texts: byPath });
    // a suggestion that did not resolve its finding is not offered again
    left.add(keyOf(finding));
  }
  return { outcome, changes: changesOf(first, texts), fixed };
}

/** Identifies a finding even if lines move. */
function keyOf({ rule, file, resource, message }: Finding): string {
  return JSON.stringify([rule, file, resource, message]);
}
