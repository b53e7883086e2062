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

test("the hash of a package that a command makes in the apply is not even suggested", async () => {
  const built = `resource "null_resource" "package" {
  provisioner "local-exec" {
    command = "make orders.zip"
  }
}

${main.replace(/}\n$/, "  depends_on    = [null_resource.package]\n}\n")}`;
  expect(await edits({ "main.tf": built })).toEqual({ fix: undefined, suggestions: undefined });
  expect(await edits({ "main.tf": built, "orders.zip": "zip" })).toEqual({ fix: [added], suggestions: undefined });
});
