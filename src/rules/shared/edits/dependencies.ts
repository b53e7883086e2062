import { dependsOn } from "../../../lambda/index.ts";
import type { BlockValue, Resource } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { appendToBlock } from "./blocks.ts";
import { addNames } from "./elements.ts";
import { addressWithoutKey } from "./references.ts";

/** Makes a resource wait for others; undefined if one is in another module, or may itself wait for the resource. */
export function waitFor(resource: Resource, ...targets: readonly Resource[]): Edit | undefined {
  const isPossible = targets.every(
    (target) => target.module === resource.module && dependsOn(target, resource) === "no",
  );
  return isPossible ? addDependencies(resource.body, [...new Set(targets.map(addressWithoutKey))]) : undefined;
}

/** Adds addresses to the `depends_on` of a block. */
export function addDependencies(body: BlockValue, addresses: readonly string[]): Edit | undefined {
  if (body.isWritten("depends_on")) return addNames(body.value("depends_on"), addresses);
  const inline = `depends_on = [${addresses.join(", ")}]`;
  const text = inline.length <= 100 ? inline : `depends_on = [\n${addresses.map((one) => `  ${one},\n`).join("")}]`;
  return appendToBlock(body, `\n${text}`);
}
