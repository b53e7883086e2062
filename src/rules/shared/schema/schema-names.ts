import { didYouMean } from "../../../aws/did-you-mean.ts";
import type { SchemaBlock } from "./schema-walk.ts";

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
