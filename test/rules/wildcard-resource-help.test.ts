import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";

test("the resource that most actions of a whole service work on is named first", async () => {
  const directory = `${repository}fixtures/rules/iam/wildcard-resource/whole-service`;
  const [finding, ...others] = await lintDirectory(directory, { only: ["iam/wildcard-resource"] });
  expect(others).toEqual([]);
  expect(finding?.help).toMatch(/^Limit the resource to arn:aws:states:<Region>:<Account>:stateMachine:/);
});
