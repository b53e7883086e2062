import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import type { Report } from "../../src/report/index.ts";
import { repository, runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const only = ["--only", "function/timeout-unset,function/timeout-range"];
const fn = (name: string, timeout = ""): string => `resource "aws_lambda_function" "${name}" {\n${timeout}}\n`;
const tooLong = "  timeout = 1000 # one day\n";

function write(cwd: string, ...args: string[]) {
  return runCli(["lint", "--write-baseline", ...only, ...args], { cwd });
}

function compared(cwd: string, ...args: string[]): { found: string[]; gone: string[]; exitCode: number | null } {
  const run = runCli(["lint", "--baseline", "lambda-tf.baseline.json", "--format", "json", ...only, ...args], { cwd });
  expect(run.stderr).toBe("");
  const report: Report = JSON.parse(run.stdout);
  return {
    found: report.findings.map(({ file, range, rule }) => `${file}:${range.start.line} ${rule}`),
    gone: (report.baseline?.gone ?? []).map(({ file, rule, resource }) => `${file} ${rule} ${resource}`),
    exitCode: run.exitCode,
  };
}

test("recorded findings are not reported, and new ones are", () => {
  const cwd = temporaryDirectory({ "main.tf": fn("a") + fn("b", tooLong) });
  expect(write(cwd)).toEqual({
    exitCode: 0,
    stdout: "",
    stderr: "Recorded 2 findings in lambda-tf.baseline.json\n",
  });
  expect(compared(cwd)).toEqual({ found: [], gone: [], exitCode: 0 });
  writeFileSync(join(cwd, "main.tf"), fn("a") + fn("c") + fn("b", tooLong));
  expect(compared(cwd)).toEqual({ found: ["main.tf:3 function/timeout-unset"], gone: [], exitCode: 1 });
});

test("a baseline survives moved lines, changed spaces and changed comments", () => {
  const cwd = temporaryDirectory({ "main.tf": fn("a") + fn("b", tooLong) });
  write(cwd);
  const changed = `# moved\n\n${fn("b", "\n  # all day\n\ttimeout=1000\n")}\n\n${fn("a").replaceAll(" ", "   ")}`;
  writeFileSync(join(cwd, "main.tf"), changed.replaceAll("\n", "\r\n"));
  expect(compared(cwd)).toEqual({ found: [], gone: [], exitCode: 0 });
});

test("reports which recorded findings are gone, but only for files that were linted", () => {
  const files = { "main.tf": fn("a") + fn("b", tooLong), "other.tf": fn("c"), "deleted.tf": fn("d") };
  const cwd = temporaryDirectory(files);
  write(cwd);
  writeFileSync(join(cwd, "main.tf"), fn("a", "  timeout = 5\n") + fn("b", "  timeout = 5\n"));
  writeFileSync(join(cwd, "other.tf"), fn("c", "  timeout = 5\n"));
  rmSync(join(cwd, "deleted.tf"));
  const deleted = "deleted.tf function/timeout-unset aws_lambda_function.d";
  const unset = "main.tf function/timeout-unset aws_lambda_function.a";
  expect(compared(cwd, "main.tf", "--only", "function/timeout-unset").gone).toEqual(
    expect.arrayContaining([deleted, unset]),
  );
  expect(compared(cwd, "main.tf").gone).toHaveLength(3);
  const { stdout } = runCli(["lint", "--baseline", "lambda-tf.baseline.json", ...only], { cwd });
  expect(stdout).toBe(
    "Gone from the baseline (--write-baseline removes them):\n" +
      "  deleted.tf function/timeout-unset aws_lambda_function.d\n" +
      "  main.tf function/timeout-range aws_lambda_function.b\n" +
      "  main.tf function/timeout-unset aws_lambda_function.a\n" +
      "  other.tf function/timeout-unset aws_lambda_function.c\n\n" +
      "No findings in 2 files in 1 module\n",
  );
});

test("a run over some files does not change the rest of a baseline", () => {
  const cwd = temporaryDirectory({ "a/main.tf": fn("a"), "b/main.tf": fn("b") });
  write(cwd);
  const before = readFileSync(join(cwd, "lambda-tf.baseline.json"), "utf8");
  write(cwd, "a");
  expect(readFileSync(join(cwd, "lambda-tf.baseline.json"), "utf8")).toBe(before);
  writeFileSync(join(cwd, "b/main.tf"), fn("b", "  timeout = 5\n"));
  expect(write(cwd, "b/main.tf").stderr).toBe("Recorded 1 finding in lambda-tf.baseline.json\n");
});

test("a baseline is the same from every working directory", () => {
  const cwd = temporaryDirectory({ "a/main.tf": fn("a"), "b/main.tf": fn("b") });
  write(cwd);
  const { exitCode } = runCli(["lint", "--baseline", "../lambda-tf.baseline.json", ...only], { cwd: join(cwd, "a") });
  expect(exitCode).toBe(0);
});

test("each of several identical findings counts", () => {
  const bucket = (places: number): string =>
    `data "aws_iam_policy_document" "a" {\n${'  statement {\n    actions   = ["s3:*"]\n    resources = ["*"]\n  }\n'.repeat(places)}}\n`;
  const rule = ["--only", "iam/wildcard-action", "--profile", "all"];
  const role = `resource "aws_iam_role" "r" {\n  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })\n}\nresource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = data.aws_iam_policy_document.a.json\n}\n`;
  const cwd = temporaryDirectory({ "main.tf": role + bucket(2) });
  expect(runCli(["lint", "--write-baseline", ...rule], { cwd }).stderr).toContain("Recorded 2 findings");
  writeFileSync(join(cwd, "main.tf"), role + bucket(3));
  const run = runCli(["lint", "--baseline", "lambda-tf.baseline.json", "--format", "json", ...rule], { cwd });
  const { findings }: Report = JSON.parse(run.stdout);
  expect(findings).toHaveLength(1);
});

test("syntax errors are never recorded", () => {
  const cwd = temporaryDirectory({ "main.tf": "resource {\n" });
  expect(write(cwd)).toMatchObject({ exitCode: 2, stderr: "Recorded 0 findings in lambda-tf.baseline.json\n" });
});

test("the JSON report counts recorded findings as its schema says, and SARIF marks them as suppressed", () => {
  const cwd = temporaryDirectory({ "main.tf": fn("a") + fn("b", tooLong) });
  write(cwd);
  writeFileSync(join(cwd, "main.tf"), fn("a"));
  const schema = JSON.parse(readFileSync(`${repository}schemas/report.schema.json`, "utf8"));
  const validate = new Ajv({ allErrors: true, formats: { uri: true } }).compile(schema);
  const args = ["lint", "--baseline", "lambda-tf.baseline.json", ...only, "--format"];
  const report: Report = JSON.parse(runCli([...args, "json"], { cwd }).stdout);
  validate(report);
  expect(validate.errors).toBeNull();
  expect(report.summary.suppressed).toBe(1);
  const [sarif] = JSON.parse(runCli([...args, "sarif"], { cwd }).stdout).runs;
  expect(sarif.results[0].suppressions).toEqual([{ kind: "external", justification: "In lambda-tf.baseline.json" }]);
});

test.each([
  ["{}", "lambda-tf.baseline.json is not a baseline"],
  ["not json", "lambda-tf.baseline.json is not a baseline"],
  ['{"version": 1, "findings": [{"file": 1}]}', "lambda-tf.baseline.json is not a baseline"],
  [undefined, "lambda-tf.baseline.json does not exist"],
])("a baseline that is %j is refused", (text, message) => {
  const cwd = temporaryDirectory({
    "main.tf": fn("a"),
    ...(text === undefined ? {} : { "lambda-tf.baseline.json": text }),
  });
  const { exitCode, stderr } = runCli(["lint", "--baseline", "lambda-tf.baseline.json"], { cwd });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`Error: ${message}\n`);
});
