import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { concealing } from "../../src/report/concealed.ts";
import { github } from "../../src/report/github.ts";
import type { Finding } from "../../src/report/index.ts";
import { markdown } from "../../src/report/markdown.ts";
import { stylish } from "../../src/report/stylish.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { rangeOf } from "../helpers/range-of.ts";
import { context } from "../helpers/render-context.ts";
import { repository } from "../helpers/run-cli.ts";

const rules = `${repository}fixtures/rules`;

function finding(rule: string, start: [number, number], end: [number, number]): Finding {
  return { rule, severity: "error", message: "", file: "main.tf", range: rangeOf(start, end) };
}

test("a secret shows no more than its first characters, whichever finding shows the line", () => {
  const line = 'key = "sk_live_hG73bDq9Zw1LxKcP0vRtM5yE" # live';
  const conceal = concealing([finding("secrets/plaintext-environment", [3, 7], [3, 41])], () => line);
  expect(conceal.sourceLine("main.tf", 3)).toBe(`key = "sk_l${"•".repeat(29)} # live`);
  expect(conceal.sourceLine("main.tf", 4)).toBe(line);
  expect(conceal.sourceLine("other.tf", 3)).toBe(line);
});

test("every finding that shows the beginning of a secret has the rest of its line concealed", async () => {
  let shown = 0;
  for (const directory of globSync("{secrets,state}/*/*/", { cwd: rules, onlyDirectories: true, absolute: true })) {
    const sourceLine = (file: string, line: number) =>
      readFileSync(join(directory, file), "utf8").split("\n")[line - 1];
    const findings = await lintDirectory(directory, { profile: "all" });
    for (const one of findings.filter(({ message }) => message.endsWith("…"))) {
      const { file, range, rule } = one;
      const line = concealing([one], sourceLine).sourceLine(file, range.start.line);
      expect(line, `${rule} in ${directory}`).toContain("•");
      shown++;
    }
  }
  expect(shown).toBeGreaterThan(10);
});

test("nothing of a short secret is shown", () => {
  const conceal = concealing([finding("secrets/in-default", [1, 8], [1, 17])], () => 'pass = "hunter2"');
  expect(conceal.sourceLine("main.tf", 1)).toBe('pass = "••••••••');
});

test("all lines of a heredoc are concealed", () => {
  const conceal = concealing(
    [finding("secrets/state-exposed", [1, 9], [3, 4])],
    (_, at) => ["", "MIIEowIBAAKCAQEA", "EOT"][at - 1],
  );
  expect(conceal.sourceLine("main.tf", 2)).toBe("•".repeat(16));
  expect(conceal.sourceLine("main.tf", 3)).toBe("•••");
});

test("lines that only other rules report are shown", () => {
  const conceal = concealing([finding("secrets/kms", [1, 1], [1, 9])], () => "resource");
  expect(conceal.sourceLine("main.tf", 1)).toBe("resource");
});

test("a secret is not shown in suggested text either", () => {
  const line = 'key = "sk_live_hG73bDq9Zw1LxKcP0vRtM5yE"';
  const { newText } = concealing([finding("secrets/plaintext-environment", [1, 7], [1, 41])], () => line);
  expect(newText('{ key = "sk_live_hG73bDq9Zw1LxKcP0vRtM5yE" }')).toBe(`{ key = "${"•".repeat(32)}" }`);
  expect(newText("key = var.key")).toBe("key = var.key");
});

test.each([
  ["markdown", markdown],
  ["github", github],
  ["stylish", stylish],
])("%s shows no secret next to suggested text in the same line", (_, format) => {
  const line = 'variables = { KEY = "sk_live_hG73bDq9Zw1LxKcP0vRtM5yE", LEVEL = "dbug" }';
  const secret = finding("secrets/plaintext-environment", [1, 21], [1, 55]);
  const range = { start: { line: 1, column: 65 }, end: { line: 1, column: 71 } };
  const other = finding("schema/allowed-value", [2, 1], [2, 2]);
  const edit = { file: "main.tf", range, newText: '"debug"' };
  const summary = { files: 1, modules: 1, errors: 2, warnings: 0, infos: 0, suppressed: 0 };
  const findings = [secret, { ...other, fix: { title: "Write debug", edits: [edit] } }];
  const report = { version: 1, tool: { name: "lambda-tf", version: "0" }, summary, findings } as const;
  const text = format(report, { ...context, sourceLine: (_file, at) => (at === 1 ? line : "}") });
  expect(text).toMatch(/\bLEVEL = "debug"/);
  expect(text).not.toContain("hG73bDq9");
});

test("several secrets on one line are each hidden, whatever their order", () => {
  const line = 'a = "hunter2", b = "sk_live_hG73bDq9Zw1LxKcP0vRtM5yE", c = "✓"';
  const places = [finding("secrets/in-default", [1, 20], [1, 54]), finding("secrets/in-default", [1, 5], [1, 14])];
  const conceal = concealing(places, () => line);
  expect(conceal.sourceLine("main.tf", 1)).toBe(`a = "••••••••, b = "sk_l${"•".repeat(29)}, c = "✓"`);
});
