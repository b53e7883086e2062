import { type Tagging, taggings } from "../../lambda/index.ts";
import { parseVersionConstraint, requiredProviders, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { haveSameDefaults, removeTag } from "../shared/edits/tags.ts";

/** The provider that first compared a resource's tags with default_tags without false differences. */
const FIRST_WITHOUT_DRIFT = [5];

export default defineRule({
  summary: "A resource repeats a tag that it already gets from its provider",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS provider, Resource tagging: default_tags; version 5 upgrade guide (2026-11)",
  why: `The tag is written in two places, and will be changed in only one of them. Before version 5 of the provider such a tag is
also a difference in every plan, or an error if all tags are the same.`,
  bad: `provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = { Service = "orders" }
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  tags = { Service = "orders" }
}`,
  good: `provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = { Service = "orders" }
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  check({ stack }) {
    return taggings(stack).flatMap((tagging) =>
      repeated(tagging).map(({ tag, original }) => ({
        at: tag.keyPlace,
        resource: tagging.resource.address,
        severity: mayDrift(tagging) ? ("warning" as const) : undefined,
        message: `${tagging.resource} repeats the tag ${tag.key}, which default_tags gives it with the same value`,
        help: "Remove it from the resource",
        suggestions: haveSameDefaults(tagging, stack)
          ? suggestionOf(`Remove the tag ${tag.key}`, removeTag(tagging, tag))
          : [],
        related: [{ at: original.keyPlace, message: "In default_tags" }],
      })),
    );
  },
});

function repeated({ own, defaults }: Tagging) {
  return own.tags.flatMap((tag) => {
    const original = defaults.tags.find(({ key }) => key === tag.key);
    const [a, b] = [stringOf(tag.value), original && stringOf(original.value)];
    // one map handed to both has its tags written once
    const isWrittenTwice =
      original?.keyPlace.start !== tag.keyPlace.start || original.keyPlace.file !== tag.keyPlace.file;
    return original && a !== undefined && a === b && isWrittenTwice ? [{ tag, original }] : [];
  });
}

function mayDrift({ resource }: Tagging): boolean {
  const version = requiredProviders(resource.module).find(({ name }) => name === "aws")?.version;
  const text = version && stringOf(version);
  return text !== undefined && parseVersionConstraint(text)?.allowsFrom(FIRST_WITHOUT_DRIFT) === false;
}
