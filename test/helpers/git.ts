import { spawnSync } from "node:child_process";

/** Runs git in a directory with its own author name and address, and returns its output. */
export function git(cwd: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  const run = spawnSync("git", [...identity, ...args], { cwd, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`git ${args.join(" ")}: ${run.stderr}`);
  return run.stdout;
}

/** Makes a directory a repository whose first commit contains all its files. */
export function commitAll(cwd: string, message = "All"): void {
  git(cwd, "init", "--quiet", "--initial-branch=main");
  git(cwd, "add", "--all");
  git(cwd, "commit", "--quiet", "--message", message);
}
