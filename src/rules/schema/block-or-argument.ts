import { placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { schemaBlocks } from "../schema-walk.ts";

export default defineRule({
  summary: "A block is written as an argument",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, schema",
  why: 'Terraform stops with "Unsupported argument", but only after init has fetched the provider.',
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  environment   = { variables = { STAGE = "dev" } }
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"

  environment {
    variables = { STAGE = "dev" }
  }
}`,
  check({ stack }) {
    return schemaBlocks(stack).flatMap(({ block, schema, address, type }) => {
      // JSON syntax writes every block so
      if (block.declared.file.path.endsWith(".json")) return [];
      return [...block.attributes.values()].flatMap(({ node, file }) => {
        const { name, expression } = node;
        const isEmpty = expression.kind === "tuple" && expression.elements.length === 0;
        if (!schema.blocks.has(name) || schema.attributes.has(name) || isEmpty) return [];
        return [
          {
            at: placeOf(node.nameSpan, file),
            resource: address,
            message: `${name} is a block of ${type}, and is written as an argument`,
            help: `Write ${name} { … }, without the equals sign; several of them from a list with dynamic "${name}"`,
          },
        ];
      });
    });
  },
});
