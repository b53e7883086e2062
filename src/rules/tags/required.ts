import { awsProviders, type Stack, type Tag, type Tagging, taggings } from "../../lambda/index.ts";
import {
  isCallersChoice,
  isTrial,
  type Module,
  type Place,
  rootKind,
  stringOf,
  surroundingsOf,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { addBlock } from "../shared/edits/blocks.ts";
import { replacing, suggestionOf } from "../shared/edits/fixes.ts";
import { mayBeFrom } from "../shared/schema/provider-from.ts";

export default defineRule<{ keys: readonly string[]; values: { readonly [key: string]: readonly string[] } }>({
  summary: "Resources lack the tags that they should have",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    tflint: ["aws_resource_missing_tags", "aws_provider_missing_default_tags"],
    kics: ["resource_not_using_tags"],
  },
  source: "AWS, Best practices for tagging AWS resources; AWS provider, default_tags (2026-11)",
  why: `Without tags nobody can tell who owns a resource, which environment it belongs to and what it costs: bills are split by
tags, and clean-up scripts and access rules rely on them. The provider's default_tags adds them to everything with a few lines.`,
  ignoreWhen: "The account belongs to one team and one environment, and is billed as a whole.",
  bad: `provider "aws" {
  region = "eu-central-1"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  good: `provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = {
      Service     = "orders"
      Environment = "production"
    }
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  options: {
    keys: {
      schema: { type: "array", items: { type: "string", minLength: 1 }, uniqueItems: true },
      default: [],
      description: "Tags that every resource must have; if empty, a root module must tag at least something",
    },
    values: {
      schema: { type: "object", additionalProperties: { type: "array", items: { type: "string" }, minItems: 1 } },
      default: {},
      description: "The values that a tag may have, by tag",
    },
  },
  check({ stack }, { keys, values }) {
    const allowed = new Map(Object.entries(values));
    if (keys.length === 0 && allowed.size === 0) return nothingTagged(stack);
    return taggings(stack).flatMap((tagging) => [
      ...missingKeys(tagging, keys),
      ...[...tagging.own.tags, ...tagging.defaults.tags].flatMap((tag) => wrongValue(tag, allowed)),
    ]);
  },
});

/** One finding for a root module in which no resource has any tag. */
function nothingTagged(stack: Stack): RuleFinding[] {
  const { root, modules } = stack;
  if (rootKind(root) !== "root" || isTrial(root)) return [];
  const providers = modules.flatMap(awsProviders);
  if (providers.some((provider) => provider.hasBlock("default_tags") !== "no")) return [];
  // terragrunt and terramate write the provider when they run
  if (providers.length === 0 && surroundingsOf(root.directory).isCompletedByTool) return [];
  const calls = modules.flatMap((module) => module.calls);
  if (calls.some(({ block }) => block.argumentNames.some((name) => /tags?$/.test(name)))) return [];
  const all = taggings(stack);
  const [first] = all;
  if (!first || all.some(mayBeTagged)) return [];
  const number =
    all.length === 1 ? "the one resource that can have tags" : `none of ${all.length} resources that can have tags`;
  return [
    {
      at: awsProviders(root)[0]?.place() ?? (stack.functions[0] ?? first.resource.body).place(),
      message: `Nothing here is tagged: ${number} ${all.length === 1 ? "has none" : "has any"}`,
      help: 'Add default_tags { tags = { Service = "…", Environment = "…" } } to provider "aws"',
      suggestions: suggestDefaults(root),
    },
  ];
}

/** A tag on everything that is created here, by any provider, which shows where it comes from. */
function suggestDefaults(root: Module): readonly Fix[] {
  const providers = awsProviders(root);
  if (providers.length === 0 || !mayBeFrom(root, FIRST_WITH_DEFAULTS)) return [];
  const content = 'tags = {\n    ManagedBy = "terraform"\n  }';
  const edits = providers.map((provider) => addBlock(provider, "default_tags", content));
  return suggestionOf('Tag everything with ManagedBy = "terraform", as a start', ...edits);
}

/** The first version of the AWS provider with default_tags (its changelog, 2021-05). */
const FIRST_WITH_DEFAULTS = [3, 38];

/** An empty default of a variable means that tags are set where the module is run. */
function mayBeTagged({ resource, own: { tags, isComplete } }: Tagging): boolean {
  return tags.length > 0 || !isComplete || isCallersChoice(resource, "tags");
}

function missingKeys({ resource, own, defaults }: Tagging, keys: readonly string[]): RuleFinding[] {
  if (!own.isComplete || !defaults.isComplete) return [];
  const there = new Set([...own.tags, ...defaults.tags].map(({ key }) => key));
  const missing = keys.filter((key) => !there.has(key));
  if (missing.length === 0) return [];
  const at: Place = resource.body.place("tags");
  return [
    {
      at,
      resource: resource.address,
      message: `${resource} lacks the ${missing.length === 1 ? "tag" : "tags"} ${missing.join(", ")}`,
      help: 'Add it to the resource\'s tags, or for all resources to default_tags of provider "aws"',
    },
  ];
}

function wrongValue({ key, value }: Tag, allowed: ReadonlyMap<string, readonly string[]>): RuleFinding[] {
  const options = allowed.get(key);
  const text = stringOf(value);
  if (!options || text === undefined || options.includes(text)) return [];
  return [
    {
      at: value.place,
      message: `The tag ${key} is "${text}", but must be one of ${options.map((option) => `"${option}"`).join(", ")}`,
      help: `Set ${key} to one of these`,
      suggestions:
        value.place.file.slice(value.place) === `"${text}"`
          ? options.slice(0, 3).map((option) => replacing(value.place, `"${option}"`))
          : [],
    },
  ];
}
