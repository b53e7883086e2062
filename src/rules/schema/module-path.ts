import { isSamePlace, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { pathFromModule } from "../shared/declarations/module-files.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

/** Arguments that name a file or a folder which Terraform or a provider reads. */
const PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ["archive_file", ["source_file", "source_dir"]],
  ["aws_lambda_function", ["filename"]],
  ["aws_lambda_layer_version", ["filename"]],
  ["aws_s3_bucket_object", ["source"]],
  ["aws_s3_object", ["source"]],
]);

const example = (source: string) => `provider "aws" {
  region = "eu-west-1"
}

module "orders" {
  source = "./orders"
}
# file: orders/main.tf
data "archive_file" "orders" {
  type        = "zip"
  source_dir  = "${source}"
  output_path = "\${path.root}/build/orders.zip"
}
# file: orders/src/index.mjs
export const handler = async () => {};`;

export default defineRule({
  summary: "A called module names one of its files as if Terraform ran in its folder",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Filesystem and workspace info: path.module (2026-11)",
  why: `Relative paths start where Terraform runs, which is the folder of the root module. A file that is in the folder of the
called module alone is not found there, and the plan or the apply fails. path.module is the folder of the module itself.`,
  bad: example("src"),
  good: example("${path.module}/src"),
  check({ stack }) {
    return stack.modules.flatMap(({ call, resources }) => (call ? resources.flatMap(misplaced) : []));
  },
});

function misplaced(resource: Resource): RuleFinding[] {
  const { body, module, type } = resource;
  return (PATHS.get(type) ?? []).flatMap((argument) => {
    const value = body.value(argument);
    const meant = pathFromModule(value, module);
    if (meant === undefined) return [];
    const at = body.place(argument);
    const isWritten = isSamePlace(value.place, at);
    return [
      {
        at,
        resource: resource.address,
        message: `${argument} of ${resource} is ${stringOf(value)}, which is in the folder of this module, but not where Terraform runs`,
        help: `Begin the path with path.module: "${meant}"`,
        suggestions: isWritten
          ? suggestionOf("Begin the path with path.module", replaceValue(value, `"${meant}"`))
          : [],
      },
    ];
  });
}
