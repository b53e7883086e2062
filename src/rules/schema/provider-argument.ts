import { didYouMean } from "../../aws/did-you-mean.ts";
import { AWS_PROVIDER, type ConfigurationBlock } from "../../aws/provider-configuration.ts";
import type { Attribute, Block } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { oncePer } from "../../once-per.ts";
import {
  type Declared,
  distinctDirectories,
  type MergedBlock,
  mergedBlock,
  placeOf,
  providerConfigurationOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { TOP_BLOCKS } from "../shared/schema/language-blocks.ts";
import { meantVersions } from "../shared/schema/meant-versions.ts";
import { producedType } from "../shared/schema/schema-names.ts";

const PREFIX = "aws_";
const PROVIDER = "The AWS provider";

/** What Terraform itself, or OpenTofu, knows in every provider block. */
const OF_LANGUAGE: ReadonlySet<string> = new Set(["alias", "version", "for_each"]);

const example = (line: string) => `provider "aws" {
  ${line}

  default_tags {
    tags = { Team = "orders" }
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`;

export default defineRule({
  summary: "The configuration of the AWS provider has an argument or block that it does not know",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "Unsupported argument" or "Unsupported block type" as soon as a resource uses the configuration, but only
after init has fetched the provider.`,
  ignoreWhen: "The argument is newer than the schema that this version of lambda-tf holds.",
  bad: example('regoin = "eu-central-1"'),
  good: example('region = "eu-central-1"'),
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => {
      const { majors, isNewer } = meantVersions(PREFIX, module, stack.root);
      if (majors.length === 0) return [];
      return module.declared.providers
        .filter(({ labels, isOverridden }) => labels[0] === "aws" && !isOverridden)
        .flatMap((block) => {
          const found = judge(block, { schema: AWS_PROVIDER, owner: PROVIDER, isNewer });
          // what no resource uses Terraform does not look at
          return found.length > 0 && usedConfigurations(stack).has(block) ? found : [];
        });
    });
  },
});

/** The provider configurations that resources of the stack are managed with. */
const usedConfigurations = oncePer((stack: Stack): ReadonlySet<MergedBlock> => {
  const used = new Set<MergedBlock>();
  for (const module of stack.modules) {
    for (const { type: mode, labels } of module.declared.resources.values()) {
      const [type = "", name = ""] = labels;
      if (!type.startsWith(PREFIX) || (mode !== "resource" && mode !== "data")) continue;
      const found = providerConfigurationOf({ module, mode: mode === "data" ? "data" : "managed", type, name });
      if (found.kind === "block") used.add(found.declared);
    }
  }
  return used;
});

interface Judged {
  readonly schema: ConfigurationBlock;
  /** What the block belongs to, in words. */
  readonly owner: string;
  readonly isNewer: boolean;
}

function judge(block: MergedBlock, judged: Judged): readonly RuleFinding[] {
  if (judged.schema.isOpen) return [];
  return [
    ...[...block.attributes.values()].flatMap((attribute) => argumentFault(attribute, judged)),
    ...block.blocks.flatMap((inner) => blockFaults(inner, judged)),
  ];
}

function argumentFault({ node, file }: Declared<Attribute>, { schema, owner, isNewer }: Judged): RuleFinding[] {
  const { name } = node;
  if (schema.arguments.includes(name) || (schema === AWS_PROVIDER && OF_LANGUAGE.has(name))) return [];
  const at = placeOf(node.nameSpan, file);
  const isJson = file.path.endsWith(".json");
  const inner = schema.blocks.get(name);
  if (inner) {
    if (isJson) return isNewer ? [] : inJson({ node, file }, inner, owner);
    const message = `${name} is a block of ${inSentence(owner)}, and is written as an argument`;
    return [{ at, message, help: `Write ${name} { … }, without the equals sign` }];
  }
  const meant = didYouMean(name, isJson ? [...schema.arguments, ...schema.blocks.keys()] : schema.arguments);
  const holders = [...schema.blocks].filter(([, inner]) => inner.arguments.includes(name)).map(([type]) => type);
  if (meant === undefined && holders.length === 0 && isNewer) return [];
  return [
    {
      at,
      message: `${owner} has no argument ${name}`,
      help: meant === undefined ? helpWithout(holders, schema) : `Did you mean ${meant}?`,
      ...(meant !== undefined && { fix: replacing(at, meant) }),
    },
  ];
}

/** A block of the JSON syntax, which is an object there, or a list of such. */
function inJson({ node, file }: Declared<Attribute>, schema: ConfigurationBlock, owner: string): RuleFinding[] {
  const { name, expression } = node;
  const objects = expression.kind === "tuple" ? expression.elements : [expression];
  if (schema.isOpen) return [];
  return objects
    .flatMap((object) => (object.kind === "object" ? object.items : []))
    .filter((item) => item.name !== undefined && item.name !== "//" && !schema.arguments.includes(item.name))
    .map(({ key, name: inner }) => ({
      at: placeOf(key, file),
      message: `${name} of ${inSentence(owner)} has no argument ${inner}`,
      help: helpWithout([], schema),
    }));
}

function helpWithout(holders: readonly string[], { arguments: names, blocks }: ConfigurationBlock): string {
  if (holders.length > 0) return `It belongs into the block ${holders.join(" or ")}`;
  return blocks.size === 0
    ? `It has ${names.join(", ")}`
    : "Take it out, or look the name up in the provider's documentation";
}

function blockFaults({ node, file }: Declared<Block>, judged: Judged): readonly RuleFinding[] {
  const type = producedType(node);
  const { schema, owner, isNewer } = judged;
  const inner = schema.blocks.get(type);
  if (inner) {
    const content = contentOf(node);
    return content
      ? judge(mergedBlock({ node: content, file }), {
          ...judged,
          schema: inner,
          owner: `${type} of ${inSentence(owner)}`,
        })
      : [];
  }
  const at = placeOf(node.type === "dynamic" ? (node.labels[0] ?? node.typeSpan) : node.typeSpan, file);
  if (schema.arguments.includes(type))
    return [
      {
        at,
        message: `${type} is an argument of ${inSentence(owner)}, and is written as a block`,
        help: `Write ${type} = …`,
      },
    ];
  const meant = didYouMean(type, schema.blocks.keys());
  if (meant === undefined && isNewer) return [];
  return [
    {
      at,
      message: `${owner} has no block ${type}`,
      help: meant === undefined ? helpForBlock(type) : `Did you mean ${meant}?`,
      ...(meant !== undefined && node.type !== "dynamic" && { fix: replacing(at, meant) }),
    },
  ];
}

function helpForBlock(type: string): string {
  return TOP_BLOCKS.terraform?.blocks?.[type]
    ? "It belongs into a terraform block"
    : "Take it out, or look the name up in the provider's documentation";
}

function contentOf(block: Block): Block | undefined {
  if (block.type !== "dynamic") return block;
  const content = block.body.items.find((item) => item.kind === "block" && item.type === "content");
  return content?.kind === "block" ? content : undefined;
}

function inSentence(owner: string): string {
  return owner.replace(/^The /, "the ");
}
