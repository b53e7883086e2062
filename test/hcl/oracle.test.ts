import fc from "fast-check";
import { expect, test } from "vitest";
import { hclToJson, parseHcl, SourceFile } from "../../src/hcl/index.ts";
import { hclDocument } from "./arbitrary.ts";
import { toJsonShape } from "./json-shape.ts";
import { mutatedDocument, scrapHeap } from "./mutations.ts";
import { runs, seed } from "./runs.ts";

test(`the tree agrees with HashiCorp's parser, over ${runs} random documents`, async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(hclDocument, async (text) => {
      const file = new SourceFile("random.tf", text);
      const parsed = parseHcl(file);
      const authority = await hclToJson(file.path, text);
      if (authority.kind === "accepted") {
        accepted++;
        expect(parsed.errors).toEqual([]);
        expect(JSON.stringify(toJsonShape(parsed, file), sorted)).toBe(JSON.stringify(authority.json, sorted));
      } else if (!isNoMatterOfSyntax(authority.message)) {
        expect({ text, errors: parsed.errors.length, message: authority.message }).not.toMatchObject({ errors: 0 });
      }
    }),
    { numRuns: runs, seed },
  );
  expect(accepted).toBeGreaterThan(runs / 2);
});

test.each([
  ["slightly broken documents", mutatedDocument],
  ["heaps of scraps", scrapHeap],
])(`our parser rejects the same texts as HashiCorp's, over ${runs} %s`, async (_, texts) => {
  let rejected = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const { errors } = parseHcl(new SourceFile("random.tf", text));
      const authority = await hclToJson("random.tf", text);
      const isRejected = authority.kind === "rejected" && !isNoMatterOfSyntax(authority.message);
      if (isRejected) rejected++;
      expect({ authority, errors, isRejected: errors.length > 0 }).toMatchObject({ isRejected });
      for (const { start, end } of errors) expect(0 <= start && start <= end && end <= text.length).toBe(true);
    }),
    { numRuns: runs, seed },
  );
  expect(rejected).toBeGreaterThan(runs / 10);
});

/** Whether hcl2json parsed a text but cannot write it as JSON: an infinite number, or blocks with varying labels. */
function isNoMatterOfSyntax(message: string): boolean {
  return message.startsWith("convert") || message.startsWith("marshal json");
}

/** Sorts the members of objects by name, as hcl2json does; ours have the order of the text. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
