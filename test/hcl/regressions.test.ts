import { expect, test } from "vitest";
import { hclToJson, parseHcl, SourceFile } from "../../src/hcl/index.ts";
import { toJsonShape } from "./json-shape.ts";

/** Texts for which random tests found a difference between the parsers. */
test.each([
  ["a carriage return before the end of a heredoc", "a = <<EOT\nx\n\rEOT\n"],
  ["a carriage return after the end of a heredoc", "a = <<EOT\nx\nEOT\r\r\n"],
  ["a no-break space after the end of a heredoc", "a = <<EOT\nx\nEOT \u00a0\nb = 1\n"],
  ["a form feed after the end of a heredoc", "a = <<EOT\nx\nEOT\f\nb = 1\n"],
  ["an exponent of more than 32 bits", "a = 1.5E-3678901234567890\n"],
  ["an exponent that is just too great", "a = 1e2147483648\n"],
])("both parsers agree on %s", async (_, text) => {
  const file = new SourceFile("a.tf", text);
  const parsed = parseHcl(file);
  const authority = await hclToJson("a.tf", text);
  if (authority.kind === "accepted") expect(toJsonShape(parsed, file)).toEqual(authority.json);
  expect(parsed.errors.length > 0).toBe(authority.kind === "rejected");
});
