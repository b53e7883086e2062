import type { Block } from "../../hcl/index.ts";
import { placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { argumentOf } from "../shared/declarations/written-syntax.ts";
import { producedType } from "../shared/schema/schema-names.ts";
import { type ValuedBlock, valuedBlocks } from "../shared/schema/schema-values.ts";
import { type SchemaBlock, schemaBlocks, spokenOwner } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "There are more blocks of a type than allowed, or none where one is required",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema",
  why: `Terraform stops with "Too many blocks" or "Insufficient blocks".`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"

  environment {
    variables = { STAGE = "dev" }
  }

  environment {
    variables = { REGION = "eu-central-1" }
  }
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"

  environment {
    variables = { STAGE = "dev", REGION = "eu-central-1" }
  }
}`,
  check({ stack }) {
    return [
      ...valuedBlocks(stack).flatMap((block) =>
        block.schema.isOpen ? [] : block.body.blockTypes.flatMap((type) => tooMany(block, type)),
      ),
      ...schemaBlocks(stack).flatMap(noneLeft),
    ];
  },
});

function tooMany(block: ValuedBlock, type: string): RuleFinding[] {
  const limits = block.schema.nested(type).map(({ max = Number.POSITIVE_INFINITY }) => max);
  const limit = Math.max(...limits);
  const blocks = block.body.blocks(type).filter(({ isCertain }) => isCertain);
  const first = blocks[limit];
  if (limits.length === 0 || !first) return [];
  return [
    {
      at: first.place(),
      resource: block.resource.address,
      message: `${spokenOwner(block)} has ${blocks.length} ${type} blocks, but may have ${limit}`,
      help: "Merge them into one block",
    },
  ];
}

/** Dynamic blocks without any elements; schema/missing-argument reports blocks that are not written. */
function noneLeft({ block, schema, address, path, ...found }: SchemaBlock): RuleFinding[] {
  if (schema.isOpen || schema.required.blocks.length === 0) return [];
  return schema.required.blocks.flatMap((type) => {
    const written = block.blocks.filter(({ node }) => producedType(node) === type);
    const [first] = written;
    if (!first || !written.every(({ node }) => makesNone(node))) return [];
    return [
      {
        at: placeOf(first.node.typeSpan, first.file),
        resource: address,
        message: `The dynamic block ${type} of ${spokenOwner({ path, type: address })} creates no block, but ${found.type} requires one`,
        help: `Give its for_each at least one element, or write the block ${type} itself`,
      },
    ];
  });
}

function makesNone(block: Block): boolean {
  const forEach = argumentOf(block, "for_each")?.expression;
  if (block.type !== "dynamic" || !forEach) return false;
  return (
    (forEach.kind === "tuple" && forEach.elements.length === 0) ||
    (forEach.kind === "object" && forEach.items.length === 0)
  );
}
