import { grouped } from "../../../grouped.ts";
import { oncePer } from "../../../once-per.ts";
import { type Resource, referencesIn, type WrittenReference } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { removeBlock } from "./blocks.ts";

/** Removes a resource with all its instances; undefined if its module refers to it. */
export function removeResource({ mode, type, name, module, body }: Resource): Edit | undefined {
  const isNamed = byAddress(referencesIn(module.directory)).has(`${type}.${name}`);
  return mode !== "managed" || isNamed ? undefined : removeBlock(body);
}

const byAddress = oncePer((references: readonly WrittenReference[]) =>
  grouped(references, ({ root, path: [name] }) => [`${root}.${name}`]),
);
