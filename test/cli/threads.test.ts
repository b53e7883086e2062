import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Report } from "../../src/report/index.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository, runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

/** So much that the build judges it in several threads, where there are processors for them; the sources never do. */
const padding = `${"#".repeat(99)}\n`.repeat(1_000);
const roots = Array.from({ length: 32 }, (_, number) => `root-${number}`);

test("several threads find what one finds", async () => {
  const article = readFileSync(`${repository}fixtures/article/basic/main.tf`, "utf8");
  const files = roots.flatMap((root) => [
    [`${root}/lambda.tf`, article],
    [`${root}/padding.tf`, padding],
    // found out by looking at all roots
    [`${root}/backend.tf`, 'terraform {\n  backend "s3" {\n    bucket = "acme-state"\n    key    = "same"\n  }\n}\n'],
    [
      `${root}/suppressed.tf`,
      `# lambda-tf:ignore function/timeout-range it is ${root}\nresource "aws_lambda_function" "s" {\n  timeout = 1000\n}\n`,
    ],
    [`${root}/lambda-tf.config.json`, `{ "rules": { "style/placeholder-default": "off" } }`],
  ]);
  const directory = temporaryDirectory(Object.fromEntries(files));
  const expected = await lintDirectory(directory, { profile: "all" });
  const { stdout } = runCli(["lint", "--profile", "all", "--format", "json"], { cwd: directory });
  const report: Report = JSON.parse(stdout);
  expect(new Set(report.findings.map(({ rule }) => rule))).toContain("state/backend-key-shared");
  expect(report.findings).toEqual(expected);
});

test("several threads judge what a fix has made of a file", () => {
  const unfixed = 'resource "aws_lambda_function" "unfixed" {\n  timeout = "${var.timeout}"\n}\n';
  const article = readFileSync(`${repository}fixtures/article/basic/main.tf`, "utf8");
  const files = roots.flatMap((root) => [
    [`${root}/unfixed.tf`, unfixed],
    // with every rule, enough to look at that other threads have started before the first one is done
    [`${root}/main.tf`, article],
    [`${root}/padding.tf`, padding],
  ]);
  const directory = temporaryDirectory(Object.fromEntries(files));
  const { stdout } = runCli(["lint", "--profile", "all", "--fix", "--format", "json"], { cwd: directory });
  const report: Report = JSON.parse(stdout);
  expect(report.findings.filter(({ rule }) => rule === "style/deprecated-interpolation")).toEqual([]);
  for (const root of roots)
    expect(readFileSync(`${directory}/${root}/unfixed.tf`, "utf8")).toMatch(/^ {2}timeout = var\.timeout$/m);
});
