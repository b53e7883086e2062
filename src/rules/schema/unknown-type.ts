import { didYouMean } from "../../aws/did-you-mean.ts";
import { providerSchema, typeNames } from "../../aws/provider-schema.ts";
import { distinctDirectories, placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { declaredTypes } from "../schema-walk.ts";

export default defineRule({
  summary: "A resource is of a type that the provider does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, schema",
  why: 'Terraform stops with "Invalid resource type", but only after init has fetched the provider.',
  ignoreWhen: "The type is newer than the schema that this version of lambda-tf holds.",
  bad: `resource "aws_lambda_functions" "orders" {
  function_name = "orders"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      declaredTypes(module, stack).flatMap(({ kind, type, address, block }) => {
        if (providerSchema().has(kind, type)) return [];
        const other = (["resource", "data"] as const).find((one) => one !== kind && providerSchema().has(one, type));
        const suggestion = didYouMean(type, typeNames(kind));
        // with no like name it is rather a type that is newer than this data
        if (!other && suggestion === undefined) return [];
        const label = block.declared.node.labels[0];
        return [
          {
            at: placeOf(label ?? block.declared.node, block.declared.file),
            resource: address,
            message: other
              ? `The provider has ${type} as ${other === "data" ? "a data source" : "a resource"} only`
              : `The provider has no ${kind === "data" ? "data source" : "resource"} ${type}`,
            help: other ? `Write it as a ${other} block` : `Did you mean ${suggestion}?`,
            ...(!other &&
              suggestion !== undefined &&
              label?.quoted && {
                fix: {
                  title: `Write ${suggestion}`,
                  edits: [{ place: placeOf(label, block.declared.file), newText: `"${suggestion}"` }],
                },
              }),
          },
        ];
      }),
    );
  },
});
