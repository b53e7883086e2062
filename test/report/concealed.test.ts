import { expect, test } from "vitest";
import { concealing } from "../../src/report/concealed.ts";
import type { Finding } from "../../src/report/index.ts";

function finding(rule: string, start: [number, number], end: [number, number]): Finding {
  const [startLine, startColumn] = start;
  const [endLine, endColumn] = end;
  const range = { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } };
  return { rule, severity: "error", message: "", file: "main.tf", range };
}

test("a secret shows no more than its first characters, whichever finding shows the line", () => {
  const line = 'key = "sk_live_hG73bDq9Zw1LxKcP0vRtM5yE" # live';
  const conceal = concealing([finding("secrets/plaintext-environment", [3, 7], [3, 41])], () => undefined);
  expect(conceal.line("main.tf", 3, line)).toBe(`key = "sk_l${"•".repeat(29)} # live`);
  expect(conceal.line("main.tf", 4, line)).toBe(line);
  expect(conceal.line("other.tf", 3, line)).toBe(line);
});

test("of a short secret nothing is shown", () => {
  const conceal = concealing([finding("secrets/in-default", [1, 8], [1, 17])], () => undefined);
  expect(conceal.line("main.tf", 1, 'pass = "hunter2"')).toBe('pass = "••••••••');
});

test("the lines of a heredoc are concealed to the last", () => {
  const conceal = concealing([finding("secrets/state-exposed", [1, 9], [3, 4])], () => undefined);
  expect(conceal.line("main.tf", 2, "MIIEowIBAAKCAQEA")).toBe("•".repeat(16));
  expect(conceal.line("main.tf", 3, "EOT")).toBe("•••");
});

test("what other rules find is shown", () => {
  const conceal = concealing([finding("secrets/kms", [1, 1], [1, 9])], () => undefined);
  expect(conceal.line("main.tf", 1, "resource")).toBe("resource");
});

test("a secret is shown in no text that is to be written either", () => {
  const line = 'key = "sk_live_hG73bDq9Zw1LxKcP0vRtM5yE"';
  const { newText } = concealing([finding("secrets/plaintext-environment", [1, 7], [1, 41])], () => line);
  expect(newText('{ key = "sk_live_hG73bDq9Zw1LxKcP0vRtM5yE" }')).toBe(`{ key = "${"•".repeat(32)}" }`);
  expect(newText("key = var.key")).toBe("key = var.key");
});
