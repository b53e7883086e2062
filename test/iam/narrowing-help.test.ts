import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const roleWith = (action: string) => `resource "aws_ssm_document" "restart" {
  name          = "restart"
  document_type = "Command"
  content       = jsonencode({ schemaVersion = "2.2", mainSteps = [] })
}

resource "aws_iam_policy" "operate" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }]
  })
}`;

async function helpFor(action: string): Promise<string | undefined> {
  const findings = await lintDirectory(temporaryDirectory({ "main.tf": roleWith(action) }), { profile: "all" });
  return findings.find(({ rule }) => rule === "iam/wildcard-resource")?.help;
}

test("an action on one type of resource is limited to the one in the module", async () => {
  expect(await helpFor("ssm:UpdateDocument")).toBe("Limit the resource to aws_ssm_document.restart.arn");
});

test("an action that needs a document and the instances it runs on is not limited to the document alone", async () => {
  const help = await helpFor("ssm:SendCommand");
  expect(help).toContain(":document/<DocumentName>");
  expect(help).toContain(":instance/<InstanceId>");
});
