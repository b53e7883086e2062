import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type LintFlags, runLint } from "../../src/cli/commands/lint.ts";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { captured } from "../scaffold/scaffold-in.ts";

const [enter, down] = ["\r", "\u001b[B"];
const fn = (name: string, timeout = ""): string =>
  `resource "aws_lambda_function" "${name}" {\n  handler = "a.b"\n${timeout}}\n`;

async function chosen(text: string, typed: readonly string[], changed: Partial<LintFlags> = {}) {
  const cwd = temporaryDirectory({ "main.tf": text });
  const flags: LintFlags = {
    ...{ format: "stylish", output: [], writeBaseline: false, stdin: false, fix: false, dryRun: false, color: false },
    ...{
      fixSuggestions: true,
      rule: [],
      only: ["function/timeout-unset", "style/unused-suppression"],
      var: [],
      varFile: [],
    },
    ...changed,
  };
  const run = await captured({ cwd, typed }, (io) => runLint([], flags, io));
  return { ...run, text: readFileSync(join(cwd, "main.tf"), "utf8") };
}

test("applies the chosen suggestions, one finding after the other", async () => {
  const { text, exitCode, stdout, problem } = await chosen(fn("a") + fn("b"), [enter, down, enter]);
  expect(text).toBe(fn("a", "  timeout = 10\n") + fn("b", "  timeout = 30\n"));
  expect(exitCode).toBe(0);
  expect(stdout).toContain("aws_lambda_function.b sets no timeout");
  expect(problem).toContain("Fixed 2 findings in 1 file\n");
});

test("leaves the findings that the user skips, and reports them", async () => {
  const { text, exitCode } = await chosen(fn("a") + fn("b"), [down, down, down, enter, enter]);
  expect(text).toBe(fn("a") + fn("b", "  timeout = 10\n"));
  expect(exitCode).toBe(1);
});

test("Ctrl-C ends the questions, and keeps the earlier choices", async () => {
  const { text } = await chosen(fn("a") + fn("b"), [enter, "\u0003"]);
  expect(text).toBe(fn("a", "  timeout = 10\n") + fn("b"));
});

test("certain fixes are applied before any question", async () => {
  const { text } = await chosen(`# lambda-tf:ignore function/timeout-unset stale\n${fn("a", "  timeout = 5\n")}`, []);
  expect(text).toBe(fn("a", "  timeout = 5\n"));
});

test("--suggest is refused without a terminal", () => {
  const cwd = temporaryDirectory({ "main.tf": fn("a") });
  const { exitCode, stderr } = runCli(["lint", "--fix-suggestions"], { cwd });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("Error: --fix-suggestions needs a terminal to ask on\n");
});
