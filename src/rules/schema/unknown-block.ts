import { didYouMean } from "../../aws/did-you-mean.ts";
import { placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { isMetaBlock, schemaBlocks } from "../schema-walk.ts";

export default defineRule({
  summary: "A resource has a block that its type does not know",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, schema",
  why: 'Terraform stops with "Unsupported block type", but only after init has fetched the provider.',
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"

  enviroment {
    variables = { STAGE = "dev" }
  }
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"

  environment {
    variables = { STAGE = "dev" }
  }
}`,
  check({ stack }) {
    return schemaBlocks(stack).flatMap(({ block, schema, address, type, path }) => {
      if (schema.open) return [];
      return block.blocks.flatMap(({ node, file }) => {
        if (isMetaBlock(node.type) || schema.blocks.has(node.type)) return [];
        const attribute = schema.attributes.get(node.type);
        // a collection of objects may be written as blocks
        if (attribute && ["list", "set", "object", "tuple"].includes(attribute.type.kind)) return [];
        const suggestion = didYouMean(node.type, schema.blocks.keys());
        const at = placeOf(node.typeSpan, file);
        return [
          {
            at,
            resource: address,
            message: attribute
              ? `${node.type} is an argument of ${type}, and is written as a block`
              : `${path.length === 0 ? type : `${path.join(".")} in ${type}`} has no block ${node.type}`,
            help: attribute
              ? `Write ${node.type} = { … }`
              : suggestion === undefined
                ? "Take it out, or look the name up in the provider's documentation"
                : `Did you mean ${suggestion}?`,
            ...(!attribute &&
              suggestion !== undefined && {
                fix: { title: `Write ${suggestion}`, edits: [{ place: at, newText: suggestion }] },
              }),
          },
        ];
      });
    });
  },
});
