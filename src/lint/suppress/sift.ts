import type { Finding } from "../../report/index.ts";
import type { RegisteredRule } from "../../rules/rule.ts";
import type { FileSuppressions } from "./file-suppressions.ts";
import { type Suppression, silences } from "./suppression.ts";

/** A finding that a comment or a baseline took out, and what is given as the reason. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly by: "comment" | "baseline";
  readonly reason: string;
}

export interface Sifted {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Which rules each suppression silenced. */
  readonly used: ReadonlyMap<Suppression, ReadonlySet<string>>;
}

/** Takes out the findings that suppressions speak of. */
export function sift(
  findings: readonly Finding[],
  suppressions: FileSuppressions,
  registry: readonly RegisteredRule[],
  asOf: string,
): Sifted {
  const rules = new Map(registry.map((rule) => [rule.id, rule]));
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const used = new Map<Suppression, Set<string>>();
  for (const finding of findings) {
    const silencers = suppressions
      .inFile(finding.file)
      .filter((candidate) => silences(candidate, finding, rules.get(finding.rule), asOf));
    for (const silencer of silencers) used.set(silencer, (used.get(silencer) ?? new Set()).add(finding.rule));
    const [first] = silencers;
    if (first) suppressed.push({ finding, by: "comment", reason: first.directive.reason });
    else kept.push(finding);
  }
  return { kept, suppressed, used };
}
