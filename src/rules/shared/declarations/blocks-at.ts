import type { BlockValue } from "../../../terraform/index.ts";

/** The nested blocks at a path of block types; the body itself for an empty path. */
export function blocksAt(body: BlockValue, path: readonly string[]): readonly BlockValue[] {
  return path.reduce<readonly BlockValue[]>((blocks, type) => blocks.flatMap((block) => block.blocks(type)), [body]);
}
