import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { presetNames } from "../../src/scaffold/presets.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { filesBelow } from "../scaffold/files-below.ts";
import { scaffolded } from "../scaffold/scaffold-in.ts";
import { MISTAKES, mistaken } from "./mistakes.ts";

/** The number of files in which each mistake is made, from different presets as far as possible. */
const FILES_EACH = 4;

test("a mistake that is added to a correct module is found, whichever preset the module has", {
  timeout: 300_000,
}, async () => {
  const made = new Map(MISTAKES.map(({ name }) => [name, 0]));
  const missed: string[] = [];
  for (const preset of presetNames()) {
    const folder = await scaffolded({ preset });
    const before = await found(folder);
    for (const [file, right] of [...filesBelow(folder)].filter(([name]) => /^[\w-]+\.tf$/.test(name)))
      for (const mistake of MISTAKES) {
        const times = made.get(mistake.name) ?? 0;
        const [wrong] = times < FILES_EACH ? mistaken(right, mistake) : [];
        if (wrong === undefined) continue;
        made.set(mistake.name, times + 1);
        writeFileSync(path.join(folder, file), wrong);
        const after = await found(folder);
        if ([...after].every((finding) => before.has(finding))) missed.push(`${mistake.name}: ${preset}, ${file}`);
        writeFileSync(path.join(folder, file), right);
      }
  }
  expect(missed).toEqual([]);
  expect([...made].filter(([, times]) => times === 0)).toEqual([]);
});

/** The findings in a folder, without the places. */
async function found(folder: string): Promise<ReadonlySet<string>> {
  const findings = await lintDirectory(folder);
  return new Set(findings.map(({ rule, message }) => `${rule} ${message}`));
}
