import { type BlockValue, encloses, type Module, type Place, referencesIn } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { insertAfterBlock } from "./blocks.ts";
import { suggestionOf } from "./fixes.ts";

/**
 * Suggests moving the value at a place in a block to a new sensitive variable. Empty if it is part of another text, if
 * callers of the module would have to set the variable, or if an output shows the block.
 * @param wanted the variable's name, as words in any notation
 */
export function takeFromVariable(place: Place, wanted: string, block: BlockValue, module: Module): readonly Fix[] {
  const name = wanted
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/\W+/g, "_")
    .toLowerCase();
  const isWrittenHere = encloses(block.whole, place) && /^"[^"$%\\]*"$/.test(place.file.slice(place));
  const isFree = /^[a-z]/.test(name) && !module.declared.variables.has(name);
  if (!isWrittenHere || !isFree || module.call || isShown(block, module)) return [];
  const last = [...module.declared.variables.values()].at(-1);
  return suggestionOf(
    `Read it from a sensitive variable, set as TF_VAR_${name}`,
    { place, newText: `var.${name}` },
    insertAfterBlock(
      last ? module.blockValue(last) : block,
      `variable "${name}" {\n  type      = string\n  sensitive = true\n}`,
    ),
  );
}

/** Whether an output refers to a block's resource, and so would have to be sensitive too. */
function isShown(block: BlockValue, { directory }: Module): boolean {
  const labels = /^\w+\s+"([\w-]+)"(?:\s+"([\w-]+)")?/.exec(block.whole.file.slice(block.whole)) ?? [];
  return referencesIn(directory).some(
    ({ root, path, blocks: [outer] }) =>
      outer?.type === "output" && (labels[2] === undefined || (root === labels[1] && path[0] === labels[2])),
  );
}
