import { spawnSync } from "node:child_process";
import { UserError } from "../../user-error.ts";

/** A git repository that answers questions. Nothing that its own configuration names as a program is run. */
export class Git {
  /** Where git runs; names in its answers are relative to this. */
  readonly top: string;

  constructor(top: string) {
    this.top = top;
  }

  /** What git prints; undefined where it fails. */
  ask(...args: readonly string[]): string | undefined {
    const run = spawnSync("git", ["-c", "core.fsmonitor=false", ...args], {
      cwd: this.top,
      encoding: "utf8",
      env: { ...process.env, GIT_LITERAL_PATHSPECS: "1", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
      maxBuffer: 256 * 1024 * 1024,
    });
    if (run.error) throw new UserError("git cannot be run", "--since needs git", run.error);
    return run.status === 0 ? run.stdout : undefined;
  }

  /** The same, where git cannot but answer. */
  demand(...args: readonly string[]): string {
    const answer = this.ask(...args);
    if (answer === undefined) throw new UserError(`git ${args.join(" ")} failed in ${this.top}`);
    return answer;
  }
}
