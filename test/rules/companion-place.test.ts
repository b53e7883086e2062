import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

async function written(arguments_: string) {
  const main = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

resource "aws_s3_bucket" "orders" {
  ${arguments_}
  bucket = "orders"

  versioning {
    enabled = true
  }
}
`;
  const cwd = temporaryDirectory({ "main.tf": main });
  const findings = await lintDirectory(cwd, { only: ["schema/deprecated-argument"] });
  return findings.flatMap(({ suggestions = [] }) => suggestions.flatMap(({ edits }) => edits.map((e) => e.newText)));
}

test("a resource that is added beside another has the same provider", async () => {
  expect(await written("provider = aws.virginia")).toContainEqual(
    expect.stringContaining("\n  provider = aws.virginia\n"),
  );
});

test("it has the same region", async () => {
  expect(await written('region = "eu-west-2"')).toContainEqual(expect.stringContaining('\n  region = "eu-west-2"\n'));
});

test("it names neither if the other does not", async () => {
  expect(await written("")).not.toContainEqual(expect.stringMatching(/provider|region/));
});
