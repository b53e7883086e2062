import { expect, test } from "vitest";
import type { Finding } from "../../src/report/index.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const nightly = `resource "aws_lambda_function" "nightly" {
  function_name = "nightly"
  role          = "arn:aws:iam::111122223333:role/nightly"
  filename      = "nightly.zip"
}
`;

async function finding(rest: string): Promise<Finding | undefined> {
  const directory = temporaryDirectory({ "main.tf": `${nightly}\n${rest}` });
  const [found] = await lintDirectory(directory, { only: ["async/no-failure-destination"] });
  return found;
}

function config(retries: string): string {
  return `resource "aws_lambda_function_event_invoke_config" "nightly" {
  function_name          = aws_lambda_function.nightly.function_name
  maximum_retry_attempts = ${retries}
}
variable "retries" {
  type = number
}`;
}

test.each([
  ["null", "an event that it fails on three times is dropped"],
  ["0", "an event that it fails on is dropped"],
  ["1", "an event that it fails on twice is dropped"],
  ["var.retries", "an event that it fails on is dropped"],
])("the message for %s retries is: %s", async (retries, said) => {
  const found = await finding(config(retries));
  expect(found?.message).toContain(said);
  expect(found?.help).toContain("in aws_lambda_function_event_invoke_config.nightly, and");
});

test("the suggested configuration is for the invoked alias", async () => {
  const found = await finding(`resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.nightly.function_name
  function_version = "3"
}
resource "aws_cloudwatch_event_target" "nightly" {
  rule = "nightly"
  arn  = aws_lambda_alias.live.arn
}`);
  expect(found?.help).toContain("qualifier = aws_lambda_alias.live.name");
});
