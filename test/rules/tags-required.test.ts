import { expect, test } from "vitest";
import { lint } from "../../src/lint/index.ts";
import type { Options } from "../../src/rules/rule.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const provider = `provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { Service = "orders" }
  }
}
`;

async function messages(files: Readonly<Record<string, string>>, options: Options): Promise<readonly string[]> {
  const request = lintRequest(temporaryDirectory(files), { only: ["tags/required"] });
  const flags = { ...request.flags, options: new Map([["tags/required", options]]) };
  const { report } = await lint({ ...request, flags });
  return report.findings.map(({ file, range, message }) => `${file}:${range.start.line} ${message}`);
}

test("each resource that lacks a required tag is named, and default_tags count", async () => {
  const main = `${provider}
resource "aws_sqs_queue" "jobs" {
  tags = { Team = "shop" }
}
resource "aws_sqs_queue" "failures" {
}
resource "aws_sqs_queue_policy" "jobs" {
}
`;
  expect(await messages({ "main.tf": main }, { keys: ["Service", "Team"] })).toEqual([
    "main.tf:11 aws_sqs_queue.failures lacks the tag Team",
  ]);
});

test("tags that are not completely known are not reported", async () => {
  const main = `${provider}
variable "tags" {
  type = map(string)
}
resource "aws_sqs_queue" "jobs" {
  tags = merge(var.tags, { Name = "jobs" })
}
resource "aws_sqs_queue" "failures" {
  tags = var.tags
}
`;
  expect(await messages({ "main.tf": main }, { keys: ["Team"] })).toEqual([]);
});

test("merge is evaluated, and the place is that of the tags", async () => {
  const main = `locals {
  common = { Service = "orders" }
}
resource "aws_sqs_queue" "jobs" {
  tags = merge(local.common, { Name = "jobs" })
}
`;
  expect(await messages({ "main.tf": main }, { keys: ["Service", "Team", "Owner"] })).toEqual([
    "main.tf:5 aws_sqs_queue.jobs lacks the tags Team, Owner",
  ]);
});

test("a module's resources have the default_tags of the provider that its caller passes", async () => {
  const files = {
    "main.tf": `${provider}
provider "aws" {
  alias = "virginia"
}
module "home" {
  source = "./queue"
}
module "abroad" {
  source    = "./queue"
  providers = { aws = aws.virginia }
}
`,
    "queue/main.tf": `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
`,
  };
  expect(await messages(files, { keys: ["Service"] })).toEqual([
    "queue/main.tf:1 aws_sqs_queue.jobs lacks the tag Service",
  ]);
});

test("a value that is not allowed is reported at its place", async () => {
  const main = `variable "environment" {
  type = string
}
resource "aws_sqs_queue" "jobs" {
  tags = {
    Environment = "prd"
    Stage       = var.environment
  }
}
`;
  const values = { Environment: ["dev", "prod"], Stage: ["one"] };
  expect(await messages({ "main.tf": main }, { values })).toEqual([
    'main.tf:6 The tag Environment is "prd", but must be one of "dev", "prod"',
  ]);
});
