import type { Tag } from "../../lambda/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { renamed } from "../shared/edits/elements.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { distinctTags } from "../shared/resources/distinct-tags.ts";

export default defineRule({
  summary: "A tag's key begins with aws:, which AWS reserves for itself",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS, Tagging AWS resources: tag naming limits and requirements (2026-11)",
  why: "AWS refuses tags set by users with the prefix aws:, in upper or lower case. The apply fails.",
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"

  tags = {
    "aws:service" = "orders"
  }
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"

  tags = {
    "acme:service" = "orders"
  }
}`,
  check({ stack }) {
    return distinctTags(stack)
      .filter(({ tag }) => /^aws:/i.test(tag.key))
      .map(({ tag, resource }) => ({
        at: tag.keyPlace,
        resource: resource.address,
        message: `AWS does not accept the tag key "${tag.key}": the prefix aws: is reserved`,
        help: "Use a different prefix",
        suggestions: withoutPrefix(tag),
      }));
  },
});

function withoutPrefix({ key, keyPlace }: Tag): readonly Fix[] {
  const { file, ...span } = keyPlace;
  const name = key.slice("aws:".length);
  // a key with interpolations is not written as such
  return file.slice(span) === JSON.stringify(key) && name !== ""
    ? [replacing(keyPlace, renamed(keyPlace, name), name)]
    : [];
}
