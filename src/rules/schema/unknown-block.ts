import { providerSchema, type SchemaKind } from "../../aws/provider-schema.ts";
import type { Block } from "../../hcl/index.ts";
import { placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { isOfTopLevel, TOP_BLOCKS } from "../shared/schema/language-blocks.ts";
import { type MeantBlock, meantBlock } from "../shared/schema/meant-block.ts";
import { versionHelp } from "../shared/schema/schema-majors.ts";
import { producedType } from "../shared/schema/schema-names.ts";
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
        const meant = meantBlock({ node, file }, found, stack);
        const elsewhere = versionHelp(type, found) ?? (meant?.isCertain ? undefined : holderOf(type, found));
        if (found.meant.isNewer && !meant?.isCertain && elsewhere === undefined) return [];
        return [
          {
            at: placeOf((isDynamic ? node.labels[0] : undefined) ?? node.typeSpan, file),
            resource: address,
            severity,
            message: `${spokenOwner(found)} has no block ${type}${consequence}`,
            help: elsewhere ?? helpFor(node, meant, found.kind),
            ...(meant?.edit &&
              elsewhere === undefined &&
              (meant.isCertain ? { fix: meant.edit } : { suggestions: [meant.edit] })),
          },
        ];
      });
    });
  },
});

function helpFor(node: Block, meant: MeantBlock | undefined, kind: SchemaKind): string {
  const type = producedType(node);
  if (meant) return `Did you mean ${meant.name}?${meant.fault === undefined ? "" : ` ${meant.fault}`}`;
  if (isOfTopLevel(node)) return `Move it out of this block: a ${type} block stands at the top of a file`;
  return kind === "provider" && TOP_BLOCKS.terraform?.blocks?.[type]
    ? "It belongs in a terraform block"
    : "Remove it, or look up the name in the provider's documentation";
}

/** The nested blocks that have such a block, or the resource itself, if it is written in the wrong one. */
function holderOf(type: string, { kind, type: whole, path, isMeta, schema, meant }: SchemaBlock): string | undefined {
  if (isMeta) return undefined;
  const holders = [...schema.newest.blocks].flatMap(([name, { block }]) => (block.blocks.has(type) ? [name] : []));
  if (holders.length === 1 || holders.length === 2) return `It belongs in the block ${holders.join(" or ")}`;
  const outer = path.length > 0 ? providerSchema().typeIn(meant.majors[0] ?? 0, kind, whole) : undefined;
  return outer?.blocks.has(type) ? `It belongs to ${whole} itself, outside ${path.join(".")}` : undefined;
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
