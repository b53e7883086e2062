import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";

const directory = `${repository}fixtures/exact-policies/services`;

test.each(["recommended", "strict", "all"] as const)("policies that are exact are silent under %s", async (profile) => {
  const findings = await lintDirectory(directory, { profile });
  const found = findings.filter(({ rule }) => rule === "syntax" || rule.startsWith("iam/"));
  expect(found.map(({ file, range, message, rule }) => `${file}:${range.start.line} ${rule} ${message}`)).toEqual([]);
});
