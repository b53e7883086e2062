import { defineRule } from "../rule.ts";
import { headerOf, schemaBlocks } from "../schema-walk.ts";

export default defineRule({
  summary: "A resource lacks an argument or block that its type requires",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, schema",
  why: 'Terraform stops with "Missing required argument", but only after init has fetched the provider.',
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  runtime       = "nodejs24.x"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  runtime       = "nodejs24.x"
}`,
  check({ stack }) {
    return schemaBlocks(stack).flatMap(({ block, schema, address, type, path }) => {
      if (schema.open) return [];
      const produced = new Set(
        block.blocks.map(({ node }) => (node.type === "dynamic" ? node.labels[0]?.value : node.type)),
      );
      const isWritten = (name: string) => block.attributes.has(name) || produced.has(name);
      const missing = [
        ...[...schema.attributes].filter(([name, { required }]) => required && !isWritten(name)).map(([name]) => name),
        ...[...schema.blocks]
          .filter(([name, { min }]) => min > 0 && !isWritten(name))
          .map(([name]) => `a block ${name}`),
      ];
      if (missing.length === 0) return [];
      return [
        {
          at: headerOf(block),
          resource: address,
          message: `${path.length === 0 ? address : `${path.join(".")} of ${address}`} lacks ${missing.join(" and ")}, which ${type} requires`,
          help: `Add ${missing.join(" and ")}`,
        },
      ];
    });
  },
});
