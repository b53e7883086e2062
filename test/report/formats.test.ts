import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { fingerprints } from "../../src/report/fingerprint.ts";
import { type Finding, formats, loadReporter, type RenderContext, type Report } from "../../src/report/index.ts";
import { context } from "../helpers/render-context.ts";

const range = { start: { line: 2, column: 3 }, end: { line: 2, column: 9 } };
const hostile: Finding = {
  rule: "iam/wildcard-action",
  severity: "error",
  message: 'Allows <everything> & "more", 100%: \u001b[31m]]> @everyone | `code`',
  resource: "aws_iam_role_policy.a",
  file: "modules/a b,c:d/iam.tf",
  range,
  help: "Name the actions\nthat are called",
  related: [{ file: "main.tf", range, message: "called here" }],
  fix: { title: "Narrow it", edits: [{ file: "main.tf", range, newText: "x" }] },
};
const second: Finding = { ...hostile, severity: "warning", file: "z.tf", message: "Second" };
const syntax: Finding = { rule: "syntax", severity: "error", message: "No HCL", file: "z.tf", range };

function report(...findings: Finding[]): Report {
  const summary = { files: 3, modules: 1, errors: 1, warnings: 1, infos: 0, suppressed: 0 };
  return { version: 1, tool: { name: "lambda-tf", version: "0.1.0" }, summary, findings };
}

async function render(format: string, found: Report, changed: Partial<RenderContext> = {}): Promise<string> {
  const reporter = await loadReporter(format);
  return reporter(found, { ...context, ...changed });
}

async function xml(format: string, found: Report) {
  const text = await render(format, found);
  expect(XMLValidator.validate(text)).toBe(true);
  return new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => /^(file|error|testsuite|testcase)$/.test(name),
  }).parse(text);
}

describe.each(formats)("%s", (format) => {
  test("contains no control characters, and ends with a line end", async () => {
    const text = await render(format, report(hostile, second));
    expect(text).not.toContain("\u001b");
    expect(text.endsWith("\n")).toBe(true);
  });

  test("is well-formed for a report without findings", async () => {
    await expect(render(format, report())).resolves.toBeTypeOf("string");
  });
});

test("an unknown format is refused", async () => {
  await expect(loadReporter("constructor")).rejects.toThrow('There is no format "constructor"');
});

test("checkstyle groups by file and keeps the message", async () => {
  const { checkstyle } = await xml("checkstyle", report(hostile, second));
  expect(checkstyle.file.map(({ name }: { name: string }) => name)).toEqual([hostile.file, "z.tf"]);
  expect(checkstyle.file[0].error[0]).toMatchObject({
    line: "2",
    column: "3",
    severity: "error",
    source: "lambda-tf.iam/wildcard-action",
  });
});

test("junit counts its cases, and has a passed case for a clean run", async () => {
  const { testsuites } = await xml("junit", report(hostile, second));
  expect(testsuites).toMatchObject({ tests: "2", failures: "2" });
  expect(testsuites.testsuite.map(({ tests }: { tests: string }) => tests)).toEqual(["1", "1"]);
  const clean = await xml("junit", report());
  expect(clean.testsuites).toMatchObject({ tests: "1", failures: "0" });
  expect(clean.testsuites.testsuite[0].testcase[0].failure).toBeUndefined();
});

test("github escapes characters that would end a command or a property", async () => {
  const [line, ...more] = (await render("github", report(hostile))).trimEnd().split("\n");
  expect(more).toEqual([]);
  expect(line).toMatch(
    /^::error file=modules\/a b%2Cc%3Ad\/iam\.tf,line=2,endLine=2,col=3,endColumn=9,title=iam\/wildcard-action::/,
  );
  expect(line).toContain("100%25: ");
  expect(line?.endsWith("Name the actions%0Athat are called")).toBe(true);
});

test("gitlab gives each finding a unique fingerprint", async () => {
  const issues = JSON.parse(await render("gitlab", report(hostile, { ...hostile }, second)));
  expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(3);
  expect(issues[0]).toMatchObject({
    check_name: hostile.rule,
    severity: "major",
    location: { path: hostile.file, lines: { begin: 2 } },
  });
});

test("markdown escapes markup", async () => {
  const text = await render("markdown", report(hostile));
  expect(text).not.toMatch(/<everything>|@everyone|`code`/);
  expect(text.split("\n").filter((line) => line.startsWith("| 2 "))).toHaveLength(1);
});

test("markdown fits into a comment, and says what was left out", async () => {
  const many = Array.from({ length: 2000 }, (_, line) => ({
    ...second,
    range: { start: { line: line + 1, column: 1 }, end: range.end },
  }));
  const text = await render("markdown", report(...many));
  expect(text.length).toBeLessThanOrEqual(65_536);
  const told = text.match(/^\| \d/gm)?.length ?? 0;
  expect(text).toContain(`\n${2000 - told} findings more did not fit here.\n`);
});

test("sarif contains rules, places, fixes and suppressions", async () => {
  const suppressed = [
    { finding: { ...second, message: "Hidden" }, by: "comment" as const, reason: "by design" },
    { finding: { ...second, message: "Known" }, by: "baseline" as const, reason: "In known.json" },
  ];
  const { runs } = JSON.parse(await render("sarif", report(hostile, syntax), { suppressed }));
  const [run] = runs;
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["iam/wildcard-action", "syntax"]);
  expect(run.results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex)).toEqual([0, 1, 0, 0]);
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "modules/a%20b%2Cc%3Ad/iam.tf" },
    region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 9 },
  });
  expect(run.results[0].fixes[0].artifactChanges[0].replacements[0].insertedContent).toEqual({ text: "x" });
  expect(run.results[2].suppressions).toEqual([{ kind: "inSource", justification: "by design" }]);
  expect(run.results[3].suppressions).toEqual([{ kind: "external", justification: "In known.json" }]);
});

test("a fingerprint survives moved lines, changed spaces and changed comments, and nothing else", () => {
  const print = (finding: Finding, code: string, marked: string): string | undefined => {
    const column = code.indexOf(marked) + 1;
    const at = { start: { line: 40, column }, end: { line: 40, column: column + marked.length } };
    const placed = { ...finding, range: at };
    return fingerprints([placed], () => code).get(placed);
  };
  const before = print(hostile, '  Action = ["s3:*", var.a]', '["s3:*", var.a]');
  expect(print(hostile, '\tAction=["s3:*",var.a] # for now', '["s3:*",var.a]')).toBe(before);
  expect(print(hostile, '  Action = ["sqs:*", var.a]', '["sqs:*", var.a]')).not.toBe(before);
  expect(print({ ...hostile, file: "other.tf" }, '  Action = ["s3:*", var.a]', '["s3:*", var.a]')).not.toBe(before);
});

test("fingerprints never change, as committed baselines and code scanning contain them", () => {
  const found = fingerprints([second, { ...second }], () => '  Action = "s3:*"');
  expect([...found.values()]).toEqual(["1ffe16a9b7d02078aeb206f25b76e0ac", "382530b858e7f3f18d173f69a414a52f"]);
});
