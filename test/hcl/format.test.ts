import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { formatHcl, parseHcl, SourceFile } from "../../src/hcl/index.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, noticeSkipped } from "../scaffold/terraform-offline.ts";
import { hclDocument } from "./arbitrary.ts";
import { runs, seed } from "./runs.ts";

noticeSkipped(2);

/** What one run of `terraform fmt` makes of texts. */
function terraformFmt(texts: readonly string[]): readonly string[] {
  const directory = temporaryDirectory();
  const files = texts.map((text, i) => {
    const file = join(directory, `${i}.tf`);
    writeFileSync(file, text);
    return file;
  });
  const run = spawnSync("terraform", ["fmt", "-list=false", directory], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return files.map((file) => readFileSync(file, "utf8"));
}

function isValid(text: string): boolean {
  return parseHcl(new SourceFile("a.tf", text)).errors.length === 0;
}

function expectSame(texts: readonly string[]): void {
  terraformFmt(texts).forEach((formatted, i) => {
    const text = texts[i] ?? "";
    // what it breaks is no model
    if (isValid(formatted)) expect({ text, formatted: formatHcl(text) }).toEqual({ text, formatted });
  });
}

test.skipIf(!hasTerraform)("every file of the repository is formatted as terraform fmt formats it", () => {
  const files = globSync("{fixtures,test,templates}/**/*.tf", { cwd: repository, absolute: true });
  expect(files.length).toBeGreaterThan(100);
  const texts = files.map((file) => readFileSync(file, "utf8"));
  expectSame(texts.filter(isValid));
});

test.skipIf(!hasTerraform)(`${runs} random documents are formatted as terraform fmt formats them`, () => {
  // terraform fmt loses a label that holds an escaped "${"; comments inside directives of heredocs it lines up otherwise
  const isOdd = (text: string) => text.includes('"$${é}"') || /%\{[^}]*(?:#|\/\/|\/\*)/.test(text);
  const isModel = (text: string) => isValid(text) && !isOdd(text);
  expectSame(fc.sample(hclDocument, { numRuns: runs, seed }).filter(isModel));
});

test("what is formatted stays as it is, and a text that does not parse as well", () => {
  fc.assert(
    fc.property(hclDocument, (text) => {
      const formatted = formatHcl(text);
      expect(formatHcl(formatted)).toBe(formatted);
    }),
    { numRuns: runs, seed },
  );
  expect(formatHcl("a  =  [\n")).toBe("a  =  [\n");
});
