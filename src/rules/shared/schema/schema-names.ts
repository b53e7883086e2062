import { didYouMean } from "../../../aws/did-you-mean.ts";
import { isMetaArgument, isMetaBlock, type SchemaBlock } from "./schema-walk.ts";

/**
 * The argument that an unknown one of a block was probably meant to be: one that may be written there, and is not. In the JSON
 * syntax it may as well be a block.
 */
export function suggestedArgument(name: string, { schema, block }: SchemaBlock): string | undefined {
  const ofArguments = [...schema.newest.attributes].flatMap(([one, { required, optional }]) =>
    (required || optional) && !block.attributes.has(one) ? [one] : [],
  );
  const isJson = block.attributes.get(name)?.file.path.endsWith(".json");
  return didYouMean(name, isJson ? [...ofArguments, ...schema.newest.blocks.keys()] : ofArguments);
}

/** The block that one of an unknown type was probably meant to be. */
export function suggestedBlock(type: string, { schema }: SchemaBlock): string | undefined {
  return didYouMean(type, schema.newest.blocks.keys());
}

/** What a block makes: its own type, or that of the blocks that a dynamic one stands for. */
export function producedType({
  type,
  labels,
}: {
  readonly type: string;
  readonly labels: readonly { readonly value: string }[];
}): string {
  return type === "dynamic" ? (labels[0]?.value ?? "") : type;
}

/** Names that are written, if misspelt: arguments and blocks that are unknown and have a known one near. */
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
