import { type Stack, type Tag, type TagSet, taggings } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import type { Resource } from "../../../terraform/index.ts";

/** Every written tag once, however many resources it reaches, with the first of them. */
export const distinctTags = oncePer((stack: Stack): readonly { readonly tag: Tag; readonly resource: Resource }[] => {
  const found = new Map<string, { tag: Tag; resource: Resource }>();
  const seen = new Set<TagSet>();
  for (const { resource, own, defaults } of taggings(stack)) {
    for (const set of [own, defaults]) {
      // most resources share their tags
      if (seen.has(set)) continue;
      seen.add(set);
      for (const tag of set.tags) {
        const key = `${tag.keyPlace.file.path}:${tag.keyPlace.start}:${tag.key}`;
        if (!found.has(key)) found.set(key, { tag, resource });
      }
    }
  }
  return [...found.values()];
});
