import { defineRule } from "../rule.ts";
import { distinctTags } from "../shared/resources/distinct-tags.ts";

export default defineRule({
  summary: "A tag's key begins with aws:, which AWS keeps for itself",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS, Tagging AWS resources: tag naming limits and requirements (2026-11)",
  why: "AWS refuses tags that users set under the prefix aws:, in any case. The apply fails.",
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
        message: `AWS takes no tag under the key "${tag.key}": the prefix aws: is its own`,
        help: "Give the tag a prefix of your own",
      }));
  },
});
