import { taggings } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { haveSameDefaults, removeTag, renameTag } from "../shared/edits/tags.ts";

export default defineRule({
  summary: "Two tags of a resource have keys that differ only in case",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS, Tagging AWS resources: tag naming limits and requirements; IAM user guide, Tags (2026-11)",
  why: `Tag keys are case-sensitive almost everywhere, so both exist and every report shows half of the resources under each. IAM
treats such keys as the same, and refuses them.`,
  bad: `provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = { Environment = "production" }
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  tags = { environment = "production" }
}`,
  good: `provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = { Environment = "production" }
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  tags = { Environment = "staging" }
}`,
  check({ stack }) {
    return taggings(stack).flatMap((tagging) => {
      const { resource, own, defaults } = tagging;
      const all = [...defaults.tags, ...own.tags];
      const keys = new Set(all.map(({ key }) => key));
      if (new Set(Array.from(keys, (key) => key.toLowerCase())).size === keys.size) return [];
      return own.tags.flatMap((tag, i) => {
        const other = all
          .slice(0, defaults.tags.length + i)
          .find(({ key }) => key !== tag.key && key.toLowerCase() === tag.key.toLowerCase());
        if (!other) return [];
        return [
          {
            at: tag.keyPlace,
            resource: resource.address,
            severity: resource.type.startsWith("aws_iam_") ? ("error" as const) : undefined,
            message: `${resource} gets the tags ${other.key} and ${tag.key}, which differ only in case`,
            help: `Use one spelling: write ${other.key}`,
            suggestions: own.tags.includes(other)
              ? [tag, other].flatMap((one) => suggestionOf(`Remove the tag ${one.key}`, removeTag(tagging, one)))
              : haveSameDefaults(tagging, stack)
                ? suggestionOf(`Write ${other.key}`, renameTag(tagging, tag, other.key))
                : [],
            related: [{ at: other.keyPlace, message: "The other one" }],
          },
        ];
      });
    });
  },
});
