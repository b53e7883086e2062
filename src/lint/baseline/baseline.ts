import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Finding, fingerprints, type RenderContext } from "../../report/index.ts";
import { displayPath } from "../place.ts";
import { unparsedRule } from "../unparsed.ts";
import type { BaselineEntry } from "./baseline-file.ts";

/** What a run has checked: whether a rule was run on a file, named as in findings. */
export type Asked = (file: string, rule: string) => boolean;

/** What the comparison with a baseline needs besides the findings. */
export interface BaselineContext {
  /** The baseline file, absolute. */
  readonly file: string;
  readonly cwd: string;
  readonly sourceLine: RenderContext["sourceLine"];
  readonly asked: Asked;
}

/** The findings that are not in a baseline, and its entries that are obsolete. */
export interface Compared {
  readonly fresh: readonly Finding[];
  readonly known: readonly Finding[];
  /** Entries of the baseline that this run would have found if they still existed. */
  readonly gone: readonly BaselineEntry[];
}

/** Compares findings with a baseline. */
export function compare(
  findings: readonly Finding[],
  entries: readonly BaselineEntry[],
  context: BaselineContext,
): Compared {
  const prints = printsOf(findings, context);
  const present = new Set(prints.values());
  const recorded = new Set(entries.map(({ fingerprint }) => fingerprint));
  const isKnown = (finding: Finding): boolean => recorded.has(prints.get(finding) ?? "");
  return {
    fresh: findings.filter((finding) => !isKnown(finding)),
    known: findings.filter(isKnown),
    gone: entries.filter((entry) => !present.has(entry.fingerprint) && wasJudged(entry, context)),
  };
}

/** The new entries of a baseline: these findings, and old entries for what this run has not checked. */
export function updated(
  findings: readonly Finding[],
  before: readonly BaselineEntry[],
  context: BaselineContext,
): readonly BaselineEntry[] {
  const current = Array.from(printsOf(findings, context), ([{ file, rule, resource }, fingerprint]) => ({
    file: fromBaseline(file, context),
    rule,
    ...(resource === undefined ? {} : { resource }),
    fingerprint,
  }));
  return [...current, ...before.filter((entry) => !wasJudged(entry, context))];
}

/** Fingerprints with files relative to the baseline, so that they do not depend on the working directory. */
function printsOf(findings: readonly Finding[], context: BaselineContext): ReadonlyMap<Finding, string> {
  const renamed = new Map(
    findings
      .filter(({ rule }) => rule !== unparsedRule)
      .map((finding) => [{ ...finding, file: fromBaseline(finding.file, context) }, finding] as const),
  );
  const prints = fingerprints([...renamed.keys()], (file, line) =>
    context.sourceLine(toFindingFile(file, context), line),
  );
  return new Map(Array.from(renamed, ([copy, finding]) => [finding, prints.get(copy) ?? ""]));
}

function wasJudged({ file, rule }: BaselineEntry, context: BaselineContext): boolean {
  return !existsSync(resolve(dirname(context.file), file)) || context.asked(toFindingFile(file, context), rule);
}

function fromBaseline(file: string, { file: baseline, cwd }: BaselineContext): string {
  return displayPath(resolve(cwd, file), dirname(baseline));
}

function toFindingFile(file: string, { file: baseline, cwd }: BaselineContext): string {
  return displayPath(resolve(dirname(baseline), file), cwd);
}
