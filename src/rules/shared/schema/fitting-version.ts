import { type AttributeSchema, type BlockSchema, providerSchema } from "../../../aws/provider-schema.ts";
import type { Stack } from "../../../lambda/index.ts";
import { lockedVersions, rootKind } from "../../../terraform/index.ts";
import { attributeReads } from "../expressions/reference-walk.ts";
import { blockAt } from "./schema-majors.ts";
import { producedType } from "./schema-names.ts";
import { isMetaArgument, isMetaBlock, type SchemaBlock, schemaBlocks } from "./schema-walk.ts";

/**
 * The constraint on a provider's version with which a stack keeps working as it is: the lock file's version, or the
 * newest major version that has everything the stack uses. Undefined if the provider's schema is not known.
 */
export function fittingConstraint(stack: Stack, provider: string): string | undefined {
  const [major, minor] = lockedVersions(stack.root.directory.path).get(provider)?.split(".") ?? [];
  if (major !== undefined) return `~> ${major}.${minor ?? 0}`;
  const fitting = fittingMajor(stack, provider);
  if (fitting === undefined) return undefined;
  const isForOthers = rootKind(stack.root) === "module" && fitting === providerSchema().knownMajors(provider)[0];
  return `${isForOthers ? ">=" : "~>"} ${fitting}.0`;
}

/** Of the allowed major versions, the newest that has the most of the names in a stack. */
function fittingMajor(stack: Stack, provider: string): number | undefined {
  const blocks = schemaBlocks(stack).filter(({ meant, isMeta }) => meant.provider === provider && !isMeta);
  const reads = attributeReads(stack).flatMap(({ from, name }) =>
    from.kind === "instance" && from.of.meant.provider === provider ? [{ ...from.of, path: from.path, name }] : [],
  );
  const lacking = (major: number) => {
    const at = ({ kind, type, path }: Pick<SchemaBlock, "kind" | "type" | "path">) =>
      blockAt(providerSchema().typeIn(major, kind, type), path);
    const written = blocks.reduce((sum, found) => sum + (lacksOf(found, at(found)) ?? 0), 0);
    return written + reads.filter((read) => !has(at(read), read.name)).length;
  };
  const candidates = providerSchema()
    .knownMajors(provider)
    .filter((major) => blocks.every(({ meant }) => meant.majors.includes(major)))
    .map((major) => ({ major, lacking: lacking(major) }));
  const least = Math.min(...candidates.map((one) => one.lacking));
  return candidates.find((one) => one.lacking === least)?.major;
}

/** How many names of a block a version does not let it set, or requires in addition. */
function lacksOf(found: SchemaBlock, schema: BlockSchema | undefined): number {
  if (!schema) return found.path.length === 0 ? 1 : 0;
  if (schema.open) return 0;
  const { attributes } = found.block;
  const blocks = found.block.blocks.map(({ node }) => producedType(node)).filter((type) => !isMetaBlock(type, found));
  const names = [...[...attributes.keys()].filter((name) => !isMetaArgument(name, found)), ...blocks];
  const isMissing = ([name, { required }]: readonly [string, AttributeSchema]) =>
    required && !attributes.has(name) && !blocks.includes(name);
  return names.filter((name) => !isSettable(schema, name)).length + [...schema.attributes].filter(isMissing).length;
}

function isSettable({ attributes, blocks }: BlockSchema, name: string): boolean {
  const attribute = attributes.get(name);
  return attribute?.required === true || attribute?.optional === true || blocks.has(name);
}

function has(schema: BlockSchema | undefined, name: string): boolean {
  return schema !== undefined && (schema.open || schema.attributes.has(name) || schema.blocks.has(name));
}
