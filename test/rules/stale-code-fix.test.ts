import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const main = `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}
`;
const added = '\n  source_code_hash = filebase64sha256("orders.zip")';

async function edits(files: Readonly<Record<string, string>>) {
  const [finding] = await lintDirectory(temporaryDirectory(files), { only: ["function/stale-code"] });
  const texts = (fix: NonNullable<typeof finding>["fix"]) => fix?.edits.map(({ newText }) => newText.trimEnd());
  return { fix: texts(finding?.fix), suggestions: finding?.suggestions?.map(texts) };
}

test("the hash of an existing package is a fix", async () => {
  expect(await edits({ "main.tf": main, "orders.zip": "zip" })).toEqual({ fix: [added], suggestions: undefined });
});

test("the hash of a package that is built later is only a suggestion, as Terraform fails if there is no file", async () => {
  expect(await edits({ "main.tf": main })).toEqual({ fix: undefined, suggestions: [[added]] });
});
