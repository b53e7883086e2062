import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

test("a finding caused by a default of a registry module is reported at the call, without edits", async () => {
  const directory = temporaryDirectory({
    "main.tf": `module "worker" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "8.1.0"

  function_name = "worker"
}
`,
  });
  const [found, ...others] = await lintDirectory(directory, { only: ["logging/no-retention"] });
  expect(others).toEqual([]);
  expect(found).toMatchObject({ file: "main.tf", range: { start: { line: 1, column: 1 }, end: { line: 1 } } });
  expect(found?.help).toMatch(/, with cloudwatch_logs_retention_in_days of the module$/);
  expect([found?.fix, found?.suggestions, found?.trace]).toEqual([undefined, undefined, undefined]);
});
