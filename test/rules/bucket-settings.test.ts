import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

async function offered(versioning: string) {
  const main = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

resource "aws_s3_bucket" "orders" {
  versioning {
    ${versioning}
  }
}
`;
  const findings = await lintDirectory(temporaryDirectory({ "main.tf": main }), {
    only: ["schema/deprecated-argument"],
  });
  return findings.flatMap(({ suggestions = [] }) => suggestions.flatMap(({ edits }) => edits.map((e) => e.newText)));
}

test.each([
  ["enabled = var.test ? true : false", '(var.test ? true : false) ? "Enabled" : "Suspended"'],
  ["enabled = var.keep", 'var.keep ? "Enabled" : "Suspended"'],
  ["enabled = false", '"Suspended"'],
])("the status has the same meaning as %s", async (versioning, status) => {
  expect(await offered(versioning)).toContainEqual(expect.stringContaining(`status = ${status}\n`));
});

test("no edit is offered that would lose a comment", async () => {
  expect(await offered("# asked for by auditors\n    enabled = true")).toEqual([]);
});
