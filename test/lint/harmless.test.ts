import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "../scaffold/files-below.ts";
import { HARMLESS, withoutMarks } from "./harmless.ts";
import type { Files } from "./harmless-edits.ts";

const rules = `${repository}fixtures/rules`;
/** One of this many fixtures is tried, chosen by name, so that new fixtures do not change the choice. */
const ONE_OF = 11;
/** Known differences: known names in JSON that is written out, and a null in a text, which the change to JSON drops. */
const KNOWN: Readonly<Record<string, RegExp>> = {
  "JSON syntax": /^schema\/invalid-expression\/templates-and-loops\//,
  // a document without users is checked by itself, one without statements is named, only documents write variables with
  // an ampersand, and lengths differ
  "policies as documents":
    /^iam\/(?:policy-invalid\/no-statements|policy-size\/at-the-quota|policy-variable\/literal|wildcard-action\/narrower)\//,
  // the message about a cycle names the document, and its text may be longer
  "documents as jsonencode": /^(?:schema\/dependency-cycle\/cycle|iam\/policy-size\/at-the-quota)\//,
  "JSON written out": /^trigger\/(?:redrive-invalid|subscription-settings)\//,
};
/** Top-level blocks about which rules say something else in a module that is called than in a root. */
const OF_THE_ROOT = /^(?:terraform|variable|output|import|provider|module) /m;

const cases = globSync("{async,concurrency,deploy,function,iam,logging,network,runtime,schema,secrets,trigger}/*/*/", {
  cwd: rules,
  onlyDirectories: true,
})
  .toSorted()
  .map((name) => ({ name, files: filesBelow(path.join(rules, name)) }))
  // a directory counts as an excerpt only if it contains nothing but resources
  .filter(
    ({ name, files }) => !name.includes("excerpt") && [...files.keys()].every((file) => /^[\w-]+\.tf$/.test(file)),
  );
const someCases = cases.filter(
  ({ name }) => [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % ONE_OF === 0,
);

test.each(HARMLESS)("$name: the findings stay the same", { timeout: 120_000 }, async ({ name: kind, ...harmless }) => {
  let compared = 0;
  const different: string[] = [];
  for (const { name, files } of harmless.isSeldom ? cases : someCases) {
    const isOfRoot = [...files.values()].some((text) => OF_THE_ROOT.test(text));
    const changed = kind === "a child module" && isOfRoot ? undefined : harmless.change(files);
    if (!changed || KNOWN[kind]?.test(name)) continue;
    const rule = name.split("/").slice(0, 2).join("/");
    const [before, after] = [await found(files, rule), await found(changed, rule)];
    compared++;
    if (before.join("\n") !== after.join("\n")) different.push(`${name}: ${before.join(", ")} → ${after.join(", ")}`);
  }
  expect(different).toEqual([]);
  expect(compared).toBeGreaterThan(5);
});

/** The findings of a rule in a module, without the places. */
async function found(files: Files, rule: string): Promise<readonly string[]> {
  const folder = temporaryDirectory();
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const findings = await lintDirectory(folder, { profile: "all", only: [rule] });
  return findings.map(({ severity, message }) => withoutMarks(`${severity} ${message}`)).sort();
}
