import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";

const ONLY = { only: ["iam/wildcard-resource"] };

test("the resource type of most actions of a service is named first", async () => {
  const directory = `${repository}fixtures/rules/iam/wildcard-resource/whole-service`;
  const [finding, ...others] = await lintDirectory(directory, ONLY);
  expect(others).toEqual([]);
  expect(finding?.help).toMatch(/^Limit the resource to arn:aws:states:<Region>:<Account>:stateMachine:/);
});

test.each([
  [
    "a rule is named as it is, although rules of a bus are below it",
    "events:PutTargets",
    "aws_cloudwatch_event_rule.nightly.arn",
  ],
  [
    "what an action is named after comes first",
    "bedrock:InvokeModel",
    "arn:aws:bedrock:<Region>::foundation-model/<ResourceId>",
  ],
  ["what two services work on is named once", 'kafka:*", "kafka-cluster:*', "aws_msk_cluster.orders.arn"],
  [
    "a document of the module is named for what works on it alone",
    "ssm:UpdateDocument",
    "aws_ssm_document.restart.arn",
  ],
  [
    "a document is named together with the instances that it runs on",
    "ssm:SendCommand",
    "arn:aws:ssm:<Region>:<Account>:document/<DocumentName> and arn:aws:ec2:<Region>:<Account>:instance/<InstanceId>",
  ],
])("%s", async (_, action, target) => {
  expect(await helpOf(action)).toEqual([`Limit the resource to ${target}`]);
});

test("no resource type is suggested for actions on many types of resources", async () => {
  expect(await helpOf("iam:*")).toEqual([
    "Name the actions that are called, each on what it works on, such as arn:aws:iam::<Account>:user/<UserNameWithPath>",
  ]);
  expect(await helpOf("iam:GetRole")).toEqual(["Limit the resource to arn:aws:iam::<Account>:role/<RoleNameWithPath>"]);
});

/** The rule's help for a statement that allows an action on everything. */
async function helpOf(action: string): Promise<readonly (string | undefined)[]> {
  const directory = mkdtempSync(path.join(tmpdir(), "wildcard-resource-"));
  writeFileSync(
    path.join(directory, "main.tf"),
    `resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "rate(1 day)"
}

resource "aws_msk_cluster" "orders" {}

resource "aws_ssm_document" "restart" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["${action}"], Resource = "*" }]
  })
}
`,
  );
  try {
    const findings = await lintDirectory(directory, ONLY);
    return findings.map(({ help }) => help);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
