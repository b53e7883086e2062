import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";

const SOMETIMES = "count = var.has_queue ? 1 : 0";

test.each([
  ["a resource that is always there", "", "", 1],
  ["a resource of a fixed count", "count = 1", "", 1],
  ["a resource whose count may be 0", SOMETIMES, "", 0],
  ["a resource with the same count as the policy", SOMETIMES, SOMETIMES, 1],
])("edits of a policy name %s only if the reference always holds", async (_, ofQueue, ofPolicy, edits) => {
  expect(await editsFor(ofQueue, ofPolicy)).toBe(edits);
});

/** The number of fixes and suggestions for a policy on everything, with a queue that it can be limited to. */
async function editsFor(ofQueue: string, ofPolicy: string): Promise<number> {
  const directory = mkdtempSync(path.join(tmpdir(), "maybe-missing-"));
  writeFileSync(
    path.join(directory, "main.tf"),
    `variable "has_queue" {
  type    = bool
  default = true
}

resource "aws_sqs_queue" "jobs" {
  ${ofQueue}
}

data "aws_iam_policy_document" "worker" {
  ${ofPolicy}

  statement {
    actions   = ["sqs:SendMessage"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "worker" {
  ${ofPolicy}
  policy = data.aws_iam_policy_document.worker${ofPolicy && "[0]"}.json
}
`,
  );
  try {
    const [finding] = await lintDirectory(directory, { only: ["iam/wildcard-resource"] });
    expect(finding?.help).toMatch(/^Limit the resource to aws_sqs_queue\.jobs/);
    return [finding?.fix, ...(finding?.suggestions ?? [])].filter((edit) => edit !== undefined).length;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
