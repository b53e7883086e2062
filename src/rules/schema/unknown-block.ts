import type { Block } from "../../hcl/index.ts";
import { placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { isOfTopLevel, TOP_BLOCKS } from "../shared/schema/language-blocks.ts";
import { versionHelp } from "../shared/schema/schema-majors.ts";
import { producedType, suggestedBlock } from "../shared/schema/schema-names.ts";
import {
  isMetaBlock,
  type SchemaBlock,
  schemaBlocks,
  spokenOwner,
  unknownNameVerdict,
} from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary:
    "A resource has a block that its type does not have, or a provider block one that its provider does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema",
  why: `Terraform stops with "Unsupported block type", but only after init has fetched the provider.`,
  ignoreWhen: "The block is newer than the schema that this version of lambda-tf holds.",
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
    return schemaBlocks(stack).flatMap((found) => {
      const { block, schema, address } = found;
      if (schema.isOpen) return [];
      const { severity, consequence } = unknownNameVerdict(found);
      return block.blocks.flatMap(({ node, file }): RuleFinding[] => {
        const isDynamic = node.type === "dynamic";
        const type = producedType(node);
        // Terraform's own blocks cannot be dynamic
        if (schema.knows(type) || (!isDynamic && isMetaBlock(type, found)))
          return labelFault(node, found).map((fault) => ({ ...fault, at: placeOf(fault.at, file), resource: address }));
        const suggestion = suggestedBlock(type, found);
        const elsewhere = versionHelp(type, found);
        if (found.meant.isNewer && suggestion === undefined && elsewhere === undefined) return [];
        const label = isDynamic ? node.labels[0] : undefined;
        const at = placeOf(label ?? node.typeSpan, file);
        return [
          {
            at,
            resource: address,
            severity,
            message: `${spokenOwner(found)} has no block ${type}${consequence}`,
            help: elsewhere ?? helpFor(node, suggestion, found),
            ...(suggestion !== undefined && {
              fix: replacing(at, label?.quoted ? `"${suggestion}"` : suggestion, suggestion),
            }),
          },
        ];
      });
    });
  },
});

function helpFor(node: Block, suggestion: string | undefined, { kind }: SchemaBlock): string {
  if (suggestion !== undefined) return `Did you mean ${suggestion}?`;
  const type = producedType(node);
  if (isOfTopLevel(node)) return `Move it out of this block: a ${type} block stands at the top of a file`;
  return kind === "provider" && TOP_BLOCKS.terraform?.blocks?.[type]
    ? "It belongs in a terraform block"
    : "Remove it, or look up the name in the provider's documentation";
}

/** A surplus label. schema/meta-argument reports those of lifecycle. */
function labelFault({ type, labels }: Block, { schema }: SchemaBlock) {
  if (type === "lifecycle" || schema.nested(type).some(({ nesting }) => nesting === "map")) return [];
  const most = type === "dynamic" || type === "provisioner" ? 1 : 0;
  return labels.slice(most, most + 1).map((at) => ({
    at,
    message: `A ${type} block has ${most === 0 ? "no labels" : "one label"}, and this one has ${labels.length}`,
    help: "Remove the label",
  }));
}
