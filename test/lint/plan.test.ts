import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { lint, lintAndFix } from "../../src/lint/index.ts";
import type { Finding } from "../../src/report/index.ts";
import type { Profile } from "../../src/rules/rule.ts";
import { describeFinding } from "../helpers/describe-finding.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { parameterised, parameters, planOf } from "../helpers/plan-of.ts";
import { lastingDirectory, temporaryDirectory } from "../helpers/temporary-directory.ts";
import { scaffoldIn } from "../scaffold/scaffold-in.ts";
import { hasTerraform, noticeSkipped } from "../scaffold/terraform-offline.ts";

noticeSkipped(7);

async function findings(directory: string, path = ".", profile: Profile = "all"): Promise<readonly Finding[]> {
  const { report } = await lint({ ...lintRequest(directory, { profile }), paths: [path] });
  return report.findings;
}

/** The findings of a plan in a directory without anything else. */
async function findingsOfPlanAlone(directory: string): Promise<{ found: readonly Finding[]; text: string }> {
  const alone = temporaryDirectory();
  copyFileSync(join(directory, "plan.json"), join(alone, "plan.json"));
  return { found: await findings(alone, "plan.json"), text: readFileSync(join(alone, "plan.json"), "utf8") };
}

const described = (all: readonly Finding[]) => all.map(describeFinding);

const expectedRules = ["runtime/blocked", "iam/wildcard-action", "trigger/sqs-visibility"];

const wholeModule = {
  "main.tf": `
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

locals {
  queues = { small = 30, large = 60 }
}

resource "aws_sqs_queue" "jobs" {
  for_each                   = local.queues
  name                       = "jobs-\${each.key}"
  visibility_timeout_seconds = each.value
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  runtime       = "nodejs12.x"
  handler       = "index.handler"
  filename      = "worker.zip"
  timeout       = 60

  dynamic "dead_letter_config" {
    for_each = [aws_sqs_queue.jobs["small"].arn]
    content {
      target_arn = dead_letter_config.value
    }
  }
}

resource "aws_lambda_event_source_mapping" "worker" {
  for_each         = aws_sqs_queue.jobs
  event_source_arn = each.value.arn
  function_name    = aws_lambda_function.worker.arn
}

resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.jobs["small"].arn]
  }
}

resource "aws_iam_role_policy" "read" {
  count  = 1
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.read.json
}

module "reader" {
  source = "./reader"
  role   = aws_iam_role.worker.id
  bucket = "arn:aws:s3:::reports"
}
`,
  "reader/main.tf": `
variable "role" {
  type = string
}
variable "bucket" {
  type = string
}

resource "aws_iam_role_policy" "this" {
  role = var.role
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:*"], Resource = var.bucket }]
  })
}
`,
};

describe.skipIf(!hasTerraform)("a module whose values are all known", () => {
  const directory = lastingDirectory(wholeModule);
  beforeAll(() => planOf(directory), 240_000);

  test("has the findings of its directory, at the same places", async () => {
    const ofDirectory = await findings(directory);
    expect(described(await findings(directory, "plan.json"))).toEqual(described(ofDirectory));
    expect(ofDirectory.map(({ rule }) => rule)).toEqual(expect.arrayContaining(expectedRules));
  });

  test("also has the findings that only a plan can show, at the plan's addresses", async () => {
    const { found, text } = await findingsOfPlanAlone(directory);
    expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(expectedRules));
    const runtime = found.find(({ rule }) => rule === "runtime/blocked");
    expect(runtime).toMatchObject({ file: "plan.json", resource: "aws_lambda_function.worker" });
    const { start, end } = runtime?.range ?? { start: { column: 0 }, end: { column: 0 } };
    expect(text.slice(start.column - 1, end.column - 1)).toBe('"nodejs12.x"');
    const inner = found.find(({ rule, trace }) => rule === "iam/wildcard-action" && trace);
    expect(inner?.trace?.join()).toMatch(/^module\.reader \(plan\.json:1\)$/);
    expect(found.filter(({ fix, suggestions }) => fix || suggestions)).toEqual([]);
  });
});

describe.skipIf(!hasTerraform)("a value that only the plan knows", () => {
  const directory = lastingDirectory(parameterised);
  beforeAll(() => planOf(directory, ...parameters), 240_000);
  const placed = (all: readonly Finding[], wanted: string) => {
    const lines = parameterised["main.tf"].split("\n");
    return all
      .filter(({ rule }) => rule === wanted)
      .map(({ range: { start } }) => lines[start.line - 1]?.slice(start.column - 1));
  };

  test("is reported at the place in the configuration that it results from", async () => {
    const ofDirectory = await findings(directory);
    const ofPlan = await findings(directory, "plan.json");
    expect(placed(ofDirectory, "trigger/sqs-visibility")).toEqual([]);
    expect(placed(ofPlan, "trigger/sqs-visibility")).toEqual(["30"]);
    expect(placed(ofDirectory, "iam/wildcard-action")).toEqual([]);
    expect(placed(ofPlan, "iam/wildcard-action")).toEqual(['variable "actions" { type = list(string) }']);
  });

  test("is reported when only the plan is given", async () => {
    const { found } = await findingsOfPlanAlone(directory);
    expect(found).toContainEqual(
      expect.objectContaining({ rule: "trigger/sqs-visibility", resource: 'aws_sqs_queue.jobs["dev"]' }),
    );
  });
});

describe.skipIf(!hasTerraform)("a plan of a module that init wrote", () => {
  test.each([{ set: ["triggers=sqs,http-api"] }, { preset: "rest-api" }, { preset: "s3-processor" }])(
    "has the findings of its directory, and no others without it: %o",
    async (chosen) => {
      const cwd = temporaryDirectory();
      expect(await scaffoldIn({ cwd, flags: ["yes"], ...chosen })).toMatchObject({ exitCode: 0 });
      const directory = join(cwd, "orders");
      // the directory is linted with the values of its example's call, and the plan is of the module alone
      rmSync(join(directory, "examples"), { recursive: true });
      planOf(directory);
      const ofDirectory = await findings(directory);
      expect(described(await findings(directory, "plan.json"))).toEqual(described(ofDirectory));
      const { found } = await findingsOfPlanAlone(directory);
      const subject = ({ rule, resource }: Finding) => `${rule} ${resource}`;
      expect(ofDirectory.map(subject)).toEqual(expect.arrayContaining(found.map(subject)));
    },
    240_000,
  );
});

describe("a JSON file that is not a plan", () => {
  test.each([
    ["text", "plan.json is not a plan: it is not JSON"],
    ['{"format_version": "1.0", "values": {}}', "plan.json is not a plan: it is a state"],
    ["[]", "plan.json is not a plan: it has no planned_values"],
    ['{"name": "x"}', "plan.json is not a plan: it has no planned_values"],
  ])("%s", async (text, message) => {
    const directory = temporaryDirectory({ "plan.json": text });
    await expect(findings(directory, "plan.json")).rejects.toThrow(message);
  });

  test("an empty plan has no findings", async () => {
    const directory = temporaryDirectory({ "plan.json": '{"format_version": "1.2", "planned_values": {}}' });
    expect(await findings(directory, "plan.json")).toEqual([]);
  });

  test("--fix does not change a plan", async () => {
    const directory = temporaryDirectory({ "plan.json": "{}" });
    const request = { ...lintRequest(directory), paths: ["plan.json"] };
    await expect(lintAndFix(request)).rejects.toThrow("--fix cannot change the plan plan.json");
  });
});
