import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import type { Report } from "../../src/report/index.ts";
import { binary, repository, runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { onlyTimeout, withoutTimeout } from "../helpers/timeout-unset.ts";

const broken = 'resource "aws_s3_bucket" {\n  bucket = \n}\n';

function jsonReport(stdout: string): Report {
  return JSON.parse(stdout);
}

test("a finding is shown with its place, and the exit code is 1", () => {
  const cwd = temporaryDirectory({ "lambda.tf": withoutTimeout });
  const { exitCode, stdout, stderr } = runCli(["lint", ...onlyTimeout], { cwd });
  expect(stdout).toMatch(
    /^lambda\.tf\n\n {2}1:1 warning .* function\/timeout-unset\n {2}1 \| resource "aws_lambda_function" "orders" \{\n/,
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
});

test.each([
  ["error", 0],
  ["warning", 1],
  ["info", 1],
  ["never", 0],
])("--fail-on %s exits with %i for a warning", (level, exitCode) => {
  const cwd = temporaryDirectory({ "lambda.tf": withoutTimeout });
  expect(runCli(["lint", ...onlyTimeout, "--fail-on", level], { cwd }).exitCode).toBe(exitCode);
});

test("--rule sets the level of a rule's findings", () => {
  const cwd = temporaryDirectory({ "lambda.tf": withoutTimeout });
  const run = runCli(["lint", ...onlyTimeout, "--rule", "function/timeout-unset=info", "--format", "json"], { cwd });
  expect(jsonReport(run.stdout).findings.map(({ severity }) => severity)).toEqual(["info"]);
});

test("the JSON report conforms to its schema", () => {
  const schema = JSON.parse(readFileSync(`${repository}schemas/report.schema.json`, "utf8"));
  const validate = new Ajv({ allErrors: true, formats: { uri: true } }).compile(schema);
  const report = jsonReport(runCli(["lint", "fixtures/article", "--format", "json"]).stdout);
  expect(report.findings.length).toBeGreaterThan(0);
  validate(report);
  expect(validate.errors).toBeNull();
});

test("files are linted as part of their module, and only their findings are reported", () => {
  const cwd = temporaryDirectory({
    "lambda.tf": withoutTimeout.replace('"orders"\n', "var.name\n"),
    "other.tf": withoutTimeout.replaceAll("orders", "other"),
    "variables.tf": 'variable "name" {}\n',
  });
  const report = jsonReport(
    runCli(["lint", "lambda.tf", "variables.tf", ...onlyTimeout, "--format", "json"], { cwd }).stdout,
  );
  expect(report.findings.map(({ file }) => file)).toEqual(["lambda.tf"]);
  expect(report.summary).toMatchObject({ files: 2, modules: 1 });
});

test("a module is linted with its callers' values, and the finding names the callers", () => {
  const cwd = temporaryDirectory({
    "main.tf": 'module "orders" {\n  source = "./modules/fn"\n}\n',
    "modules/fn/main.tf": withoutTimeout,
  });
  const report = jsonReport(runCli(["lint", ...onlyTimeout, "--format", "json"], { cwd }).stdout);
  expect(report.findings).toMatchObject([{ file: "modules/fn/main.tf", trace: ["module.orders (main.tf:1)"] }]);
});

test("findings in a module that is called twice are reported once", () => {
  const cwd = temporaryDirectory({
    "main.tf": 'module "a" {\n  source = "./fn"\n}\nmodule "b" {\n  source = "./fn"\n}\n',
    "fn/main.tf": withoutTimeout,
  });
  expect(jsonReport(runCli(["lint", ...onlyTimeout, "--format", "json"], { cwd }).stdout).findings).toHaveLength(1);
});

test("modules that call each other in a circle are linted all the same", () => {
  const cwd = temporaryDirectory({
    "a/main.tf": `module "b" {\n  source = "../b"\n}\n${withoutTimeout}`,
    "b/main.tf": `module "a" {\n  source = "../a"\n}\n${withoutTimeout}`,
  });
  const report = jsonReport(runCli(["lint", ...onlyTimeout, "--format", "json"], { cwd }).stdout);
  expect(report.findings.map(({ file }) => file)).toEqual(["a/main.tf", "b/main.tf"]);
});

test("a file that does not parse is a finding, the other files are linted, and the exit code is 2", () => {
  const cwd = temporaryDirectory({ "lambda.tf": withoutTimeout, "other/bad.tf": broken });
  const { exitCode, stdout } = runCli(["lint", ...onlyTimeout, "--format", "json"], { cwd });
  expect(exitCode).toBe(2);
  const { findings } = jsonReport(stdout);
  expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(["function/timeout-unset", "syntax"]));
  expect(findings.find(({ rule }) => rule === "syntax")).toMatchObject({ severity: "error", file: "other/bad.tf" });
});

test("a file with a byte order mark and CRLF line ends is read like any other", () => {
  const cwd = temporaryDirectory({ "lambda.tf": `\ufeff${withoutTimeout.replaceAll("\n", "\r\n")}` });
  const { exitCode, stdout } = runCli(["lint", ...onlyTimeout], { cwd });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('  1 | resource "aws_lambda_function" "orders" {\n    | ^');
});

test("an empty file is not a mistake", () => {
  const cwd = temporaryDirectory({ "main.tf": "" });
  expect(runCli(["lint", ...onlyTimeout], { cwd })).toEqual({
    exitCode: 0,
    stdout: "No findings in 1 file in 1 module\n",
    stderr: "",
  });
});

test("binary, deeply nested and hostile files lead to findings, not to crashes", () => {
  const cwd = temporaryDirectory({
    "binary/x.tf": Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256)),
    "nested/x.tf": `locals {\n  x = ${"[".repeat(1000)}${"]".repeat(1000)}\n}\n`,
    "deep/x.tf": `locals {\n  x = ${"(".repeat(200_000)}\n}\n`,
    "proto/x.tf":
      'locals {\n  __proto__ = { __proto__ = 1 }\n  x = local.constructor\n}\nresource "__proto__" "constructor" {}\n',
  });
  const { exitCode, stdout, stderr } = runCli(["lint", "--profile", "all", "--format", "json"], { cwd });
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "" });
  const unparsed = jsonReport(stdout).findings.filter(({ rule }) => rule === "syntax");
  expect(new Set(unparsed.map(({ file }) => file))).toEqual(new Set(["binary/x.tf", "deep/x.tf", "nested/x.tf"]));
});

test("a file of 5 MB is linted", () => {
  const cwd = temporaryDirectory({ "big.tf": withoutTimeout.repeat(1).padEnd(5_000_000, "# filler\n") });
  expect(runCli(["lint", ...onlyTimeout], { cwd }).exitCode).toBe(1);
});

test("a directory whose name ends in .tf is searched, and is not a file of its parent", () => {
  const cwd = temporaryDirectory({ "main.tf": "", "x.tf/lambda.tf": withoutTimeout });
  expect(runCli(["lint", ...onlyTimeout], { cwd }).exitCode).toBe(1);
});

test.skipIf(process.getuid?.() === 0)("a file that cannot be read is a finding, and the exit code is 2", () => {
  const cwd = temporaryDirectory({ "main.tf": withoutTimeout, "secret.tf": "" });
  chmodSync(join(cwd, "secret.tf"), 0o000);
  const { exitCode, stdout } = runCli(["lint", ...onlyTimeout], { cwd });
  expect(exitCode).toBe(2);
  expect(stdout).toContain("The file cannot be read: permission denied");
});

test.each([
  [["lint", "missing"], "Error: missing does not exist\n"],
  [
    ["lint", "empty"],
    "Error: There are no Terraform files in empty\n  Name a directory that holds .tf files, at any depth, or a .tf file\n",
  ],
  [["lint", "--fail-on", "warn"], 'Error: --fail-on cannot be "warn"\n  It may be error, warning, info, never\n'],
  [
    ["lint", "--profile", "stric"],
    'Error: --profile cannot be "stric"\n  Did you mean strict? It may be recommended, strict, all\n',
  ],
  [
    ["lint", "--only", "function/timeout-unse"],
    'Error: There is no rule "function/timeout-unse"\n  Did you mean function/timeout-unset?\n',
  ],
  [
    ["lint", "--rule", "function/timeout-unset"],
    "Error: --rule function/timeout-unset sets no severity\n  Write --rule function/timeout-unset=error, or another of error, warning, info, off\n",
  ],
  [
    ["lint", "--rule", "function/timeout-unset=loud"],
    'Error: --rule function/timeout-unset cannot be "loud"\n  It may be error, warning, info, off\n',
  ],
  [["lint", "--as-of", "2026-02-30"], "Error: --as-of 2026-02-30 is not a date\n  Write it as YYYY-MM-DD\n"],
  [["lint", "--format", "xml"], 'Error: There is no format "xml"\n'],
  [["lint", "--var", "name"], "Error: --var name sets no variable\n  Write --var name=value\n"],
  [["lint", "--var-file", "missing.tfvars"], "Error: missing.tfvars does not exist\n"],
  [["lint", "--var-file", "unclosed.tfvars"], 'Error: unclosed.tfvars:2:12 is not HCL: This "[" is never closed\n'],
  [["runtimes", "--var-file", "unclosed.tfvars"], "Error: unclosed.tfvars:2:12 is not HCL"],
  [["lint", "--only", ","], "Error: --only names no rule\n  Write --only ID, or --only ID,ID\n"],
  [["lint", "--output", "sarf=report.sarif"], 'Error: There is no format "sarf"\n  The formats are stylish, json,'],
  [["lint", "--output", "json="], "Error: --output json= names no file\n"],
  [["lint", "main.json"], "Error: main.json is not a plan: it has no planned_values\n"],
  [["parse", "empty"], "Error: empty is a directory\n  Name a file\n"],
  [["lint", "--fixx"], "Error: unknown option '--fixx'"],
  [["lint", ""], "Error: A path is empty\n  Write . for the working directory\n"],
  [["lint", ".", ""], "Error: A path is empty\n"],
  [["config", ""], "Error: A path is empty\n"],
  [["lint", "--output", "-"], "Error: --output - names no file\n"],
  [["parse", "deep.tf"], "Error: deep.tf is nested too deeply to be read\n"],
  [["lnt", "--help"], "Error: unknown command 'lnt'\n"],
  [["help", "lnt"], "Error: unknown command 'lnt'\n"],
  [["lnt"], "Error: unknown command 'lnt'\n(Did you mean lint?)\n"],
])("%j is refused with one sentence, and exits with 2", (args, message) => {
  const cwd = temporaryDirectory({
    "main.tf": withoutTimeout,
    "unclosed.tfvars": 'name  = "orders"\nsubnets =  ["a",\n',
    "main.json": '{ "format_version": "1.2", "planned_values": [] }',
    "deep.tf": `locals { a = ${"[".repeat(20_000)}${"]".repeat(20_000)} }`,
  });
  mkdirSync(join(cwd, "empty"));
  const { exitCode, stdout, stderr } = runCli(args, { cwd });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.startsWith(message), stderr).toBe(true);
});

test("faults in files of values that Terraform reads by itself are reported with their place, beside all other findings", () => {
  const cwd = temporaryDirectory({
    "live/main.tf": withoutTimeout,
    "live/a.auto.tfvars.json": '{ "name":   }',
    "live/terraform.tfvars": 'name  = "orders"\nsubnets =  ["a",\n',
  });
  const { exitCode, stdout } = runCli(["lint", ...onlyTimeout, "--format", "json"], { cwd });
  expect(exitCode).toBe(2);
  const findings: { file: string; range: { start: object }; rule: string }[] = JSON.parse(stdout).findings;
  expect(findings.map(({ file, range, rule }) => ({ file, start: range.start, rule }))).toEqual([
    { file: "live/a.auto.tfvars.json", start: { line: 1, column: 13 }, rule: "syntax" },
    { file: "live/main.tf", start: { line: 1, column: 1 }, rule: "function/timeout-unset" },
    { file: "live/terraform.tfvars", start: { line: 2, column: 12 }, rule: "syntax" },
  ]);
});

test("a reader that closes the pipe early does not cause a failure", () => {
  const cwd = temporaryDirectory({
    "main.tf": Array.from({ length: 5000 }, (_, i) => withoutTimeout.replaceAll("orders", `orders_${i}`)).join(""),
  });
  const command = `"${process.execPath}" "${binary}" lint --format json | head -c 100 >/dev/null; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", command], { cwd, encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: "1\n", stderr: "" });
});

test("there is no colour without a terminal, nor with --no-color", () => {
  const cwd = temporaryDirectory({ "lambda.tf": withoutTimeout });
  for (const args of [["lint"], ["lint", "--no-color"], ["--no-color", "lint"]]) {
    expect(runCli(args, { cwd, env: { TERM: "xterm" } }).stdout).not.toContain("\u001b");
  }
});

test("reads YAML, in the configuration and in yamldecode", () => {
  const cwd = temporaryDirectory({
    "lambda.tf": `locals {
  functions = yamldecode(file("\${path.module}/functions.yaml"))
}
resource "aws_lambda_function" "all" {
  for_each      = local.functions
  function_name = each.key
  role          = "arn:aws:iam::123456789012:role/orders"
  timeout       = each.value.timeout
}
`,
    "functions.yaml": "orders: { timeout: 30 }\nreports: { timeout: 9000 }\n",
    "lambda-tf.config.yaml": "rules:\n  function/timeout-range: info\n",
  });
  const { stdout, stderr } = runCli(["lint", "--only", "function/timeout-range", "--format", "json"], { cwd });
  expect(stderr).toBe("");
  expect(jsonReport(stdout).findings.map(({ severity, resource }) => ({ severity, resource }))).toEqual([
    { severity: "info", resource: 'aws_lambda_function.all["reports"]' },
  ]);
});
