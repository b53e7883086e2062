import { grouped } from "../../../grouped.ts";
import { type Stack, type Tag, type Tagging, taggings } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { encloses } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { removeArgument } from "./arguments.ts";
import { blockKey } from "./block-key.ts";
import { removeEntry, renamed } from "./elements.ts";

/**
 * Removes one of a resource's own tags; undefined for one that is written elsewhere, as other resources may share it.
 */
export function removeTag(tagging: Tagging, tag: Tag): Edit | undefined {
  if (!isItsOwn(tagging, tag)) return undefined;
  const { body } = tagging.resource;
  const { file, ...span } = body.place("tags");
  const isOnlyOne = tagging.own.tags.length === 1 && file.slice(span).startsWith("{");
  return isOnlyOne ? removeArgument(body, "tags") : removeEntry(tag.keyPlace, tag.value.place);
}

/** Renames the key of one of a resource's own tags; undefined as above. */
export function renameTag(tagging: Tagging, tag: Tag, key: string): Edit | undefined {
  const isTaken = tagging.own.tags.some((other) => other.key === key);
  if (!isItsOwn(tagging, tag) || isTaken) return undefined;
  const newText = /^[A-Za-z][\w-]*$/.test(key) ? renamed(tag.keyPlace, key) : JSON.stringify(key);
  return { place: tag.keyPlace, newText };
}

function isItsOwn({ resource }: Tagging, { keyPlace, value }: Tag): boolean {
  const { whole } = resource.body;
  return encloses(whole, keyPlace) && encloses(whole, value.place);
}

const taggingsByBlock = oncePer((stack: Stack) => grouped(taggings(stack), ({ resource }) => [blockKey(resource)]));

/**
 * Whether all resources that a block makes get the same default tags, which is not so if calls of its module pass
 * different providers.
 */
export function haveSameDefaults({ resource, defaults }: Tagging, stack: Stack): boolean {
  const all = taggingsByBlock(stack).get(blockKey(resource)) ?? [];
  return all.every(
    (other) =>
      other.defaults.tags.length === defaults.tags.length &&
      other.defaults.tags.every(({ keyPlace: { file, start } }, i) => {
        const same = defaults.tags[i]?.keyPlace;
        return same?.file === file && same.start === start;
      }),
  );
}
