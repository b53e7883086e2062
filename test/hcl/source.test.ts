import fc from "fast-check";
import { expect, test } from "vitest";
import { SourceFile } from "../../src/hcl/index.ts";

test("a line ends before its line end, which may be a feed or a return and a feed", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\r", "\n", "\r\n") });
  fc.assert(
    fc.property(text, fc.array(fc.nat(8)), (written, asked) => {
      const source = new SourceFile("main.tf", written);
      const lines = written.split("\n");
      for (const index of asked) {
        const isLast = index === lines.length - 1;
        expect(source.line(index + 1)).toBe(isLast ? lines[index] : lines[index]?.replace(/\r$/, ""));
      }
    }),
  );
});
