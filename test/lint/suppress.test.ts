import { expect, test } from "vitest";
import { lint } from "../../src/lint/index.ts";
import { parseDirectives } from "../../src/lint/suppress/directive.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

async function linted(text: string, config?: object): Promise<{ found: number[]; suppressed: (string | number)[][] }> {
  const files =
    config === undefined ? { "main.tf": text } : { "main.tf": text, "lambda-tf.config.json": JSON.stringify(config) };
  const { report, suppressed } = await lint(
    lintRequest(temporaryDirectory(files), { only: ["function/timeout-unset"] }),
  );
  expect(report.summary.suppressed).toBe(suppressed.length);
  return {
    found: report.findings.map(({ range }) => range.start.line),
    suppressed: suppressed.map(({ finding, reason }) => [finding.range.start.line, reason]),
  };
}

const fn = (name: string): string => `resource "aws_lambda_function" "${name}" {\n  function_name = "${name}"\n}\n`;

test("a comment above a block applies to the whole block, and to nothing else", async () => {
  const text = `# lambda-tf:ignore function/timeout-unset short by design\n${fn("a")}${fn("b")}`;
  expect(await linted(text)).toEqual({ found: [5], suppressed: [[2, "short by design"]] });
});

test("other comments and blank lines may be in between", async () => {
  const text = `# lambda-tf:ignore function/timeout-unset why\n# The orders.\n\n${fn("a")}`;
  expect(await linted(text)).toEqual({ found: [], suppressed: [[4, "why"]] });
});

test("a comment at the end of a line applies to that line", async () => {
  const text = `${fn("a")}${fn("b")}`.replace('"a" {', '"a" { # lambda-tf:ignore function/timeout-unset why');
  expect(await linted(text)).toEqual({ found: [4], suppressed: [[1, "why"]] });
});

test("ignore-file applies to the whole file", async () => {
  const text = `${fn("a")}${fn("b")}// lambda-tf:ignore-file function/timeout-unset why\n`;
  expect((await linted(text)).found).toEqual([]);
});

test("a suppression of another rule has no effect", async () => {
  expect((await linted(`# lambda-tf:ignore function/timeout-range why\n${fn("a")}`)).found).toEqual([2]);
});

test.each([
  ["2026-11-24", []],
  ["2026-11-23", [2]],
])("expires=%s applies through that day", async (day, found) => {
  expect((await linted(`# lambda-tf:ignore function/timeout-unset expires=${day} why\n${fn("a")}`)).found).toEqual(
    found,
  );
});

test("text that looks like a comment inside a string or heredoc is not a comment", async () => {
  const text = fn("a").replace('= "a"', '= "# lambda-tf:ignore-file function/timeout-unset"');
  expect((await linted(text)).found).toEqual([1]);
});

test("comments for other linters apply to the rules with those ids as peers, unless turned off", async () => {
  const text = `# tflint-ignore: aws_lambda_function_default_timeout\n${fn("a")}`;
  expect((await linted(text)).found).toEqual([]);
  expect((await linted(text, { peerSuppressions: false })).found).toEqual([2]);
});

test.each([
  ["lambda-tf:ignore a/b, c/d the reason, in words", "lambda-tf", ["a/b", "c/d"], "line", "the reason, in words"],
  ["lambda-tf:ignore a/b expires=2027-01-31 later", "lambda-tf", ["a/b"], "line", "later"],
  ["lambda-tf:ignore-file a/b", "lambda-tf", ["a/b"], "file", ""],
  ["checkov:skip=CKV_AWS_50:no tracing", "checkov", ["CKV_AWS_50"], "block", "no tracing"],
  ["trivy:ignore:AVD-AWS-0066", "trivy", ["AVD-AWS-0066"], "line", ""],
  ["tfsec:ignore:*", "trivy", undefined, "line", ""],
  ["tflint-ignore-file: a_b, c_d", "tflint", ["a_b", "c_d"], "file", ""],
  ["tflint-ignore: all", "tflint", undefined, "line", ""],
  ["kics-scan ignore-block", "kics", undefined, "line", ""],
])("%s is read", (text, tool, rules, scope, reason) => {
  expect(parseDirectives(` ${text} `)).toMatchObject([{ tool, rules, scope, reason }]);
});

test.each(["lambda-tf:ignored a/b", "see lambda-tf:ignore", "checkov", "tflint-ignore:", "kics-scan disable=all"])(
  "%s is not a directive",
  (text) => {
    expect(parseDirectives(text)).toEqual([]);
  },
);
