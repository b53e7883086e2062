import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";

test("a statement without effect is an error only if nothing else allows what it was meant to allow", async () => {
  const directory = `${repository}fixtures/rules/iam/resource-mismatch/granted-elsewhere`;
  const findings = await lintDirectory(directory, { only: ["iam/resource-mismatch"] });
  expect(findings.map(({ severity, help }) => [severity, help])).toEqual([
    ["warning", "Remove the statement"],
    ["error", "Allow it on the resource with /* after it"],
  ]);
});
