import type { Finding } from "../../report/index.ts";
import { registry } from "../../rules/registry.generated.ts";
import type { RuleFinding } from "../../rules/rule.ts";
import type { ConfigurationFile } from "../../terraform/index.ts";
import { displayPath } from "../place.ts";
import type { Policies } from "../policy.ts";
import { toFinding } from "../to-finding.ts";
import { SuppressionsByLine } from "./by-line.ts";
import { findSuppressions, isExpired, type Suppression } from "./suppression.ts";
import { unusedSuppression, unusedSuppressions } from "./unused.ts";
import { suppressionsWithoutReason, suppressionWithoutReason } from "./without-reason.ts";

type ByFile = ReadonlyMap<string, SuppressionsByLine>;

/** The suppressions in all files that are reported on, and in files that call them. */
export class FileSuppressions {
  private readonly policies: Policies;
  private readonly cwd: string;
  private readonly byFile: ByFile;
  private readonly byCaller: ByFile;

  constructor(
    files: Iterable<ConfigurationFile>,
    callers: Iterable<ConfigurationFile>,
    policies: Policies,
    cwd: string,
  ) {
    this.policies = policies;
    this.cwd = cwd;
    this.byFile = this.read(files);
    this.byCaller = this.read(callers);
  }

  private read(files: Iterable<ConfigurationFile>): ByFile {
    const byFile = new Map<string, SuppressionsByLine>();
    for (const file of files) {
      const { peerSuppressions } = this.policies.of(file.source.path);
      const found = findSuppressions(file).filter(
        ({ directive }) => peerSuppressions || directive.tool === "lambda-tf",
      );
      if (found.length > 0) byFile.set(displayPath(file.source.path, this.cwd), new SuppressionsByLine(found));
    }
    return byFile;
  }

  /** The suppressions that apply to a line of a file, named as in findings; the closest first. */
  at(file: string, line: number): readonly Suppression[] {
    return (this.byFile.get(file) ?? this.byCaller.get(file))?.at(line) ?? [];
  }

  /** The rules that suppressions name. */
  get named(): ReadonlySet<string> {
    return new Set(
      [...this.byFile.values()].flatMap(({ all }) => all.flatMap(({ directive }) => directive.rules ?? [])),
    );
  }

  /** Findings about the suppressions themselves. `used`: the rules that each silenced. */
  faults(used: ReadonlyMap<Suppression, ReadonlySet<string>>, asOf: string): readonly Finding[] {
    const ids = registry.map(({ id }) => id);
    return [...this.byFile.values()].flatMap(({ all: suppressions }) => {
      const inForce = suppressions.filter((suppression) => !isExpired(suppression, asOf));
      return [
        ...this.report(unusedSuppression, suppressions, () => unusedSuppressions(inForce, used, ids)),
        ...this.report(suppressionWithoutReason, suppressions, () => suppressionsWithoutReason(inForce)),
      ];
    });
  }

  /** Findings of a rule about a file's suppressions; empty if the rule is off there. */
  private report(
    rule: string,
    [first]: readonly Suppression[],
    find: () => readonly RuleFinding[],
  ): readonly Finding[] {
    const active = first && this.policies.of(first.source.path).rules.find(({ id }) => id === rule);
    return active ? find().map((found) => toFinding(found, active, [], this.cwd)) : [];
  }
}
