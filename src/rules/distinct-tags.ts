import { type Stack, type Tag, taggings } from "../lambda/index.ts";
import { oncePer } from "../once-per.ts";
import type { Resource } from "../terraform/index.ts";

/** Every tag that is written, once, however many resources it reaches; with the first of them. */
export const distinctTags = oncePer((stack: Stack): readonly { readonly tag: Tag; readonly resource: Resource }[] => {
  const found = new Map<string, { tag: Tag; resource: Resource }>();
  for (const { resource, own, defaults } of taggings(stack)) {
    for (const tag of [...own.tags, ...defaults.tags]) {
      const key = `${tag.keyPlace.file.path}:${tag.keyPlace.start}:${tag.key}`;
      if (!found.has(key)) found.set(key, { tag, resource });
    }
  }
  return [...found.values()];
});
