import type { BlockValue, Resource } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import type { Switch } from "../resources/switches.ts";
import { setArgument } from "./arguments.ts";
import { addBlock } from "./blocks.ts";

/** Turns on a switch of a resource, adding the blocks around it; undefined if there are several of these. */
export function turnOn(resource: Resource, { path, argument }: Switch): Edit | undefined {
  let { body }: { body: BlockValue } = resource;
  for (const [depth, type] of path.entries()) {
    const [block, ...others] = body.blocks(type);
    if (others.length > 0) return undefined;
    if (!block) return addBlock(body, type, withinBlocks(path.slice(depth + 1), `${argument} = true`));
    body = block;
  }
  return setArgument(body, argument, "true");
}

function withinBlocks(path: readonly string[], content: string): string {
  return path.reduceRight((inner, type) => `${type} {\n${inner}\n}`, content);
}
