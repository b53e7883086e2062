import fc from "fast-check";
import { expect, test } from "vitest";
import { hclToJson, parseHcl, SourceFile, toJsonShape } from "../../src/hcl/index.ts";
import { hclDocument } from "./arbitrary.ts";
import { mutatedDocument, scrapHeap } from "./mutations.ts";

const runs = Number(process.env.HCL_RUNS ?? 2000);
/** The same documents every time, so that a change is judged by what it changes; HCL_SEED tries others. */
const seed = Number(process.env.HCL_SEED ?? 20_261_124);

test(`the tree says what HashiCorp's parser says, over ${runs} random documents`, async () => {
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
      } else if (!authority.message.startsWith("convert")) {
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
])(`what HashiCorp's parser rejects is rejected, and nothing else, over ${runs} %s`, async (_, texts) => {
  let rejected = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const { errors } = parseHcl(new SourceFile("random.tf", text));
      const authority = await hclToJson("random.tf", text);
      const isRejected = authority.kind === "rejected" && !authority.message.startsWith("convert");
      if (isRejected) rejected++;
      expect({ authority, errors, isRejected: errors.length > 0 }).toMatchObject({ isRejected });
      for (const { start, end } of errors) expect(0 <= start && start <= end && end <= text.length).toBe(true);
    }),
    { numRuns: runs, seed },
  );
  expect(rejected).toBeGreaterThan(runs / 10);
});

/** Objects with their members in order of name: hcl2json gives them so, we in order of writing. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
