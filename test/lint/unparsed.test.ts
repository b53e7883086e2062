import { expect, test } from "vitest";
import { judged } from "../../src/lint/unparsed.ts";
import type { Finding } from "../../src/report/index.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

test("a file that is not HCL is reported with HashiCorp's message beside ours, once per file", async () => {
  const directory = temporaryDirectory({ "main.tf": "a = \nb = ]\n", "other.tf": 'locals {\n  c = "d"\n}\n' });
  const found = await lintDirectory(directory, { only: ["schema/unknown-type"] });
  expect(found.map(({ rule, file, range }) => `${rule} ${file}:${range.start.line}`)).toEqual([
    "syntax main.tf:1",
    "syntax main.tf:2",
  ]);
  expect(found[0]?.help).toMatch(/^HashiCorp's parser says: 1,5-2,1: Invalid expression/);
  expect(found[1]?.help).toBeUndefined();
});

test("quoted argument names, as in old maps, are reported one by one, and the rest is read", async () => {
  const text = 'a {\n  "text/plain" = <<EOT\n{\nEOT\n  "b" = 1\n}\n"c" {\n}\n';
  const found = await lintDirectory(temporaryDirectory({ "main.tf": text }), { only: ["schema/unknown-type"] });
  expect(found.map(({ range, message }) => `${range.start.line}:${range.start.column} ${message}`)).toEqual(
    ["2:3", "5:3", "7:1"].map((at) => `${at} Expected the name of an argument or block here; names are not quoted`),
  );
});

test("a JSON file, which HashiCorp's parser does not read, only has our message", async () => {
  const directory = temporaryDirectory({ "main.tf.json": '{"locals": ' });
  const [only, ...others] = await lintDirectory(directory);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ rule: "syntax", file: "main.tf.json" });
  expect(only?.help).toBeUndefined();
});

test("a file that only HashiCorp's parser accepts is reported as our defect", () => {
  const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  const ours: Finding = { rule: "syntax", severity: "error", message: "Expected a value here", file: "main.tf", range };
  expect(judged([ours], { kind: "our-defect" })).toMatchObject([
    {
      message: "This is valid HCL that lambda-tf fails to parse (Expected a value here)",
      help: "The file is valid: please report this bug, with the file",
    },
  ]);
  expect(judged([ours], { kind: "undecided" })).toEqual([ours]);
});

test("reports nothing about a block that it cannot read completely, and everything about its neighbours", async () => {
  const permission = (name: string, arn: string) =>
    `resource "aws_lambda_permission" "${name}" {\n  function_name = "orders"\n  action = "lambda:InvokeFunction"\n  principal = "sns.amazonaws.com"\n${arn}}\n`;
  const cwd = temporaryDirectory({
    "main.tf": `${permission("broken", '  source_arn = "${aws_sns_topic.a-$$B$$.arn}"\n')}${permission("open", "")}`,
  });
  const findings = await lintDirectory(cwd, { only: ["trigger/permission-source"] });
  const found = findings.map(({ rule, resource }) => resource ?? rule);
  expect(new Set(found)).toEqual(new Set(["syntax", "aws_lambda_permission.open"]));
});

test("bytes that are not UTF-8 are an error outside of comments, as in Terraform", async () => {
  const latin = (text: string) => Buffer.from(text, "latin1");
  const directory = temporaryDirectory({
    "main.tf": latin('# \u00e9\nlocals {\n  a = "caf\u00e9" # \u00e9\n  b = "\u00e9"\n}\n'),
    "other.tf": latin('/* \u00e9 */\nlocals { // \u00e9\n  c = "d"\n}\n'),
    "replaced.tf": 'locals {\n  d = "\ufffd"\n}\n',
    "terraform.tfvars": latin('a = "\u00e9"\n'),
  });
  const found = await lintDirectory(directory, { only: ["schema/unknown-type"] });
  expect(found.map(({ rule, file, range: { start }, help }) => [rule, file, start.line, start.column, help])).toEqual([
    ["syntax", "main.tf", 3, 11, undefined],
    ["syntax", "terraform.tfvars", 1, 6, undefined],
  ]);
});
