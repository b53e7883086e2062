import type { BlockValue } from "../../../terraform/index.ts";

/** The blocks that are reached by block types from a body down; the body itself where there are none. */
export function blocksAt(body: BlockValue, path: readonly string[]): readonly BlockValue[] {
  return path.reduce<readonly BlockValue[]>((blocks, type) => blocks.flatMap((block) => block.blocks(type)), [body]);
}
