import { grouped } from "../../grouped.ts";
import type { Finding } from "../../report/index.ts";
import type { RegisteredRule } from "../../rules/rule.ts";
import { compareFindings, orderFindings } from "../order.ts";
import { callPlaces } from "../trace.ts";
import type { FileSuppressions } from "./file-suppressions.ts";
import { type Suppression, silences } from "./suppression.ts";

/** A finding that a comment or a baseline removed, with the reason given. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly by: "comment" | "baseline";
  readonly reason: string;
}

/** The remaining findings, and those that comments silence. */
export interface Sifted {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** The rules that each suppression silenced. */
  readonly used: ReadonlyMap<Suppression, ReadonlySet<string>>;
}

/**
 * Removes the findings that suppressions apply to, at their place or at a call that leads to their module. The
 * remaining ones keep their order; the removed ones are sorted.
 */
export function sift(
  findings: readonly Finding[],
  suppressions: FileSuppressions,
  registry: readonly RegisteredRule[],
  asOf: string,
): Sifted {
  const rules = new Map(registry.map((rule) => [rule.id, rule]));
  const kept: Finding[] = [];
  const silenced: SuppressedFinding[] = [];
  const used = new Map<Suppression, Set<string>>();
  for (const finding of findings) {
    const silencers = suppressionsOf(finding, suppressions).filter((candidate) =>
      silences(candidate, rules.get(finding.rule), asOf),
    );
    for (const silencer of silencers) used.set(silencer, (used.get(silencer) ?? new Set()).add(finding.rule));
    const [first] = silencers;
    if (first) silenced.push({ finding, by: "comment", reason: first.directive.reason });
    else kept.push(finding);
  }
  const suppressed = [...grouped(silenced, ({ reason }) => [reason])].flatMap(([reason, found]) =>
    orderFindings(found.map(({ finding }) => finding)).map((finding) => ({ finding, by: "comment" as const, reason })),
  );
  return { kept, suppressed: suppressed.sort((a, b) => compareFindings(a.finding, b.finding)), used };
}

/**
 * The suppressions at a finding and at the calls that lead to it. One for a whole file does not apply to what the file
 * calls.
 */
function suppressionsOf(finding: Finding, suppressions: FileSuppressions): readonly Suppression[] {
  const atCalls = callPlaces(finding).flatMap(({ file, line }) => suppressions.at(file, line));
  return [
    ...suppressions.at(finding.file, finding.range.start.line),
    ...atCalls.filter(({ directive }) => directive.scope !== "file"),
  ];
}
