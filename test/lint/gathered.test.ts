import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { gathered } from "../../src/lint/index.ts";
import type { Finding, Report } from "../../src/report/index.ts";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

function untyped(file: string, line: number, newText?: string): Finding {
  const at = { file, range: { start: { line, column: 1 }, end: { line, column: 13 } } };
  const suggestions = newText === undefined ? [] : [{ title: "Set type", edits: [{ ...at, newText }] }];
  const rule = "style/typed-variables";
  return { rule, severity: "warning", message: `The variable on ${line} has no type`, ...at, suggestions };
}

function reportOf(...findings: readonly Finding[]): Report {
  const summary = { files: 2, modules: 1, errors: 0, warnings: findings.length, infos: 0, suppressed: 3 };
  return { version: 1, tool: { name: "lambda-tf", version: "0" }, summary, findings };
}

test("the same finding at many places of a file becomes one, with their lines and all edits", () => {
  const { findings, summary } = gathered(
    reportOf(untyped("a.tf", 1, "string"), untyped("a.tf", 5), untyped("a.tf", 9, "number"), untyped("b.tf", 2)),
  );
  expect(findings.map(({ file, message }) => `${file}: ${message}`)).toEqual([
    "a.tf: 3 variables have no type: lines 1, 5 and 9",
    "b.tf: The variable on 2 has no type",
  ]);
  const [suggestion] = findings[0]?.suggestions ?? [];
  expect(suggestion?.title).toBe("Set their types: 2 of the 3");
  expect(suggestion?.edits.map(({ newText }) => newText)).toEqual(["string", "number"]);
  expect(summary).toMatchObject({ files: 2, modules: 1, warnings: 2, suppressed: 3 });
});

test("only the first of many lines are named", () => {
  const all = Array.from({ length: 12 }, (_, i) => untyped("a.tf", i + 1));
  expect(gathered(reportOf(...all)).findings.map(({ message }) => message)).toEqual([
    "12 variables have no type: lines 1, 2, 3, 4, 5, 6, 7, 8, 9 and 3 more",
  ]);
});

test("only the first of several edits of the same range is kept", () => {
  const [one] = gathered(reportOf(untyped("a.tf", 1, "string"), untyped("a.tf", 1, "number"))).findings;
  expect(one?.message).toBe("2 variables have no type: line 1");
  expect(one?.suggestions?.[0]?.edits.map(({ newText }) => newText)).toEqual(["string"]);
});

test("a report for people combines findings that no comment suppresses, and a report for programs lists each", () => {
  const text = ['variable "a" {}', 'variable "b" {} # lambda-tf:ignore style/typed-variables', 'variable "c" {}'].join(
    "\n",
  );
  const cwd = temporaryDirectory({ "main.tf": `${text}\n` });
  const { stdout } = runCli(["lint", "--only", "style/typed-variables", "--output", "json=report.json"], { cwd });
  expect(stdout).toContain("2 variables have no type: lines 1 and 3");
  const report: Report = JSON.parse(readFileSync(`${cwd}/report.json`, "utf8"));
  expect(report.findings.map(({ message }) => message)).toEqual([
    "The variable a has no type",
    "The variable c has no type",
  ]);
});
