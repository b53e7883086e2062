import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { lint } from "../../src/lint/index.ts";
import { describeFinding } from "../helpers/describe-finding.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const fixtures = `${repository}fixtures/rules`;
const terraformFiles = (cwd: string): string[] => globSync("**/*.{tf,tofu,tf.json}", { cwd, dot: false }).toSorted();
const severalModules = globSync("*/*/*/", { cwd: fixtures, onlyDirectories: true })
  .filter((path) => new Set(terraformFiles(`${fixtures}/${path}`).map(dirname)).size > 1)
  .toSorted();

async function linted(cwd: string, ...paths: string[]): Promise<string[]> {
  const { report } = await lint({ ...lintRequest(cwd, { profile: "all" }), paths });
  return report.findings.map(describeFinding);
}

describe("each file linted alone has the same findings as in a full run", () => {
  test.each(severalModules)("%s", async (path) => {
    const cwd = temporaryDirectory();
    cpSync(`${fixtures}/${path}`, cwd, { recursive: true });
    mkdirSync(join(cwd, ".git"));
    const alone: string[] = [];
    for (const file of terraformFiles(cwd)) alone.push(...(await linted(cwd, file)));
    expect(alone.toSorted()).toEqual((await linted(cwd, ".")).toSorted());
  });
});

test("a module's file is linted with the values of callers above the working directory, up to the repository's root", async () => {
  const cwd = temporaryDirectory({
    ".git/HEAD": "",
    "live/main.tf": 'module "fn" {\n  source  = "../modules/fn"\n  timeout = 1000\n}\n',
    "modules/fn/main.tf": 'resource "aws_lambda_function" "a" {\n  timeout = var.timeout\n}\nvariable "timeout" {}\n',
  });
  const found = await linted(join(cwd, "modules/fn"), "main.tf");
  expect(found.filter((text) => text.includes("function/timeout-range"))).toHaveLength(1);
  expect((await linted(join(cwd, "modules/fn"), ".")).filter((text) => text.includes("timeout-range"))).toEqual([]);
});

test("callers are not searched for above the repository", async () => {
  const cwd = temporaryDirectory({
    "main.tf": 'module "fn" {\n  source  = "./repo"\n  timeout = 1000\n}\n',
    "repo/.git/HEAD": "",
    "repo/main.tf": 'resource "aws_lambda_function" "a" {\n  timeout = var.timeout\n}\nvariable "timeout" {}\n',
  });
  expect((await linted(join(cwd, "repo"), "main.tf")).filter((text) => text.includes("timeout-range"))).toEqual([]);
});

test("callers that git ignores, and calls in comments, have no effect", async () => {
  const cwd = temporaryDirectory({
    ".git/HEAD": "",
    ".gitignore": "scratch/\n",
    "scratch/main.tf": 'module "q" {\n  source = "../q"\n  name   = "UPPER!"\n  wait   = 99999999\n}\n',
    "notes/main.tf": '# source = "../q"\n',
    "q/main.tf":
      'resource "aws_sqs_queue" "q" {\n  visibility_timeout_seconds = var.wait\n}\nvariable "name" {}\nvariable "wait" {}\n',
  });
  expect(await linted(cwd, "q/main.tf")).toEqual(
    (await linted(cwd, ".")).filter((text) => text.startsWith("q/main.tf")),
  );
});

test("a limit that is reached in another file is not reported for the linted file", async () => {
  const loop = (inner: string) => `[for x in range(1000) : ${inner}]`;
  const cwd = temporaryDirectory({
    "main.tf": 'variable "a" {\n  type = number\n}\n',
    "many.tf": `locals {\n  many = ${loop(loop(loop("x")))}\n}\n\nresource "aws_sqs_queue" "many" {\n  name = join("", local.many)\n}\n`,
  });
  const isSyntax = (text: string) => text.includes(" syntax ");
  expect((await linted(cwd, "main.tf")).filter(isSyntax)).toEqual([]);
  expect((await linted(cwd, "many.tf")).filter(isSyntax)).toHaveLength(1);
});
