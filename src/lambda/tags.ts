import { resourceSchema } from "../aws/provider-schema.ts";
import { oncePer } from "../once-per.ts";
import {
  type BlockValue,
  type Module,
  type Place,
  providerConfigurationOf,
  type Resource,
  type Value,
} from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** A tag: its value, and where its key is written. */
export interface Tag {
  readonly key: string;
  readonly value: Value;
  readonly keyPlace: Place;
}

/** The tags of a resource; `isComplete` tells whether there are no others. */
export interface TagSet {
  readonly tags: readonly Tag[];
  readonly isComplete: boolean;
}

/** A resource that can have tags, with its own and its provider's default tags. */
export interface Tagging {
  readonly resource: Resource;
  readonly own: TagSet;
  readonly defaults: TagSet;
}

const NONE: TagSet = { tags: [], isComplete: true };
const UNKNOWN: TagSet = { tags: [], isComplete: false };

/** Every AWS resource of the stack that can have tags, judging by the provider's schema. */
export const taggings = oncePer((stack: Stack): readonly Tagging[] =>
  stack.modules.flatMap(({ resources }) =>
    resources.filter(isTaggable).map((resource) => ({
      resource,
      own: tagSet(resource.body.value("tags")),
      defaults: defaultTagsOf(resource),
    })),
  ),
);

function isTaggable({ mode, type }: Resource): boolean {
  return (
    mode === "managed" && type.startsWith("aws_") && resourceSchema(type)?.attributes.get("tags")?.optional === true
  );
}

/** The tags that a provider configuration gives to all its resources (`default_tags`). */
function defaultTags(provider: BlockValue): TagSet {
  switch (provider.hasBlock("default_tags")) {
    case "no":
      return NONE;
    case "unknown":
      return UNKNOWN;
    case "yes": {
      const tags = provider.block("default_tags")?.value("tags");
      return tags ? tagSet(tags) : NONE;
    }
  }
}

/** The AWS provider configurations in a module. */
export function awsProviders(module: Module): readonly BlockValue[] {
  return module.declared.providers.filter(({ labels }) => labels[0] === "aws").map((block) => module.blockValue(block));
}

function defaultTagsOf(resource: Resource): TagSet {
  const provider = providerConfigurationOf(resource);
  switch (provider.kind) {
    case "block":
      return defaultTags(provider.block);
    case "none":
      return NONE;
    case "unknown":
      return UNKNOWN;
  }
}

const tagSet = oncePer((value: Value): TagSet => {
  if (value.kind === "null") return NONE;
  if (value.kind !== "object") return UNKNOWN;
  const tags = [...value.entries].map(([key, entry]) => ({
    key,
    value: entry,
    keyPlace: value.keyPlaces?.get(key) ?? entry.place,
  }));
  return { tags, isComplete: !value.open };
});
