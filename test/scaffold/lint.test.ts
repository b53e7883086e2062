import path from "node:path";
import { expect, test } from "vitest";
import { presetNames } from "../../src/scaffold/presets.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "./files-below.ts";
import { type InitSetting, scaffoldIn } from "./scaffold-in.ts";
import { modules, stacks } from "./scaffolded-modules.ts";

/** Advice that a module follows once it is asked for: keys, signed code, alarms. */
const leftToAnswers = [
  ...["function/code-signing", "logging/encryption", "logging/no-alarms", "async/dlq-unwatched", "secrets/kms"],
  "state/backend-local",
];

/** What the code that init writes has permissions for, and leaves to its owner to use. */
const leftToCode = (set: readonly string[]): readonly string[] =>
  ["secrets=true", "own_secret=true", "parameters=true"].some((answer) => set.includes(answer))
    ? ["iam/code-unused-permission"]
    : [];

test.each([...modules, ...stacks])("lint finds nothing in a module of $set", async ({ set }) => {
  await expectClean({ set }, leftToCode(set));
});

test.each(presetNames())("lint finds nothing in a module of the preset %s", async (preset) => {
  await expectClean({ preset }, []);
});

async function expectClean(asked: Omit<InitSetting, "cwd">, leftElsewhere: readonly string[]): Promise<void> {
  const cwd = temporaryDirectory();
  expect(await scaffoldIn({ cwd, ...asked })).toMatchObject({ exitCode: 0, problem: "" });
  const folder = path.join(cwd, "orders");
  const findings = await lintDirectory(folder, { profile: "all" });
  const left = [...leftToAnswers, ...leftElsewhere];
  const unexpected = findings.filter(({ rule }) => !left.includes(rule));
  expect(unexpected.map(({ rule, file, message }) => `${rule} ${file}: ${message}`)).toEqual([]);
  const written = [...filesBelow(folder)].filter(([file]) => file.endsWith(".tf"));
  expect(written.filter(([, text]) => blots.test(text)).map(([file]) => file)).toEqual([]);
}

/** What a template leaves behind when it is wrong. */
const blots = /\n\n\n|\{\{[#/]|[ \t]\n/;
