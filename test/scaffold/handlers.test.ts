import { spawnSync } from "node:child_process";
import { readdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { packagePath } from "../../src/scaffold/package-files.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { triggers, withTriggers } from "./scaffolded-modules.ts";

/** Answers, and how many tests the starter code for them has. */
const starters: readonly (readonly [readonly string[], number])[] = [
  [["triggers=none"], 1],
  [withTriggers(...triggers), triggers.length],
];
const hasPython = spawnSync("python3", ["--version"]).status === 0;

async function scaffolded(...set: readonly string[]): Promise<string> {
  const cwd = temporaryDirectory();
  expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0 });
  return path.join(cwd, "orders");
}

function run(folder: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} exits with ${status}:\n${stdout}${stderr}`);
  return stdout + stderr;
}

test.each(starters)("the tests of a JavaScript module with %s pass", async (set, count) => {
  expect(run(await scaffolded(...set), process.execPath, "--test", "--test-reporter=tap")).toContain(
    `# pass ${count}\n`,
  );
});

test.each(starters)("the tests of a TypeScript module with %s pass", async (set, count) => {
  const folder = await scaffolded("language=typescript", ...set);
  const tests = readdirSync(path.join(folder, "test"));
  // Newer versions of Node run TypeScript as it is; this way the oldest that we support does too.
  const entryPoints = tests.map((name) => path.join(folder, "test", name));
  const outdir = path.join(folder, "built/test");
  await build({ entryPoints, outdir, bundle: true, platform: "node", format: "esm", outExtension: { ".js": ".mjs" } });
  expect(run(outdir, process.execPath, "--test", "--test-reporter=tap")).toContain(`# pass ${count}\n`);
});

test("the TypeScript of every trigger is of the right types", async () => {
  const folder = await scaffolded("language=typescript", ...withTriggers(...triggers));
  symlinkSync(packagePath("node_modules"), path.join(folder, "node_modules"));
  run(folder, process.execPath, packagePath("node_modules/typescript/bin/tsc"));
});

test.skipIf(!hasPython).each(starters)("the tests of a Python module with %s pass", async (set, count) => {
  const folder = await scaffolded("language=python", ...set);
  expect(run(folder, "python3", "-m", "unittest", "discover", "test")).toContain(`Ran ${count} test`);
});
