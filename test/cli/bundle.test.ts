import { expect, test } from "vitest";
import type { Report } from "../../src/report/index.ts";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

/** The other tests run the sources; these check the parts that the build loads only when they are needed. */
test.each([
  ["YAML", 'yamldecode("t: 1000").t'],
  ["regular expressions", 'tonumber(regex("[0-9]+", "x1000"))'],
  ["hashes", 'length(sha256("a")) + 1000'],
])("the build reads %s", (_, value) => {
  const cwd = temporaryDirectory({ "main.tf": `resource "aws_lambda_function" "a" {\n  timeout = ${value}\n}\n` });
  const { stdout, stderr } = runCli(["lint", "--only", "function/timeout-range", "--format", "json"], { cwd });
  expect(stderr).toBe("");
  const report: Report = JSON.parse(stdout);
  expect(report.findings).toHaveLength(1);
});

test.each([
  ["lambda-tf.config.json", '{ "rules": { "function/timeout-range": "info" } }'],
  ["lambda-tf.config.yaml", "rules:\n  function/timeout-range: info\n"],
  ["package.json", '{ "lambda-tf": { "rules": { "function/timeout-range": "info" } } }'],
])("the build reads a configuration in %s", (file, text) => {
  const cwd = temporaryDirectory({
    "main.tf": 'resource "aws_lambda_function" "a" {\n  timeout = 1000\n}\n',
    [file]: text,
  });
  expect(runCli(["lint", "--only", "function/timeout-range"], { cwd })).toMatchObject({ exitCode: 0, stderr: "" });
});
