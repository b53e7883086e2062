import { didYouMean } from "../../../aws/did-you-mean.ts";
import { isMetaArgument, isMetaBlock, type SchemaBlock } from "./schema-walk.ts";

/**
 * The argument that an unknown one most likely stands for: one that may be written there, and is not. In JSON syntax it
 * may also be a block.
 */
export function suggestedArgument(name: string, { schema, block }: SchemaBlock): string | undefined {
  const ofArguments = [...schema.newest.attributes].flatMap(([one, { required, optional }]) =>
    (required || optional) && !block.attributes.has(one) ? [one] : [],
  );
  const isJson = block.attributes.get(name)?.file.path.endsWith(".json");
  return didYouMean(name, isJson ? [...ofArguments, ...schema.newest.blocks.keys()] : ofArguments);
}

/** The block that one of an unknown type most likely stands for. */
export function suggestedBlock(type: string, { schema }: SchemaBlock): string | undefined {
  return didYouMean(type, schema.newest.blocks.keys());
}

/** The type of a block, or of the blocks that a dynamic block makes. */
export function producedType({
  type,
  labels,
}: {
  readonly type: string;
  readonly labels: readonly { readonly value: string }[];
}): string {
  return type === "dynamic" ? (labels[0]?.value ?? "") : type;
}

/** Names that are misspelt: unknown arguments and blocks that are similar to a known one. */
export function misspeltNames(found: SchemaBlock): ReadonlySet<string> {
  const { block, schema } = found;
  const names = [
    ...[...block.attributes.keys()].map((name) =>
      schema.knows(name) || isMetaArgument(name, found) ? undefined : suggestedArgument(name, found),
    ),
    ...block.blocks.map(({ node }) => {
      const type = producedType(node);
      return schema.knows(type) || isMetaBlock(type, found) ? undefined : suggestedBlock(type, found);
    }),
  ];
  return new Set(names.filter((name) => name !== undefined));
}
