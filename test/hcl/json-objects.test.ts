import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonObjects, objectAround } from "../../src/hcl/index.ts";

/** The smallest part of a text that is an object and has a span between its braces, found by trying all. */
function smallestObject(text: string, start: number, end: number): string | undefined {
  const objects: string[] = [];
  for (let from = 0; from < start; from++) {
    for (let to = end + 1; to <= text.length; to++) {
      const part = text.slice(from, to);
      if (part.startsWith("{") && isJson(part) && isJson(`${text.slice(0, from)}0${text.slice(to)}`))
        objects.push(part);
    }
  }
  return objects.sort((a, b) => a.length - b.length)[0];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("the object around a place is the smallest one, whatever its strings hold", () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(1, true, null, "{", '}"{', "\\", "x"),
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "{", '"}'), tie("value"), { maxKeys: 2 }),
    ),
  }));
  fc.assert(
    fc.property(value, fc.nat(60), fc.nat(10), (written, at, length) => {
      const text = JSON.stringify({ root: written });
      const start = Math.min(at, text.length);
      const end = Math.min(start + length, text.length);
      const around = objectAround(jsonObjects(text), { start, end });
      expect(around && text.slice(around.start, around.end)).toBe(smallestObject(text, start, end));
    }),
    { numRuns: 300 },
  );
});
