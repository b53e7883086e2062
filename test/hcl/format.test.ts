import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { type Body, formatHcl, parseHcl, SourceFile } from "../../src/hcl/index.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, noticeSkipped } from "../scaffold/terraform-offline.ts";
import { hclDocument } from "./arbitrary.ts";
import { runs, seed } from "./runs.ts";

noticeSkipped(2);

/** The texts as one run of `terraform fmt` formats them. */
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

/** The labels of all blocks, normalized for comparison: `terraform fmt` composes letters and accents. */
function labelsIn(text: string): readonly string[] {
  const within = (body: Body): string[] =>
    body.items.flatMap((item) =>
      item.kind === "block" ? [...item.labels.map(({ value }) => value.normalize("NFC")), ...within(item.body)] : [],
    );
  return within(parseHcl(new SourceFile("a.tf", text)).body);
}

function expectSame(texts: readonly string[]): void {
  terraformFmt(texts).forEach((formatted, i) => {
    const text = texts[i] ?? "";
    // its mistakes are left out: it loses a label with an escaped "${", and joins a number and its index (`7 .0`)
    const isWhole = isDeepStrictEqual(labelsIn(formatted), labelsIn(text)) && !/\d\s+\.\d/.test(text);
    const isModel = isValid(formatted) && isWhole;
    if (isModel) expect({ text, formatted: formatHcl(text) }).toEqual({ text, formatted });
  });
}

test.skipIf(!hasTerraform)("every file of the repository is formatted as terraform fmt formats it", () => {
  const files = globSync("{fixtures,test,templates}/**/*.tf", { cwd: repository, absolute: true });
  expect(files.length).toBeGreaterThan(100);
  const texts = files.map((file) => readFileSync(file, "utf8"));
  expectSame(texts.filter(isValid));
});

test.skipIf(!hasTerraform)(`${runs} random documents are formatted as terraform fmt formats them`, () => {
  expectSame(fc.sample(hclDocument, { numRuns: runs, seed }).filter(isValid));
});

test("formatting formatted text changes nothing, keeps labels, and leaves a text that does not parse alone", () => {
  fc.assert(
    fc.property(hclDocument, (text) => {
      const formatted = formatHcl(text);
      expect(formatHcl(formatted)).toBe(formatted);
      expect(labelsIn(formatted)).toEqual(labelsIn(text));
    }),
    { numRuns: runs, seed },
  );
  expect(formatHcl("a  =  [\n")).toBe("a  =  [\n");
});
