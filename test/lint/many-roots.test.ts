import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lint } from "../../src/lint/index.ts";
import type { Finding } from "../../src/report/index.ts";
import { lintDirectory, lintRequest } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

/** Enough text that the syntax trees of all roots are never in memory at once. */
const padding = `${"#".repeat(99)}\n`.repeat(1_000);
const roots = Array.from({ length: 16 }, (_, number) => `root-${number}`);

test("linting several roots in one run gives the same findings as linting each alone", async () => {
  const article = readFileSync(`${repository}fixtures/article/basic/main.tf`, "utf8");
  const files = roots.flatMap((root) => [
    [`${root}/lambda.tf`, article],
    [`${root}/padding.tf`, padding],
    [`${root}/shared.tf`, 'module "queue" {\n  source = "../shared"\n}\n'],
    // depends on all roots
    [`${root}/backend.tf`, 'terraform {\n  backend "s3" {\n    bucket = "acme-state"\n    key    = "same"\n  }\n}\n'],
    [
      `${root}/suppressed.tf`,
      `# lambda-tf:ignore function/timeout-range it is ${root}\nresource "aws_lambda_function" "s" {\n  timeout = 1000\n}\n`,
    ],
    [`${root}/lambda-tf.config.json`, `{ "rules": { "style/placeholder-default": "off" } }`],
  ]);
  const shared = 'resource "aws_sqs_queue" "jobs" {\n  message_retention_seconds = 1\n}\n';
  const directory = temporaryDirectory({ ...Object.fromEntries(files), "shared/main.tf": shared });
  const together = await lintDirectory(directory, { profile: "all" });
  const rules = new Set(together.map(({ rule }) => rule));
  for (const rule of ["state/backend-key-shared", "trigger/queue-range"]) expect(rules).toContain(rule);
  expect(rules).not.toContain("function/timeout-range");

  for (const root of [roots[0], roots[9], roots[15]]) {
    const { report } = await lint({ ...lintRequest(directory, { profile: "all" }), paths: [`${root}`] });
    const isOfIt = ({ file, rule }: Finding) => file.startsWith(`${root}/`) && rule !== "state/backend-key-shared";
    expect(together.filter(isOfIt)).toEqual(report.findings.filter(isOfIt));
  }
});
