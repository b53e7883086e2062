import path from "node:path";
import { expect, test } from "vitest";
import { presetNames } from "../../src/scaffold/presets.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "./files-below.ts";
import { isLeftToOwner } from "./left-to-owner.ts";
import { type InitSetting, scaffoldIn } from "./scaffold-in.ts";
import { modules, stacks } from "./scaffolded-modules.ts";

/** Rules that a module follows if the answers ask for it: keys, signed code, alarms. */
const leftToAnswers = [
  ...["function/code-signing", "logging/encryption", "logging/no-alarms", "async/dlq-unwatched", "secrets/kms"],
  ...["state/backend-local", "trigger/topic-unencrypted"],
];

test.each([...modules, ...stacks])("lint finds nothing in a module of $set", async ({ set }) => {
  await expectClean({ set });
});

test.each(presetNames())("lint finds nothing in a module of the preset %s", async (preset) => {
  await expectClean({ preset });
});

async function expectClean(asked: Omit<InitSetting, "cwd">): Promise<void> {
  const cwd = temporaryDirectory();
  expect(await scaffoldIn({ cwd, ...asked })).toMatchObject({ exitCode: 0, problem: "" });
  const folder = path.join(cwd, "orders");
  const findings = await lintDirectory(folder, { profile: "all" });
  const unexpected = findings.filter((finding) => !leftToAnswers.includes(finding.rule) && !isLeftToOwner(finding));
  expect(unexpected.map(({ rule, file, message }) => `${rule} ${file}: ${message}`)).toEqual([]);
  const written = [...filesBelow(folder)].filter(([file]) => file.endsWith(".tf"));
  expect(written.filter(([, text]) => blots.test(text)).map(([file]) => file)).toEqual([]);
}

/** Traces of a mistake in a template. */
const blots = /\n\n\n|\{\{[#/]|[ \t]\n/;
