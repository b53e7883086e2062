import { providerSchema } from "../../aws/provider-schema.ts";
import type { Attribute, SourceFile } from "../../hcl/index.ts";
import { placeOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { respelling, suggestionOf } from "../shared/edits/fixes.ts";
import { asEntries } from "../shared/edits/map-entries.ts";
import { removeText } from "../shared/edits/remove-text.ts";
import { holdersOf, intoBlock } from "../shared/schema/into-block.ts";
import { type MeantArgument, meantArgument } from "../shared/schema/meant-argument.ts";
import { versionHelp } from "../shared/schema/schema-majors.ts";
import {
  isMetaArgument,
  type SchemaBlock,
  schemaBlocks,
  spokenOwner,
  unknownNameVerdict,
} from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary:
    "A resource has an argument that its type does not have, or a provider block one that its provider does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema",
  why: `Terraform stops with "Unsupported argument", but only after init has fetched the provider.`,
  ignoreWhen: "The argument is newer than the schema that this version of lambda-tf holds.",
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
      const { block, schema, address } = found;
      if (schema.isOpen) return [];
      const { severity, consequence } = unknownNameVerdict(found);
      return [...block.attributes.values()].flatMap(({ node, file }): RuleFinding[] => {
        const { name } = node;
        if (schema.knows(name) || isMetaArgument(name, found)) return [];
        const meant = meantArgument({ node, file }, found, stack);
        const help = helpFor(name, found, meant);
        // without a similar known name, it may be newer than the data
        if ((help === undefined || meant?.isCertain === false) && found.meant.isNewer) return [];
        return [
          {
            at: placeOf(node.nameSpan, file),
            resource: address,
            severity,
            message: `${spokenOwner(found)} has no argument ${name}${consequence}`,
            help: help ?? "Remove it, or look up the name in the provider's documentation",
            ...(meant?.isCertain
              ? respelling(name, { meant: meant.name, among: meant.among }, meant.edits[0])
              : {
                  suggestions: [...intoMap(found), ...intoBlock(name, found), ...(meant?.edits ?? removal(node, file))],
                }),
          },
        ];
      });
    });
  },
});

function removal(node: Attribute, file: SourceFile): readonly Fix[] {
  return suggestionOf(`Remove ${node.name}`, removeText(placeOf(node, file)));
}

function helpFor(name: string, found: SchemaBlock, meant: MeantArgument | undefined): string | undefined {
  const otherVersion = versionHelp(name, found);
  if (otherVersion !== undefined) return otherVersion;
  if (meant?.isCertain) return `Did you mean ${meant.name}?`;
  const block = holderOf(name, found);
  if (block !== undefined)
    return block === ""
      ? `It belongs to ${found.type} itself, outside ${found.path.join(".")}`
      : `It belongs in the block ${block}`;
  const map = mapOf(found);
  if (map !== undefined) return `Write it as an entry of ${map}: ${map} = { ${name} = … }`;
  if (meant) return `Did you mean ${meant.name}?`;
  const owner = ownerOf(found);
  return owner && `It is an argument of ${owner}; use that type, or remove the argument`;
}

/** The nested block with such an argument, or the two that have one; empty for the resource itself. */
function holderOf(name: string, found: SchemaBlock): string | undefined {
  const { kind, type, path, isMeta, meant } = found;
  if (isMeta) return undefined;
  const holders = holdersOf(name, found);
  if (holders.length === 1 || holders.length === 2) return holders.join(" or ");
  const whole = path.length > 0 ? providerSchema().typeIn(meant.majors[0] ?? 0, kind, type) : undefined;
  return whole?.attributes.has(name) ? "" : undefined;
}

/** The only argument that a block has, if it is a map of anything, such as variables in environment. */
function mapOf({ path, schema, isMeta }: SchemaBlock): string | undefined {
  const { attributes, blocks } = schema.newest;
  const [[name, { type }] = [undefined, { type: undefined }], ...others] = attributes;
  const isAlone = path.length > 0 && !isMeta && others.length === 0 && blocks.size === 0;
  return isAlone && type?.kind === "map" ? name : undefined;
}

/** All arguments that are written become entries, if none is valid. */
function intoMap(found: SchemaBlock): readonly Fix[] {
  const { block, schema } = found;
  const map = mapOf(found);
  const written = [...block.attributes.values()];
  if (map === undefined || written.some(({ node }) => schema.knows(node.name)) || block.blocks.length > 0) return [];
  return suggestionOf(`Write ${written.length === 1 ? "it" : "all of them"} in ${map}`, asEntries(map, written));
}

/** A type with a similar name that has all the arguments which are written: most likely the one that was meant. */
function ownerOf({ kind, type, path, block, meant, isMeta }: SchemaBlock): string | undefined {
  const [major = 0] = meant.majors;
  if (path.length > 0 || isMeta || kind === "provider") return undefined;
  const names = [...block.attributes.keys()].filter((name) => !isMetaArgument(name, { path, kind }));
  const words = new Set(type.split("_"));
  return providerSchema()
    .names(kind)
    .filter((name) => name !== type && name.split("_").filter((word) => !words.has(word)).length <= 1)
    .sort((a, b) => Math.abs(a.length - type.length) - Math.abs(b.length - type.length))
    .slice(0, 20)
    .find((name) => {
      const schema = providerSchema().typeIn(major, kind, name);
      return schema && names.every((one) => schema.attributes.has(one) || schema.blocks.has(one));
    });
}
