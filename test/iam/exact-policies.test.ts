import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";

const profiles = ["recommended", "strict", "all"] as const;
const cases = ["services", "triggers"].flatMap((directory) => profiles.map((profile) => [directory, profile] as const));

test.each(cases)("exact policies have no findings: %s under %s", async (directory, profile) => {
  const findings = await lintDirectory(`${repository}fixtures/exact-policies/${directory}`, { profile });
  const found = findings.filter(({ rule }) => rule === "syntax" || rule.startsWith("iam/"));
  expect(found.map(({ file, range, message, rule }) => `${file}:${range.start.line} ${rule} ${message}`)).toEqual([]);
});
