import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hclString } from "../../src/scaffold/hcl-literal.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, noticeSkipped, terraform } from "./terraform-offline.ts";

noticeSkipped(1);

test.skipIf(!hasTerraform)("terraform reads every literal as the original text", () => {
  const pieces = [
    '"',
    "\\",
    "$",
    "%",
    "{",
    "}",
    "~",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u2028",
    "\u0085",
    "a",
    "é",
    "日",
    "🦊",
    "EOT",
    "#",
  ];
  const nasty = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
  const texts = [
    ...fc.sample(nasty, { numRuns: 600, seed: 1 }),
    ...fc.sample(fc.string({ unit: "grapheme" }), { numRuns: 200, seed: 1 }),
    "${x}",
    "%{x}",
    "$${x}",
    "%%{x}",
  ];
  const outputs = texts.map((text, index) => `output "t${index}" {\n  value = ${hclString(text)}\n}\n`);
  const folder = temporaryDirectory({ "main.tf": outputs.join("") });
  terraform(folder, "apply", "-auto-approve", `-state=${path.join(folder, "state")}`);
  const read = JSON.parse(terraform(folder, "output", "-json", `-state=${path.join(folder, "state")}`));
  // Terraform normalizes strings to Unicode's normal form C.
  expect(texts.map((_, index) => read[`t${index}`].value)).toEqual(texts.map((text) => text.normalize("NFC")));
});

test("half a surrogate pair, which no file can contain, becomes U+FFFD", () => {
  expect(hclString("a\ud800b")).toBe('"a\ufffdb"');
});
