import { didYouMean } from "../../aws/did-you-mean.ts";
import { providerSchema } from "../../aws/provider-schema.ts";
import { placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { isMetaArgument, type SchemaBlock, schemaBlocks } from "../schema-walk.ts";

export default defineRule({
  summary: "A resource has an argument that its type does not know",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, schema",
  why: 'Terraform stops with "Unsupported argument", but only after init has fetched the provider.',
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  runtimes      = "nodejs24.x"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  runtime       = "nodejs24.x"
}`,
  check({ stack }) {
    return schemaBlocks(stack).flatMap((found) => {
      const { block, schema, address, path } = found;
      if (schema.open) return [];
      return [...block.attributes.values()].flatMap(({ node, file }) => {
        const { name } = node;
        if (schema.attributes.has(name) || schema.blocks.has(name) || (path.length === 0 && isMetaArgument(name)))
          return [];
        const suggestion = didYouMean(
          name,
          [...schema.attributes]
            .filter(([one, { required, optional }]) => (required || optional) && !block.attributes.has(one))
            .map(([one]) => one),
        );
        const at = placeOf(node.nameSpan, file);
        return [
          {
            at,
            resource: address,
            message: `${path.length === 0 ? found.type : `${path.join(".")} in ${found.type}`} has no argument ${name}`,
            help: helpFor(found, suggestion),
            ...(suggestion !== undefined && {
              fix: { title: `Write ${suggestion}`, edits: [{ place: at, newText: suggestion }] },
            }),
          },
        ];
      });
    });
  },
});

function helpFor(found: SchemaBlock, suggestion: string | undefined): string {
  if (suggestion !== undefined) return `Did you mean ${suggestion}?`;
  const owner = ownerOf(found);
  return owner
    ? `It is an argument of ${owner}; use that type, or take the argument out`
    : "Take it out, or look the name up in the provider's documentation";
}

/** A type of a like name that has all the arguments that are written: the one that was probably meant. */
function ownerOf({ kind, type, path, block }: SchemaBlock): string | undefined {
  if (path.length > 0) return undefined;
  const names = [...block.attributes.keys()].filter((name) => !isMetaArgument(name));
  const words = new Set(type.split("_"));
  return providerSchema()
    .names(kind)
    .filter((name) => name !== type && name.split("_").filter((word) => !words.has(word)).length <= 1)
    .sort((a, b) => Math.abs(a.length - type.length) - Math.abs(b.length - type.length))
    .slice(0, 20)
    .find((name) => {
      const schema = providerSchema().type(kind, name);
      return schema && names.every((one) => schema.attributes.has(one) || schema.blocks.has(one));
    });
}
