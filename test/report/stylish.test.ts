import { Chalk } from "chalk";
import { describe, expect, test } from "vitest";
import type { Finding, Report } from "../../src/report/index.ts";
import { stylish } from "../../src/report/stylish.ts";
import { context } from "../helpers/render-context.ts";

const source = new Map([
  ["iam.tf", ['resource "aws_iam_role_policy" "orders" {', '\tpolicy = jsonencode({ Action = "s3:*" })', "}"]],
  ["日本.tf", ['  description = "注文" # 注文を受ける']],
]);
const sourceLine = (file: string, line: number): string | undefined => source.get(file)?.[line - 1];

const wildcard: Finding = {
  rule: "iam/wildcard-action",
  severity: "error",
  message: "s3:* allows every action of S3",
  file: "iam.tf",
  range: { start: { line: 2, column: 35 }, end: { line: 2, column: 41 } },
  help: "Name the actions that the code calls",
  related: [
    {
      file: "lambda.tf",
      range: { start: { line: 4, column: 3 }, end: { line: 4, column: 9 } },
      message: "the function",
    },
  ],
  trace: ["module.orders (main.tf:4)"],
};

function report(findings: readonly Finding[], suppressed = 0): Report {
  const errors = findings.length;
  return {
    version: 1,
    tool: { name: "lambda-tf", version: "0.1.0" },
    summary: { files: 2, modules: 1, errors, warnings: 0, infos: 0, suppressed },
    findings,
  };
}

test("shows the source line with marks under exactly the place", () => {
  expect(stylish(report([wildcard]), { ...context, sourceLine })).toBe(
    [
      "iam.tf",
      "",
      "  2:35 error s3:* allows every action of S3 iam/wildcard-action",
      '  2 | \tpolicy = jsonencode({ Action = "s3:*" })',
      "    | \t                                 ^^^^^^",
      "    = help: Name the actions that the code calls",
      "    = see: lambda.tf:4:3 the function",
      "    = through: module.orders (main.tf:4)",
      "",
      "1 finding in 2 files in 1 module: 1 error, 0 warnings, 0 info",
      "",
    ].join("\n"),
  );
});

describe("the suggested text", () => {
  const edit = (line: number, from: number, to: number, newText: string, file = "iam.tf") => {
    return { file, range: { start: { line, column: from }, end: { line, column: to } }, newText };
  };
  const shown = (finding: Partial<Finding>): readonly string[] => {
    const { related, trace, ...bare } = wildcard;
    return stylish(report([{ ...bare, ...finding }]), { ...context, sourceLine }).split("\n");
  };

  test("is shown below the help of a fix", () => {
    const lines = shown({ fix: { title: "Name the action", edits: [edit(2, 33, 39, '"s3:GetObject"')] } });
    expect(lines.slice(5, 7)).toEqual([
      "    = help: Name the actions that the code calls",
      '  2 + \tpolicy = jsonencode({ Action = "s3:GetObject" })',
    ]);
    expect(lines.at(-2)).toBe("1 finding in 2 files in 1 module: 1 error, 0 warnings, 0 info; --fix resolves 1");
  });

  test("is shown for the first of several suggestions, and the others are named", () => {
    const [first, second] = ["s3:GetObject", "s3:PutObject"].map((action) => {
      return { title: `Allow ${action}`, edits: [edit(2, 33, 39, `"${action}"`)] };
    });
    const lines = shown({ suggestions: [first, second].filter((one) => one !== undefined) });
    expect(lines.slice(6, 9)).toEqual([
      "    = suggestion: Allow s3:GetObject",
      '  2 + \tpolicy = jsonencode({ Action = "s3:GetObject" })',
      "    = or: Allow s3:PutObject",
    ]);
    expect(lines.at(-2)).toBe(
      "1 finding in 2 files in 1 module: 1 error, 0 warnings, 0 info; --fix-suggestions resolves 1",
    );
  });

  test("names the place if it is another one", () => {
    const edits = [edit(1, 32, 40, '"jobs"'), edit(1, 17, 21, '"書く"', "日本.tf")];
    expect(shown({ fix: { title: "Rename", edits } }).slice(6, 11)).toEqual([
      '  1 - resource "aws_iam_role_policy" "orders" {',
      '    + resource "aws_iam_role_policy" "jobs" {',
      "  日本.tf",
      '  1 -   description = "注文" # 注文を受ける',
      '    +   description = "書く" # 注文を受ける',
    ]);
  });

  test("is cut if it is long", () => {
    const newText = Array.from({ length: 20 }, (_, line) => `line_${line}`).join("\n");
    const lines = shown({ fix: { title: "Write", edits: [edit(3, 2, 2, `\n${newText}`)] } });
    expect(lines.slice(6, 8)).toEqual(["  4 + line_0", "    + line_1"]);
    expect(lines.slice(17, 19)).toEqual(["    + line_11", "  … 8 more lines"]);
  });
});

test("names a file once for all its findings", () => {
  const second = { ...wildcard, range: { start: { line: 3, column: 1 }, end: { line: 3, column: 2 } } };
  const lines = stylish(report([wildcard, second]), { ...context, sourceLine }).split("\n");
  expect(lines.filter((line) => line === "iam.tf")).toHaveLength(1);
});

test("marks wide characters with wide marks", () => {
  const range = { start: { line: 1, column: 17 }, end: { line: 1, column: 21 } };
  const text = stylish(report([{ ...wildcard, file: "日本.tf", range }]), { ...context, sourceLine });
  expect(text).toContain(`  1 |   description = "注文" # 注文を受ける\n    | ${" ".repeat(16)}^^^^^^\n`);
});

test("a place that ends on a later line is marked to the end of its first line", () => {
  const range = { start: { line: 1, column: 1 }, end: { line: 3, column: 2 } };
  const text = stylish(report([{ ...wildcard, range }]), { ...context, sourceLine });
  expect(text).toContain(`    | ${"^".repeat('resource "aws_iam_role_policy" "orders" {'.length)}\n`);
});

test("cuts a line that is too long around the place", () => {
  const line = `${"a".repeat(5000)}"here"${"b".repeat(5000)}`;
  const range = { start: { line: 1, column: 5001 }, end: { line: 1, column: 5007 } };
  const text = stylish(report([{ ...wildcard, range }]), { ...context, sourceLine: () => line });
  expect(text).toContain(`  1 | …${"a".repeat(40)}"here"${"b".repeat(114)}…\n    | ${" ".repeat(41)}^^^^^^\n`);
});

test("findings in a file whose source is not available are reported without it", () => {
  const text = stylish(report([{ ...wildcard, file: "gone.tf" }]), { ...context, sourceLine });
  expect(text).toContain("iam/wildcard-action\n    = help");
});

test("control characters in source, path and message do not reach the terminal", () => {
  const file = "a\u001b[2J.tf";
  const message = "\u001b]0;title\u0007 \u202e and \u009b1m";
  const text = stylish(report([{ ...wildcard, file, message }]), {
    ...context,
    sourceLine: () => "x = \u001b[31m\r",
  });
  expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(text).toContain("a␛[2J.tf");
});

test("says that nothing was found, and what was suppressed", () => {
  const text = stylish(report([], 2), { ...context, sourceLine });
  expect(text).toBe("No findings in 2 files in 1 module, 2 suppressed\n");
});

test("severity and marks have the same colour", () => {
  const palette = new Chalk({ level: 1 });
  const text = stylish(report([wildcard]), { ...context, sourceLine, palette });
  expect(text).toContain(palette.red("error"));
  expect(text).toContain(palette.red("^^^^^^"));
});
