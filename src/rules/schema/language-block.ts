import { didYouMean } from "../../aws/did-you-mean.ts";
import type { Attribute, Block, ObjectItem, SourceFile } from "../../hcl/index.ts";
import { spokenList } from "../../spoken-list.ts";
import {
  type ConfigurationFile,
  distinctDirectories,
  type Module,
  mayRunFrom,
  placeOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { parsedFilesOf } from "../shared/declarations/native-files.ts";
import { argumentOf, plainText, writtenPath } from "../shared/declarations/written-syntax.ts";
import { LABELS, type LanguageBlock, RESERVED_NAMES, TOP_BLOCKS } from "../shared/schema/language-blocks.ts";

export default defineRule({
  summary: "A block of the Terraform language has an unknown argument, block or label, or lacks a required one",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform 1.14 and OpenTofu 1.11, language documentation; tried with Terraform 1.11.4 (2026-11)",
  why: "Terraform stops at it before it reads anything else: neither init nor validate nor plan gets past.",
  ignoreWhen: "The argument or block is newer than this version of lambda-tf.",
  bad: `variable "stage" {
  type       = string
  descripton = "Where this runs"
}`,
  good: `variable "stage" {
  type        = string
  description = "Where this runs"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => [
      ...parsedFilesOf(module).flatMap(judgeFile),
      ...experimentFaults(module),
    ]);
  },
});

/** Block types that are only valid inside another block, and which one. */
const INNER_TYPES: ReadonlyMap<string, string> = new Map([
  ["required_providers", "a terraform block"],
  ["backend", "a terraform block"],
  ["cloud", "a terraform block"],
  ["validation", "a variable block"],
  ["lifecycle", "a resource block"],
  ["provisioner", "a resource block"],
  ["dynamic", "a resource block"],
]);

function judgeFile({ parsed, source, isOverride, syntax }: ConfigurationFile): readonly RuleFinding[] {
  return parsed.body.items.flatMap((item) => {
    if (item.kind === "attribute") {
      // in JSON syntax, a block of an unknown type looks like an argument
      if (syntax === "json") return unknownType({ type: item.name, typeSpan: item.nameSpan }, source);
      return [
        {
          at: placeOf(item.nameSpan, source),
          message: `The argument ${item.name} is outside any block`,
          help: "Move it into the block that it belongs to, or into locals",
        },
      ];
    }
    const schema = ownEntry(TOP_BLOCKS, item.type);
    // an override file contains only what it changes
    return schema ? [...judgeBlock(item, schema, source, { isPart: isOverride })] : unknownType(item, source);
  });
}

/** Types that resemble no known one are left alone: a later version of Terraform may have them. */
function unknownType({ type, typeSpan }: Pick<Block, "type" | "typeSpan">, source: SourceFile): readonly RuleFinding[] {
  if (ownEntry(TOP_BLOCKS, type)) return [];
  const where = INNER_TYPES.get(type);
  const meant = where === undefined ? didYouMean(type, Object.keys(TOP_BLOCKS)) : undefined;
  if (where === undefined && meant === undefined) return [];
  return [
    {
      at: placeOf(typeSpan, source),
      message: where === undefined ? `There is no block type ${type}` : `The block ${type} is outside ${where}`,
      help: where === undefined ? `Did you mean ${meant}?` : `Move it into ${where}`,
    },
  ];
}

function* judgeBlock(
  block: Block,
  schema: LanguageBlock,
  source: SourceFile,
  { isPart }: { readonly isPart: boolean },
): Generator<RuleFinding> {
  const header = headerPlace({ declared: { node: block, file: source } });
  const faultOfLabels = labelFault(block, schema);
  if (faultOfLabels) {
    yield { at: header, ...faultOfLabels };
    return;
  }
  const attributes = block.body.items.filter((item): item is Attribute => item.kind === "attribute");
  const { required = [], optional = [] } = schema;
  const isJson = source.path.endsWith(".json");
  // in JSON syntax, nested blocks are parsed as arguments
  const isUnknown = ({ name }: Attribute) =>
    !required.includes(name) && !optional.includes(name) && !(isJson && ownEntry(schema.blocks ?? {}, name));
  const unknown = schema.anyArgument ? [] : attributes.filter(isUnknown);
  const written = new Set(attributes.map(({ name }) => name));
  const misspelt = new Set<string>();
  for (const { name, nameSpan } of unknown) {
    const free = [...required, ...optional].filter((each) => !written.has(each));
    const meant = didYouMean(name, free);
    if (meant !== undefined) misspelt.add(meant);
    yield {
      at: placeOf(nameSpan, source),
      message: `${spoken(block)} has no argument ${name}`,
      help: argumentHelp(name, meant, schema),
    };
  }
  const inner = block.body.items.filter((item): item is Block => item.kind === "block");
  const missing = required.filter((name) => !written.has(name) && !misspelt.has(name));
  const asBlocks = new Set(inner.map(({ type }) => type));
  if (missing.length > 0 && !isPart && !missing.some((name) => asBlocks.has(name)))
    yield {
      at: header,
      message: `${spoken(block)} lacks ${spokenList(missing)}`,
      help: `Add ${spokenList(missing)}`,
    };
  yield* judgeInner(block, inner, schema, source);
  if (!isPart) yield* judgeWhole(block, written, asBlocks, source);
}

function argumentHelp(name: string, meant: string | undefined, schema: LanguageBlock): string {
  if (meant !== undefined) return `Did you mean ${meant}?`;
  return schema.blocks?.[name] ? `Write it as a block: ${name} { … }` : "Remove it";
}

function* judgeInner(
  outer: Block,
  inner: readonly Block[],
  { blocks = {}, anyBlock }: LanguageBlock,
  source: SourceFile,
): Generator<RuleFinding> {
  if (anyBlock) return;
  for (const block of inner) {
    const schema = ownEntry(blocks, block.type);
    if (schema) {
      yield* judgeBlock(block, schema, source, { isPart: false });
      if (block.type === "required_providers") yield* requirementFaults(block, source);
      continue;
    }
    const meant = didYouMean(block.type, Object.keys(blocks));
    yield {
      at: placeOf(block.typeSpan, source),
      message: `${spoken(outer)} has no block ${block.type}`,
      help: meant === undefined ? `Write ${block.type} = { … }, or remove it` : `Did you mean ${meant}?`,
    };
  }
}

/** Faults that concern a block as a whole. */
function* judgeWhole(
  block: Block,
  written: ReadonlySet<string>,
  blocks: ReadonlySet<string>,
  source: SourceFile,
): Generator<RuleFinding> {
  const at = headerPlace({ declared: { node: block, file: source } });
  if (block.type === "check" && !blocks.has("assert"))
    yield { at, message: `${spoken(block)} asserts nothing`, help: "Add a block assert" };
  if (block.type === "check" && block.body.items.filter(isData).length > 1)
    yield {
      at,
      message: `${spoken(block)} reads more than one data source`,
      help: "Keep one, or write a check for each",
    };
  if (block.type === "check") yield* repeatedData(block, source);
  if (block.type === "provider" || block.type === "module") yield* reservedFaults(block, source);
  if (block.type === "import" && written.has("to") && !written.has("id") && !written.has("identity"))
    yield { at, message: "This import does not say what is imported", help: "Add id" };
}

/**
 * Since Terraform 1.3 experiments exist only in alpha releases, and concluded ones in none; releases before 1.3 had
 * some.
 */
function* experimentFaults(module: Module): Generator<RuleFinding> {
  if (!mayRunFrom(FIRST_WITHOUT_EXPERIMENTS, module)) return;
  for (const { type, attributes } of module.declared.others) {
    const written = type === "terraform" ? attributes.get("experiments") : undefined;
    const { expression } = written?.node ?? {};
    const names = expression?.kind === "tuple" ? expression.elements.flatMap((one) => writtenPath(one)[0] ?? []) : [];
    if (written && !names.some((name) => ONGOING.includes(name)))
      yield {
        at: placeOf(written.node.nameSpan, written.file),
        message:
          names[0] === undefined
            ? "experiments is supported only by alpha releases of Terraform"
            : `Terraform has no experiment ${names[0]}, or no longer has it`,
        help: "Remove it",
      };
  }
}

const FIRST_WITHOUT_EXPERIMENTS = [1, 3];
/** The experiments of Terraform 1.11 to 1.14. */
const ONGOING: readonly string[] = ["unknown_instances", "deferred_actions"];

/** A data source in a check block cannot have count or for_each. */
function* repeatedData(check: Block, source: SourceFile): Generator<RuleFinding> {
  for (const item of check.body.items) {
    const repetition = isData(item) ? (argumentOf(item, "count") ?? argumentOf(item, "for_each")) : undefined;
    if (repetition)
      yield {
        at: placeOf(repetition.nameSpan, source),
        message: `A data source within a check can have no ${repetition.name}`,
        help: "Move it out of the check block",
      };
  }
}

function* reservedFaults(block: Block, source: SourceFile): Generator<RuleFinding> {
  const reserved = RESERVED_NAMES.get(block.type) ?? [];
  for (const item of block.body.items) {
    const [name, at] = item.kind === "block" ? [item.type, item.typeSpan] : [item.name, item.nameSpan];
    if (!reserved.includes(name) || (block.type === "module" && item.kind === "attribute")) continue;
    // OpenTofu's `lifecycle { enabled = … }` turns a module on or off
    if (item.kind === "block" && argumentOf(item, "enabled")) continue;
    yield {
      at: placeOf(at, source),
      message: `${spoken(block)} can have no ${name}`,
      help: name === "providers" ? "Write providers = { … }" : "Remove it",
    };
  }
}

function isData(item: Attribute | Block): item is Block {
  return item.kind === "block" && item.type === "data";
}

/** The attributes of an entry of required_providers. */
const REQUIREMENT: readonly string[] = ["source", "version", "configuration_aliases"];

/** An optional host, an optional namespace, and a name. */
const PROVIDER_SOURCE = /^(?:(?:[^/\s]+\/)?[\w-]+\/)?[\w-]+$/;

function* requirementFaults({ body }: Block, source: SourceFile): Generator<RuleFinding> {
  for (const item of body.items) {
    if (item.kind !== "attribute") continue;
    if (item.expression.kind === "tuple")
      yield {
        at: placeOf(item.expression, source),
        message: `The requirement of the provider ${item.name} is a list, but must be an object`,
        help: "Write { source = …, version = … }",
      };
    if (item.expression.kind === "object")
      for (const entry of item.expression.items) yield* requirementEntryFaults(item.name, entry, source);
  }
}

function* requirementEntryFaults(
  provider: string,
  { key, name, value }: ObjectItem,
  source: SourceFile,
): Generator<RuleFinding> {
  if (name !== undefined && !REQUIREMENT.includes(name)) {
    const meant = didYouMean(name, REQUIREMENT);
    yield {
      at: placeOf(key, source),
      message: `The requirement of the provider ${provider} has no argument ${name}`,
      help: meant === undefined ? "Remove it" : `Did you mean ${meant}?`,
    };
  }
  const text = name === "source" ? plainText(value) : undefined;
  if (text === undefined || PROVIDER_SOURCE.test(text)) return;
  yield {
    at: placeOf(value, source),
    message: `${JSON.stringify(text)} is not a provider source: that has a namespace and a name, and optionally a host before them`,
    help: 'Write it like "hashicorp/aws"',
  };
}

function labelFault({ type, labels }: Block, schema: LanguageBlock): Pick<RuleFinding, "message" | "help"> | undefined {
  if (labels.length === schema.labels) return undefined;
  const wanted = LABELS[type] ?? (schema.labels === 1 ? ["name"] : []);
  if (labels.length > schema.labels)
    return {
      message: `A ${type} block has ${schema.labels === 0 ? "no labels" : wanted.length === 1 ? "one label" : "two labels"}, and this one has ${labels.length}`,
      help: schema.labels === 0 ? "Remove the label" : `Keep the ${wanted.join(" and the ")}`,
    };
  const missing = wanted.slice(labels.length);
  return {
    message: `This ${type} block has no ${missing.join(" and no ")}`,
    help: `Write ${type} ${wanted.map((label) => `"${label}"`).join(" ")} { … }`,
  };
}

function spoken({ type, labels }: Block): string {
  const name = labels.map(({ value }) => value).join(".");
  return name === "" ? `The ${type} block` : `The ${type} ${name}`;
}

function ownEntry(table: Readonly<Record<string, LanguageBlock>>, name: string): LanguageBlock | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
