import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../src/report/index.ts";
import { commitAll, git } from "../helpers/git.ts";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const fn = (name: string, timeout = ""): string => `resource "aws_lambda_function" "${name}" {\n${timeout}}\n`;
const only = ["--only", "function/timeout-unset,trigger/sqs-visibility"];

function found(cwd: string, ref = "main", ...args: string[]): string[] {
  const run = runCli(["lint", "--since", ref, "--format", "json", ...only, ...args], { cwd });
  expect(run.stderr).toBe("");
  const report: Report = JSON.parse(run.stdout);
  return report.findings.map(({ file, range }) => `${file}:${range.start.line}`);
}

function committed(files: Readonly<Record<string, string>>): string {
  const cwd = temporaryDirectory(files);
  commitAll(cwd);
  return cwd;
}

test("reports findings in added lines, committed or not, and in new files", () => {
  const cwd = committed({ "main.tf": fn("a"), "old.tf": fn("old") });
  git(cwd, "switch", "--quiet", "--create", "topic");
  writeFileSync(join(cwd, "main.tf"), fn("a") + fn("b"));
  git(cwd, "commit", "--quiet", "--all", "--message", "b");
  writeFileSync(join(cwd, "main.tf"), fn("a") + fn("b") + fn("c"));
  writeFileSync(join(cwd, "new.tf"), fn("n"));
  expect(found(cwd)).toEqual(["main.tf:3", "main.tf:5", "new.tf:1"]);
  expect(found(cwd, "HEAD")).toEqual(["main.tf:5", "new.tf:1"]);
});

test("findings in lines that the other branch has changed meanwhile are not reported", () => {
  const cwd = committed({ "main.tf": fn("a"), "old.tf": fn("old", "  timeout = 5\n") });
  git(cwd, "switch", "--quiet", "--create", "topic");
  git(cwd, "switch", "--quiet", "main");
  writeFileSync(join(cwd, "old.tf"), `# mended\n${fn("old", "  timeout = 6\n")}${fn("older", "  timeout = 6\n")}`);
  git(cwd, "commit", "--quiet", "--all", "--message", "on main");
  git(cwd, "switch", "--quiet", "topic");
  expect(found(cwd)).toEqual([]);
});

test("removing an argument from a block counts as a change of the block", () => {
  const cwd = committed({ "main.tf": fn("a", "  memory_size = 128\n  timeout = 5\n  publish = true\n") + fn("b") });
  writeFileSync(join(cwd, "main.tf"), fn("a", "  memory_size = 128\n  publish = true\n") + fn("b"));
  expect(found(cwd)).toEqual(["main.tf:1"]);
});

test("a change at a related place of a finding counts", () => {
  const stack = (timeout: number): string => `${fn("a", `  timeout = ${timeout}\n`)}
resource "aws_sqs_queue" "q" {
  visibility_timeout_seconds = 60
}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = aws_lambda_function.a.arn
}
`;
  const cwd = committed({ "main.tf": stack(10) });
  expect(found(cwd)).toEqual([]);
  writeFileSync(join(cwd, "main.tf"), stack(100));
  expect(found(cwd)).toEqual(["main.tf:6"]);
});

test("a moved file does not count as new", () => {
  const body = '  memory_size = 128\n  publish = true\n  runtime = "python3.14"\n  handler = "a.b"\n';
  const cwd = committed({ "main.tf": fn("a", body) });
  mkdirSync(join(cwd, "fn"));
  renameSync(join(cwd, "main.tf"), join(cwd, "fn/lambda.tf"));
  git(cwd, "add", "--all");
  expect(found(cwd)).toEqual([]);
  writeFileSync(join(cwd, "fn/lambda.tf"), fn("a", body) + fn("b"));
  expect(found(cwd)).toEqual(["fn/lambda.tf:7"]);
});

test("names with spaces, quotes, letters of other scripts and line ends are distinguished", () => {
  const names = ["a b.tf", 'q"uote.tf', "日本.tf", "line\nend.tf", "-dash.tf", ":(top)x.tf"];
  const cwd = committed(Object.fromEntries(names.map((name, index) => [name, fn(`f${index}`)])));
  for (const [index, name] of names.entries()) writeFileSync(join(cwd, name), fn(`f${index}`) + fn(`g${index}`));
  expect(found(cwd).toSorted()).toEqual(names.map((name) => `${name}:3`).toSorted());
});

test("works below the repository's root", () => {
  const cwd = committed({ "live/main.tf": fn("a"), "other/main.tf": fn("o") });
  writeFileSync(join(cwd, "live/main.tf"), fn("a") + fn("b"));
  writeFileSync(join(cwd, "other/main.tf"), fn("o") + fn("p"));
  expect(found(join(cwd, "live"))).toEqual(["main.tf:3"]);
});

test("programs named in the repository's configuration are not run", () => {
  const cwd = committed({ "main.tf": fn("a"), ".gitattributes": "*.tf diff=tf\n" });
  for (const key of ["diff.external", "diff.tf.textconv", "diff.tf.command", "core.fsmonitor", "core.pager"]) {
    git(cwd, "config", key, `touch "${join(cwd, "ran")}"; false`);
  }
  rmSync(join(cwd, "ran"), { force: true });
  writeFileSync(join(cwd, "main.tf"), fn("a") + fn("b"));
  expect(found(cwd)).toEqual(["main.tf:3"]);
  expect(existsSync(join(cwd, "ran"))).toBe(false);
});

test.each(["nowhere", "--output=ran", "$(touch ran)", "main; touch ran", ""])("--since %j is refused", (ref) => {
  const cwd = committed({ "main.tf": fn("a") });
  const { exitCode, stderr } = runCli(["lint", `--since=${ref}`], { cwd });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`Error: --since ${ref} names no commit here\n`);
  expect(existsSync(join(cwd, "ran"))).toBe(false);
});

test("--since is refused outside of a repository", () => {
  const cwd = temporaryDirectory({ "main.tf": fn("a") });
  expect(runCli(["lint", "--since", "main"], { cwd }).stderr).toContain("Error: --since needs a git repository\n");
});

test("filters named in the repository's own configuration are not run", () => {
  const cwd = committed({ "main.tf": fn("a"), ".gitattributes": "*.tf filter=run\n" });
  git(cwd, "config", "filter.run.clean", "touch ran; cat");
  git(cwd, "config", "filter.run.required", "true");
  writeFileSync(join(cwd, "main.tf"), fn("a") + fn("b"));
  expect(found(cwd, "HEAD")).toEqual(["main.tf:3"]);
  expect(existsSync(join(cwd, "ran"))).toBe(false);
});
