import { resolve } from "node:path";
import { repositoryTop } from "../../repository.ts";
import { UserError } from "../../user-error.ts";
import { Git } from "./git.ts";

/**
 * Lines of a file in its present form, both inclusive. Where lines were only removed, `to` is the line before and
 * `from` the line after.
 */
export interface ChangedLines {
  readonly from: number;
  readonly to: number;
}

/**
 * What has changed since a commit, including the working tree; git is asked for a file's lines only when they are
 * needed.
 */
export class Changes {
  private readonly git: Git;
  private readonly base: string;
  /** Changed files (absolute) and their former names; undefined for new files. */
  private readonly files: ReadonlyMap<string, string | undefined>;

  private constructor(git: Git, base: string) {
    this.git = git;
    this.base = base;
    this.files = changedFiles(git, base);
  }

  /**
   * The changes since the merge base of HEAD and `ref`.
   * @throws UserError if there is no repository or no such commit
   */
  static since(ref: string, cwd: string): Changes {
    const top = repositoryTop(cwd);
    if (top === undefined) throw new UserError("--since needs a git repository", "There is none here or above");
    const git = new Git(top);
    // git would take a leading dash for an option
    const commit = ref.startsWith("-") ? undefined : git.ask("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
    if (commit === undefined) {
      throw new UserError(`--since ${ref} names no commit here`, "Fetch it first: a pipeline's clone is often shallow");
    }
    // a shallow clone may not contain the merge base
    return new Changes(git, (git.ask("merge-base", commit.trim(), "HEAD") ?? commit).trim());
  }

  /** The changed lines of a file (absolute path). */
  of(file: string): readonly ChangedLines[] {
    if (!this.files.has(file)) return [];
    const before = this.files.get(file);
    if (before === undefined) return [{ from: 1, to: Number.POSITIVE_INFINITY }];
    const options = ["--unified=0", "--find-renames", "--no-color", "--no-ext-diff", "--no-textconv"];
    return hunks(this.git.demand("diff", ...options, this.base, "--", before, file));
  }
}

function changedFiles(git: Git, base: string): ReadonlyMap<string, string | undefined> {
  const files = new Map<string, string | undefined>();
  const fields = git.demand("diff", "--name-status", "-z", "--find-renames", base).split("\0");
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [status = "", before = ""] = fields.slice(at);
    // a renamed or copied file has two names
    if (/^[RC]/.test(status)) at++;
    files.set(resolve(git.top, fields[at + 1] ?? ""), status === "A" ? undefined : resolve(git.top, before));
  }
  const untracked = git.demand("ls-files", "--others", "--exclude-standard", "-z").split("\0");
  for (const name of untracked) if (name !== "") files.set(resolve(git.top, name), undefined);
  return files;
}

function hunks(diff: string): readonly ChangedLines[] {
  return Array.from(diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm), ([, start, length = "1"]) => {
    const from = Number(start);
    return length === "0" ? { from: from + 1, to: from } : { from, to: from + Number(length) - 1 };
  });
}
