import fc from "fast-check";
import { expect, test } from "vitest";
import { betweenColumns, characterCount } from "../../src/report/characters.ts";

test("columns count characters, of one UTF-16 unit or two", () => {
  const line = fc.string({ unit: fc.constantFrom("a", "é", "注", "😀", "\ud83d", "\t") });
  const column = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(line, column, column, (text, from, to) => {
      const characters = Array.from(text);
      expect(characterCount(text)).toBe(characters.length);
      expect(betweenColumns(text, from, to)).toBe(characters.slice(from - 1, to - 1).join(""));
    }),
  );
});
