import { allReferences, isCallersChoice, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { packageHolders } from "../shared/resources/package-holders.ts";

/** Extensions of sources and of archives other than .zip. */
const NO_PACKAGE = /\.(?:py|js|mjs|cjs|ts|mts|rb|go|rs|java|kt|cs|php|sh|tar|tgz|gz|bz2|xz|7z|rar)$/i;

export default defineRule({
  summary: "The package of a function is not a .zip archive",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Working with .zip file archives (2026-11)",
  why: `Lambda takes code as a .zip archive (or a .jar, which is one). A source file or another kind of archive is uploaded whole and
then refused: "Could not unzip uploaded file".`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "python3.14"
  handler       = "orders.handler"
  filename      = "orders.py"
}`,
  good: `data "archive_file" "orders" {
  type        = "zip"
  source_file = "orders.py"
  output_path = "orders.zip"
}

resource "aws_lambda_function" "orders" {
  function_name    = "orders"
  role             = aws_iam_role.orders.arn
  runtime          = "python3.14"
  handler          = "orders.handler"
  filename         = data.archive_file.orders.output_path
  source_code_hash = data.archive_file.orders.output_base64sha256
}`,
  check({ stack }) {
    const archives = new Set(stack.data("archive_file").map(({ body }) => body.string("output_path")));
    return packageHolders(stack).flatMap((holder: Resource) => {
      const value = holder.body.value("filename");
      const name = stringOf(value);
      const archive = value.via?.resource.type === "archive_file" ? value.via.resource : undefined;
      const type = archive && !isCallersChoice(archive, "type") ? archive.body.string("type") : undefined;
      if (archive && type !== undefined && type !== "zip")
        return [
          {
            at: holder.body.place("filename"),
            resource: holder.address,
            message: `${holder} gets what ${archive} packs as ${type}, but Lambda accepts only a .zip archive`,
            help: `Set type = "zip" in ${archive}`,
            related: [{ at: archive.body.place("type"), message: "the kind of archive" }],
            suggestions: suggestValues(archive.body, "type", ['"zip"']),
          },
        ];
      // archive_file writes an archive, whatever its name
      if (name === undefined || !NO_PACKAGE.test(name) || archives.has(name) || allReferences(value).length > 0)
        return [];
      return [
        {
          at: holder.body.place("filename"),
          resource: holder.address,
          message: `${holder} gets ${name}, but Lambda accepts only a .zip archive`,
          help: "Pack it with data.archive_file, and set filename to its output_path",
        },
      ];
    });
  },
});
