import { join } from "node:path";
import { expect, test } from "vitest";
import { lint } from "../../src/lint/index.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const MACHINE = `resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  role_arn   = "arn:aws:iam::111122223333:role/orders"
  definition = file("\${path.module}/../orders.json")
}
`;

/** The findings in a directory next to the working directory, of which one reads a file above it. */
async function lintedFromBeside(files: Readonly<Record<string, string>>) {
  const directory = temporaryDirectory({
    "shop/infra/main.tf": MACHINE,
    "shop/orders.json": '{ "StartAt": "Nowhere", "States": { "End": { "Type": "Succeed" } } }',
    "here/README.md": "",
    ...files,
  });
  const request = lintRequest(join(directory, "here"), { only: ["trigger/definition-invalid"] });
  const { report } = await lint({ ...request, paths: [join(directory, "shop/infra")] });
  return report.findings.map(({ rule }) => rule);
}

test("a root outside of the working directory reads files of its own repository", async () => {
  expect(await lintedFromBeside({ "shop/.git/HEAD": "ref: refs/heads/main" })).not.toEqual([]);
});

test("what is above a repository does not count as its module", async () => {
  const files = { "shop/.git/HEAD": "ref: refs/heads/main", "main.tf": "" };
  expect(await lintedFromBeside(files)).not.toEqual([]);
});

test("a root that is in no repository reads only files below itself", async () => {
  expect(await lintedFromBeside({})).toEqual([]);
});
