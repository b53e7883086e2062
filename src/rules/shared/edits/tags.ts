import type { Tag, Tagging } from "../../../lambda/index.ts";
import { encloses } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { removeArgument } from "./arguments.ts";
import { removeEntry, renamed } from "./elements.ts";

/** The edit that takes a tag of a resource's own out; undefined for one that is written elsewhere, as others may have it too. */
export function removeTag(tagging: Tagging, tag: Tag): Edit | undefined {
  if (!isItsOwn(tagging, tag)) return undefined;
  const { body } = tagging.resource;
  const { file, ...span } = body.place("tags");
  const isOnlyOne = tagging.own.tags.length === 1 && file.slice(span).startsWith("{");
  return isOnlyOne ? removeArgument(body, "tags") : removeEntry(tag.keyPlace, tag.value.place);
}

/** The edit that gives a tag of a resource's own another key; undefined likewise. */
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
