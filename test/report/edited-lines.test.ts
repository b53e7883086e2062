import fc from "fast-check";
import { expect, test } from "vitest";
import { applyFixes } from "../../src/lint/fix/edit-text.ts";
import { editedLines } from "../../src/report/edited-lines.ts";
import type { FindingEdit, FindingFix, Point } from "../../src/report/index.ts";
import { rangeOf } from "../helpers/range-of.ts";

const source = ['resource "aws_sqs_queue" "注文" {', "  fifo_queue = true", "", "  # 😀 one", "}"];
const sourceLine = (file: string, line: number): string | undefined =>
  file === "main.txt" ? source[line - 1] : undefined;

function edit(start: [number, number], end: [number, number], newText: string, file = "main.txt"): FindingEdit {
  return { file, range: rangeOf(start, end), newText };
}

function changes(...edits: FindingEdit[]) {
  return editedLines({ title: "", edits }, sourceLine);
}

test("replacing a value replaces one line by one", () => {
  expect(changes(edit([2, 16], [2, 20], "false"))).toEqual([
    { file: "main.txt", line: 2, removed: ["  fifo_queue = true"], added: ["  fifo_queue = false"] },
  ]);
});

test("an argument added after another does not change the other", () => {
  expect(changes(edit([2, 20], [2, 20], "\n  name       = var.name"))).toEqual([
    { file: "main.txt", line: 3, removed: [], added: ["  name       = var.name"] },
  ]);
});

test("a removed line has no replacement", () => {
  expect(changes(edit([2, 1], [3, 1], ""))).toEqual([
    { file: "main.txt", line: 2, removed: ["  fifo_queue = true"], added: [] },
  ]);
});

test("edits of the same line are shown as one change, whatever their order, and others separately", () => {
  const last = edit([5, 2], [5, 2], "\n# end");
  const shown = changes(edit([4, 7], [4, 10], "two"), last, edit([4, 5], [4, 6], "x"));
  expect(shown).toEqual([
    { file: "main.txt", line: 4, removed: ["  # 😀 one"], added: ["  # x two"] },
    { file: "main.txt", line: 6, removed: [], added: ["# end"] },
  ]);
});

test("nothing is shown of a file whose source is not available", () => {
  expect(changes(edit([1, 1], [1, 2], "x", "gone.tf"))).toEqual([]);
});

test("the shown lines are the result of applying the edits", () => {
  const line = fc.integer({ min: 0, max: source.length - 1 });
  const point = fc.tuple(line, fc.nat(40)).map(([index, column]): Point => {
    return { line: index + 1, column: (column % (Array.from(source[index] ?? "").length + 1)) + 1 };
  });
  const anyEdit = fc
    .tuple(point, point, fc.constantFrom("", "x", "\n", "a\n  b", "\n\nc {\n}"))
    .map(([a, b, newText]) => {
      const [start, end] = a.line < b.line || (a.line === b.line && a.column <= b.column) ? [a, b] : [b, a];
      return { file: "main.txt", range: { start, end }, newText };
    });
  fc.assert(
    fc.property(anyEdit, (one) => {
      const fix: FindingFix = { title: "", edits: [one] };
      const after = applyFixes([fix], new Map([["main.txt", source.join("\n")]])).texts.get("main.txt") ?? "";
      const lines = [...source];
      for (const { line: first, removed, added } of editedLines(fix, sourceLine))
        expect(lines.splice(first - 1, removed.length, ...added)).toEqual(removed);
      expect(lines.join("\n")).toBe(after);
    }),
  );
});
