import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Finding, FindingFix } from "../../report/index.ts";
import type { LintOutcome } from "../lint.ts";
import { applyFixes } from "./edit-text.ts";

/** The text of a file before and after its fixes. */
export interface FileChange {
  readonly file: string;
  readonly before: string;
  readonly text: string;
}

/** The texts of the files that a run reports on, with the fixes applied so far; the files on disk stay as they are. */
export class EditedFiles {
  private readonly cwd: string;
  private readonly before: Map<string, string>;
  private readonly texts: Map<string, string>;

  constructor({ sources }: Pick<LintOutcome, "sources">, cwd: string) {
    this.cwd = cwd;
    this.before = new Map(Array.from(sources, ([file, { text }]) => [file, text]));
    this.texts = new Map(this.before);
  }

  /** Applies fixes of findings, and returns how many could be applied. */
  apply(fixes: readonly FindingFix[], findings: readonly Finding[]): number {
    for (const { file, fix, suggestions = [] } of findings) {
      const edits = [...(fix ? [fix] : []), ...suggestions].flatMap((one) => one.edits);
      if (edits.some((edit) => edit.file === file)) this.readBeside(file);
    }
    const edited = applyFixes(fixes, this.texts);
    for (const [file, text] of edited.texts) this.texts.set(file, text);
    return edited.applied;
  }

  /** The texts by absolute path. */
  get byPath(): ReadonlyMap<string, string> {
    return new Map(Array.from(this.texts, ([file, text]) => [resolve(this.cwd, file), text]));
  }

  /** The files whose text has changed, named as in the report. */
  get changes(): readonly FileChange[] {
    const all = Array.from(this.before, ([file, before]) => ({ file, before, text: this.texts.get(file) ?? before }));
    return all.filter(({ before, text }) => before !== text);
  }

  /** Reads a file that a finding is in and that is no configuration, such as a policy that file() reads. */
  private readBeside(file: string): void {
    if (this.texts.has(file) || CONFIGURATION.test(file)) return;
    const text = readFileSync(resolve(this.cwd, file), "utf8");
    if (text.startsWith("\ufeff")) return;
    this.before.set(file, text);
    this.texts.set(file, text);
  }
}

/** Files of these kinds are not edited unless the run reports on them. */
const CONFIGURATION = /\.(?:tf|tofu|tfvars|hcl)(?:\.json)?$/;
