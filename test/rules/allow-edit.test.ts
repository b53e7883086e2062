import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const forms = readFileSync(`${repository}fixtures/rules/iam/missing-permission/forms/main.tf`, "utf8");

test("a missing action is suggested in the form that the role's policy has", async () => {
  const findings = await lintDirectory(temporaryDirectory({ "main.tf": forms }), { only: ["iam/missing-permission"] });
  const texts = findings.map(({ resource, suggestions = [] }) => {
    const edits = suggestions.flatMap((suggestion) => suggestion.edits);
    return [resource, edits.map(({ newText }) => newText)];
  });
  const indent = " ".repeat(8);
  const wait = (policy: string) => `\n\n  depends_on = [aws_iam_role_policy.${policy}]`;
  expect(Object.fromEntries(texts)).toEqual({
    "aws_lambda_function.text": [
      `,\n${indent}{\n${indent}  "Effect": "Allow",\n${indent}  "Action": "sqs:SendMessage",\n${indent}  "Resource": "\${aws_sqs_queue.failed.arn}"\n${indent}}`,
      wait("text"),
    ],
    "aws_lambda_function.blocks": [', "sqs:SendMessage"', wait("blocks")],
    "aws_lambda_function.object": [
      "[",
      ', { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.failed.arn }]',
      wait("object"),
    ],
    "aws_lambda_function.none": [expect.stringContaining('resource "aws_iam_role_policy" "none" {\n'), wait("none")],
  });
});
