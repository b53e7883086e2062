import { type Tag, type Tagging, taggings } from "../../lambda/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { distinctTags } from "../shared/resources/distinct-tags.ts";

const KEY_LENGTH_MAX = 128;
const VALUE_LENGTH_MAX = 256;
const TAGS_MAX = 50;
/** IAM and CloudWatch Logs; EC2 accepts any character. */
const LIMITED_CHARACTERS = /^aws_(?:iam_|cloudwatch_log_)/;

export default defineRule({
  summary: "A tag is too long or has characters that AWS refuses, or there are too many tags",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS, Tagging AWS resources: tag naming limits and requirements; IAM API reference, Tag (2026-11)",
  why: "A resource has at most 50 tags, with keys of up to 128 and values of up to 256 characters. Beyond that the apply fails.",
  bad: `resource "aws_iam_role" "orders" {
  name               = "orders"
  assume_role_policy = data.aws_iam_policy_document.trust.json

  tags = {
    Owner = "orders & invoices"
  }
}`,
  good: `resource "aws_iam_role" "orders" {
  name               = "orders"
  assume_role_policy = data.aws_iam_policy_document.trust.json

  tags = {
    Owner = "orders and invoices"
  }
}`,
  check({ stack }) {
    return [...distinctTags(stack).flatMap(({ tag }) => tooLong(tag)), ...taggings(stack).flatMap(refusedByService)];
  },
});

/** The pattern is compiled here, on demand: that takes longer than most rules do. */
function hasTakenCharacters(text: string): boolean {
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}

function tooLong({ key, keyPlace, value }: Tag): RuleFinding[] {
  const text = stringOf(value) ?? "";
  const findings: RuleFinding[] = [];
  if (key.length === 0 || characters(key) > KEY_LENGTH_MAX)
    findings.push({
      at: keyPlace,
      message: `A tag's key has ${characters(key)} characters, but AWS accepts 1 to ${KEY_LENGTH_MAX}`,
      help: "Shorten the key",
    });
  if (characters(text) > VALUE_LENGTH_MAX)
    findings.push({
      at: value.place,
      message: `The value of the tag ${key} has ${characters(text)} characters, but AWS accepts up to ${VALUE_LENGTH_MAX}`,
      help: "Shorten the value",
    });
  return findings;
}

function characters(text: string): number {
  return [...text].length;
}

function refusedByService({ resource, own, defaults }: Tagging): RuleFinding[] {
  const tags = [...own.tags, ...defaults.tags];
  const count = new Set(tags.map(({ key }) => key)).size;
  const findings: RuleFinding[] = [];
  if (count > TAGS_MAX)
    findings.push({
      at: resource.body.place("tags"),
      resource: resource.address,
      message: `${resource} gets ${count} tags, but AWS accepts up to ${TAGS_MAX}`,
      help: "Remove those that nobody uses",
    });
  if (!LIMITED_CHARACTERS.test(resource.type)) return findings;
  for (const { key, value, keyPlace } of tags) {
    const text = stringOf(value) ?? "";
    const isKey = !hasTakenCharacters(key);
    if (!isKey && hasTakenCharacters(text)) continue;
    const bad = [...(isKey ? key : text)].find((character) => !hasTakenCharacters(character));
    findings.push({
      at: isKey ? keyPlace : value.place,
      resource: resource.address,
      message: `The ${isKey ? "key" : "value"} of the tag ${key} contains ${JSON.stringify(bad)}, which is not allowed on ${resource}`,
      help: "Use letters, digits, spaces and _ . : / = + - @",
    });
  }
  return findings;
}
