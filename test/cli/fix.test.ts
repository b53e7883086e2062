import { spawnSync } from "node:child_process";
import { chmodSync, lstatSync, readFileSync, realpathSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const block = 'resource "aws_lambda_function" "a" {\n  timeout = 5\n}\n';
const stale = `# lambda-tf:ignore function/timeout-unset stale\n${block}`;
const only = ["--only", "style/unused-suppression"];

test("--fix applies the certain fixes, and reports the remaining findings", () => {
  const cwd = temporaryDirectory({ "main.tf": stale });
  expect(runCli(["lint", "--fix", ...only], { cwd })).toEqual({
    exitCode: 0,
    stdout: "No findings in 1 file in 1 module\n",
    stderr: "Fixed 1 finding in 1 file\n",
  });
  expect(readFileSync(join(cwd, "main.tf"), "utf8")).toBe(block);
});

test("--fix keeps byte order mark, line ends, permissions and links", () => {
  const crlf = (text: string): string => `\ufeff${text.replaceAll("\n", "\r\n")}`;
  const cwd = temporaryDirectory({ "shared/main.tf": crlf(stale), "a/readme.md": "" });
  chmodSync(join(cwd, "shared/main.tf"), 0o640);
  symlinkSync("../shared/main.tf", join(cwd, "a/main.tf"));
  runCli(["lint", "a", "--fix", ...only], { cwd });
  expect(readFileSync(join(cwd, "shared/main.tf"), "utf8")).toBe(crlf(block));
  expect(lstatSync(join(cwd, "a/main.tf")).isSymbolicLink()).toBe(true);
  expect(statSync(join(cwd, "shared/main.tf")).mode & 0o777).toBe(0o640);
});

test("--fix does not follow a link out of the repository, and then writes nothing at all", () => {
  const cwd = temporaryDirectory({ "repository/.git/HEAD": "", "repository/a.tf": stale, "outside.tf": stale });
  symlinkSync("../outside.tf", join(cwd, "repository/z.tf"));
  const { exitCode, stderr } = runCli(["lint", "--fix", ...only], { cwd: join(cwd, "repository") });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: `Error: z.tf is a link to ${join(realpathSync(cwd), "outside.tf")}, which --fix leaves alone\n  Run --fix on that file itself\n`,
  });
  expect(readFileSync(join(cwd, "outside.tf"), "utf8")).toBe(stale);
  expect(readFileSync(join(cwd, "repository/a.tf"), "utf8")).toBe(stale);
});

test("--fix --dry-run prints a diff that git applies, and writes nothing", () => {
  const cwd = temporaryDirectory({ "modules/a/main.tf": stale });
  const { exitCode, stdout } = runCli(["lint", "--fix", "--dry-run", ...only], { cwd });
  expect(exitCode).toBe(1);
  expect(readFileSync(join(cwd, "modules/a/main.tf"), "utf8")).toBe(stale);
  const apply = spawnSync("git", ["apply", "-"], { cwd, input: stdout, encoding: "utf8" });
  expect(apply.stderr).toBe("");
  expect(readFileSync(join(cwd, "modules/a/main.tf"), "utf8")).toBe(block);
});

test("--dry-run without --fix is refused", () => {
  expect(runCli(["lint", "--dry-run"]).exitCode).toBe(2);
});
