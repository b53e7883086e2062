import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { palette } from "../../src/cli/colour.ts";
import type { Io } from "../../src/cli/io.ts";
import { plain } from "../../src/report/index.ts";
import { offers } from "../../src/rules/offers.generated.ts";
import { registry } from "../../src/rules/registry.generated.ts";
import { presetNames } from "../../src/scaffold/presets.ts";
import { repository, runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

test("--version prints the version of the package", () => {
  const { version } = JSON.parse(readFileSync(`${repository}package.json`, "utf8"));
  expect(runCli(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
});

test("--help names every command and shows examples", () => {
  const { exitCode, stdout } = runCli(["--help"]);
  expect(exitCode).toBe(0);
  for (const command of ["init", "lint", "config", "runtimes", "rules", "explain", "parse"])
    expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  expect(stdout).toContain("Examples:\n  $ lambda-tf init");
});

test("init --help names every preset", () => {
  const words = runCli(["init", "--help"]).stdout.replace(/\s+/g, " ");
  expect(words).toContain(`a preset: ${presetNames().join(", ")} `);
});

test("rules lists every rule in each format", () => {
  const ids = registry.map(({ id }) => id);
  const rows = (format: string) => runCli(["rules", "--format", format]).stdout.trimEnd().split("\n");
  expect(rows("table").map((row) => row.split(" ")[0])).toEqual(ids);
  expect(
    rows("markdown")
      .slice(2)
      .map((row) => row.split("`")[1]),
  ).toEqual(ids);
  const described = registry.map(({ id, rule }) =>
    expect.objectContaining({ id, summary: rule.summary, why: rule.why, offers: offers[id] ?? [] }),
  );
  expect(JSON.parse(rows("json").join("\n"))).toEqual(described);
});

test("explain prints why, the wrong example and the right one", () => {
  const { exitCode, stdout } = runCli(["explain", "function/timeout-unset"]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^function\/timeout-unset \(warning, profile recommended, since 0\.1\)\n/);
  expect(stdout).toMatch(/\n\nReported:\n {4}resource .*\n\nRight:\n {4}resource /s);
  expect(stdout).toContain("\n\nOffers: suggestions (lint --fix-suggestions)\n");
});

test("explain suggests the rule that was probably meant", () => {
  const { exitCode, stderr } = runCli(["explain", "timeout-unset"]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'Error: There is no rule "timeout-unset"\n  Did you mean function/timeout-unset?\n',
  });
});

test("parse prints HCL as JSON", () => {
  const cwd = temporaryDirectory({ "main.tf": 'variable "name" {\n  default = "orders"\n}\n' });
  const { exitCode, stdout } = runCli(["parse", "main.tf"], { cwd });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ variable: { name: [{ default: "orders" }] } });
  expect(stdout).toContain('\n  "variable"');
});

test.each([
  ["bad.tf", /^Error: bad\.tf:2,\d+.+\n/],
  ["missing.tf", /^Error: missing\.tf does not exist\n$/],
  [".", /^Error: \. is a directory\n {2}Name a file\n$/],
])("parse %s exits with 2", (file, message) => {
  const cwd = temporaryDirectory({ "bad.tf": "x = {\n" });
  const { exitCode, stdout, stderr } = runCli(["parse", file], { cwd });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

function terminal(env: Io["env"]): Io {
  const stream = new PassThrough();
  return {
    stdout: stream,
    stderr: stream,
    stdin: stream,
    cwd: "/",
    env,
    isTerminal: { stdin: true, stdout: true },
  };
}

test("a terminal gets colours, unless they are turned off", async () => {
  expect((await palette(true, terminal({}))).red("x")).toBe("\u001b[31mx\u001b[39m");
  expect(await palette(false, terminal({}))).toBe(plain);
  expect(await palette(true, terminal({ NO_COLOR: "1" }))).toBe(plain);
  expect(await palette(true, terminal({ TERM: "dumb" }))).toBe(plain);
});
