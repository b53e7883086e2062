import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatHcl,
  type ParsedFile,
  parseHcl,
  parseJsonSyntax,
  parseTemplate,
  SourceFile,
} from "../../src/hcl/index.ts";
import { hclDocument } from "./arbitrary.ts";
import { mutatedDocument, scrapHeap } from "./mutations.ts";
import { runs, seed } from "./runs.ts";

const bytes = fc.uint8Array({ maxLength: 400 }).map((all) => Buffer.from(all).toString("utf8"));
const units = fc.string({ unit: "binary", maxLength: 200 });
const json = fc
  .tuple(
    fc.object(),
    fc.array(fc.tuple(fc.nat(300), fc.constantFrom("", "{", "}", '"', "\\", ",", ":", "[", "${", "]"))),
  )
  .map(([value, cuts]) =>
    cuts.reduce((text, [at, put]) => text.slice(0, at) + put + text.slice(at + 1), JSON.stringify(value)),
  );
/** A document that ends anywhere, like one that is being edited. */
const beginnings = fc.tuple(hclDocument, fc.nat(500)).map(([text, length]) => text.slice(0, length));

/** Every text has a tree or an error, and the place of each lies within the text. */
function expectSound({ body, comments, errors }: ParsedFile, text: string): void {
  for (const { start, end } of [body, ...body.items, ...comments, ...errors]) {
    expect(0 <= start && start <= end && end <= text.length).toBe(true);
  }
}

describe.each([
  ["bytes", bytes],
  ["characters", units],
  ["broken documents", mutatedDocument],
  ["beginnings of documents", beginnings],
  ["scraps", scrapHeap],
  ["broken JSON", json],
])(`${runs} random %s`, (_, texts) => {
  test("do not crash any reader", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const file = new SourceFile("a.tf", text);
        expectSound(parseHcl(file), text);
        expectSound(parseJsonSyntax(file), text);
        expect(parseTemplate(file, { start: 0, end: text.length }).kind).toMatch(/^(read|broken)$/);
        expect(formatHcl(text)).toBeTypeOf("string");
      }),
      { numRuns: runs, seed },
    );
  });
});

/** Far more than anyone writes: a reader whose time grows faster than the text would not finish. */
const many = 50_000;
const towers = {
  brackets: `a = ${"[".repeat(many)}`,
  "closed brackets": `a = ${"[".repeat(many)}${"]".repeat(many)}`,
  parentheses: `a = ${"(".repeat(many)}1${")".repeat(many)}`,
  objects: `a = ${"{ a = ".repeat(many)}`,
  blocks: "a {\n".repeat(many),
  signs: `a = ${"!".repeat(many)}true`,
  conditionals: `a = ${"b ? c : ".repeat(many)}d`,
  interpolations: `a = ${'"${'.repeat(many)}`,
  "if directives": `a = "${"%{ if a }".repeat(many)}${"%{ endif }".repeat(many)}"`,
  "calls of calls": `a = ${"f(".repeat(many)}`,
};

describe("nesting that is too deep is refused with one error that says so", () => {
  test.each(Object.entries(towers))("%s", (_, text) => {
    const { errors } = parseHcl(new SourceFile("a.tf", text));
    expect(errors[0]?.message).toMatch(/^This is nested more than 500 levels deep/);
  });

  test("JSON", () => {
    const { errors } = parseJsonSyntax(new SourceFile("a.tf.json", `{"a":${"[".repeat(many)}`));
    expect(errors[0]?.message).toMatch(/^This is nested more than 500 levels deep/);
  });
});

const rows = {
  arguments: "a = 1\n".repeat(many),
  "one long list": `a = [${"1, ".repeat(many)}]\n`,
  "one long sum": `a = 1${" + 1".repeat(400)}\n`,
  "one long string": `a = "${"x".repeat(many * 10)}"\n`,
  "escapes in a string": `a = "${"\\n$${".repeat(many)}"\n`,
  "interpolations in a row": `a = "${"${b}-".repeat(many)}"\n`,
  "strip markers": `a = "${"${~ b ~}  ".repeat(many)}"\n`,
  "lines of a heredoc": `a = <<-EOT\n${"    x ${b}\n".repeat(many)}  EOT\n`,
  comments: "# c\n/* c */\n".repeat(many),
  "comments that never end": `a = 1 ${"/* ".repeat(many)}`,
  "strings that never end": 'a = "\n'.repeat(many / 10),
  "heredocs that never end": "a = <<EOT\n".repeat(many / 10),
  "faults on every line": "a = = 1\nb }\n".repeat(many / 10),
  blocks: 'resource "a" "b" {\n  c = 1\n}\n'.repeat(many / 4),
  "one long name": `${"a".repeat(many * 10)} = 1\n`,
  "steps of a traversal": `a = b${".c".repeat(400)}\n`,
};

test.each(Object.entries(rows))("a long run of one construct is read to its end: %s", (_, text) => {
  const parsed = parseHcl(new SourceFile("a.tf", text));
  expectSound(parsed, text);
  if (parsed.errors.length === 0) expect(formatHcl(text).length).toBeGreaterThan(0);
});
