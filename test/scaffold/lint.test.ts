import path from "node:path";
import { expect, test } from "vitest";
import { presetNames } from "../../src/scaffold/presets.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "./files-below.ts";
import { isLeftToOwner } from "./left-to-owner.ts";
import { type InitSetting, scaffoldIn } from "./scaffold-in.ts";
import { modules, stacks } from "./scaffolded-modules.ts";

/** Advice that a module follows once it is asked for: keys, signed code, alarms. */
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

/** What a template leaves behind when it is wrong. */
const blots = /\n\n\n|\{\{[#/]|[ \t]\n/;
