import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lint, lintAndFix } from "../../src/lint/index.ts";
import { registry } from "../../src/rules/registry.generated.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, terraform } from "../scaffold/terraform-offline.ts";

const text = readFileSync(`${repository}fixtures/fixes/policies/main.tf`, "utf8");
const before = text.split("\n");
const only = registry.filter(({ category }) => category === "iam").map(({ id }) => id);

const request = (files: Readonly<Record<string, string>>) =>
  lintRequest(temporaryDirectory(files), { profile: "all", only });

async function fixedText(): Promise<string> {
  const { changes } = await lintAndFix(request({ "main.tf": text }));
  return changes[0]?.text ?? text;
}

test("each policy that names a rule is fixed by that rule", async () => {
  const { report } = await lint(request({ "main.tf": text }));
  const fixable = report.findings.filter(({ fix }) => fix);
  const marked = before.flatMap((line, i) => {
    const rule = /# fixed: (\S+)/.exec(line)?.[1];
    return rule === undefined ? [] : [`${i + 1} ${rule}`];
  });
  expect(fixable.map(({ range, rule }) => `${range.start.line} ${rule}`)).toEqual(marked);
});

test("the rules that wrote a policy find nothing in it", async () => {
  const { report } = await lint(request({ "main.tf": await fixedText() }));
  const left = report.findings;
  const lines = before.map((line, i) => (/# fixed: /.test(line) ? i + 1 : 0));
  expect(left.filter(({ range }) => lines.includes(range.start.line))).toEqual([]);
  expect(left.filter(({ fix }) => fix)).toEqual([]);
});

test("nothing else is touched", async () => {
  const after = (await fixedText()).split("\n");
  expect(after).toHaveLength(before.length);
  const changed = after.flatMap((line, i) => (line === before[i] ? [] : [before[i] ?? ""]));
  expect(changed.filter((line) => !line.includes("# fixed: iam/"))).toEqual([]);
});

test("the resources of this module are used", async () => {
  const fixed = await fixedText();
  const wanted = [
    'resources = [aws_dynamodb_table.orders.arn, "${aws_dynamodb_table.orders.arn}/index/*"]',
    'resources = ["${aws_cloudwatch_log_group.worker.arn}:*"]',
    "resources = [aws_kinesis_stream.clicks.arn, aws_sns_topic.news.arn]",
    'Action = "s3:GetObject", Resource = "${aws_s3_bucket.incoming.arn}/*" }',
    "Resource = aws_secretsmanager_secret.db.arn",
    '"Resource": "${aws_s3_bucket.incoming.arn}/*"',
    'Resource = [aws_s3_bucket.incoming.arn, "${aws_s3_bucket.incoming.arn}/*"] }',
  ];
  expect(wanted.filter((part) => !fixed.includes(part))).toEqual([]);
});

test.runIf(hasTerraform)("the real Terraform accepts it", async () => {
  const directory = temporaryDirectory({ "main.tf": await fixedText(), "worker.zip": "" });
  terraform(directory, "init", "-backend=false", "-input=false");
  expect(terraform(directory, "validate")).toContain("The configuration is valid");
  expect(terraform(directory, "plan", "-input=false")).toContain("Plan:");
});
