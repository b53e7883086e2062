import type { MergedBlock } from "./declarations.ts";

/**
 * Merges a block of an override file into the block it overrides: its arguments replace those of the same name, its
 * nested blocks replace all of the same type (Terraform language, Override Files). `lifecycle` is merged argument by
 * argument.
 */
export function mergeOverride(base: MergedBlock, override: MergedBlock): MergedBlock {
  const replaced = new Set(
    override.blocks.map(({ node }) => (node.type === "dynamic" ? node.labels[0]?.value : node.type)),
  );
  replaced.delete("lifecycle");
  const kept = base.blocks.filter(
    ({ node }) => !replaced.has(node.type === "dynamic" ? node.labels[0]?.value : node.type),
  );
  return {
    ...base,
    isOverridden: true,
    attributes: new Map([...base.attributes, ...override.attributes]),
    blocks: [...kept, ...override.blocks],
  };
}
