import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";

const ONLY = { only: ["trigger/api-deployment-order"] };

test("a resource that depends on the deployment has to lose that dependency before the deployment can depend on it", async () => {
  const directory = `${repository}fixtures/rules/trigger/api-deployment-order/waited-for`;
  const [finding, ...others] = await lintDirectory(directory, ONLY);
  expect(others).toEqual([]);
  expect(finding?.help).toMatch(/^Take out of aws_api_gateway_integration\.orders/);
  expect(finding?.fix).toBeUndefined();
});
