import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "../scaffold/files-below.ts";
import { type Files, HARMLESS, withoutMarks } from "./harmless.ts";

const rules = `${repository}fixtures/rules`;
/** Of the cases of all rules on what is built, every so many. */
const EVERY = 11;
/** What a root says of itself, and what only a module that nobody calls is spared, change with the module around it. */
const OF_THE_ROOT = /^(?:terraform|variable|output|import|provider|module) /m;

const cases = globSync("{async,concurrency,function,iam,logging,network,trigger}/*/*/", {
  cwd: rules,
  onlyDirectories: true,
})
  .toSorted()
  .map((name) => ({ name, files: filesBelow(path.join(rules, name)) }))
  // an excerpt is one as long as it is nothing but resources
  .filter(
    ({ name, files }) => !name.includes("excerpt") && [...files.keys()].every((file) => /^[\w-]+\.tf$/.test(file)),
  )
  .filter((_, i) => i % EVERY === 0);

test.each(HARMLESS)("$name: what is found stays the same", { timeout: 120_000 }, async ({ name: kind, change }) => {
  let compared = 0;
  const different: string[] = [];
  for (const { name, files } of cases) {
    const isOfRoot = [...files.values()].some((text) => OF_THE_ROOT.test(text));
    const changed = kind === "a child module" && isOfRoot ? undefined : change(files);
    if (!changed) continue;
    const rule = name.split("/").slice(0, 2).join("/");
    const [before, after] = [await found(files, rule), await found(changed, rule)];
    compared++;
    if (before.join("\n") !== after.join("\n")) different.push(`${name}: ${before.join(", ")} → ${after.join(", ")}`);
  }
  expect(different).toEqual([]);
  expect(compared).toBeGreaterThan(5);
});

/** What a rule says of a module, without the places. */
async function found(files: Files, rule: string): Promise<readonly string[]> {
  const folder = temporaryDirectory();
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const findings = await lintDirectory(folder, { profile: "all", only: [rule] });
  return findings.map(({ severity, message }) => withoutMarks(`${severity} ${message}`)).sort();
}
