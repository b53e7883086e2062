import type { Attribute } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import {
  type Declared,
  distinctDirectories,
  type MergedBlock,
  type Module,
  mergedBlock,
  type Place,
  placeOf,
  referencesIn,
  surroundingsOf,
  type WrittenReference,
} from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { usedProviderNames } from "../shared/declarations/provider-uses.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { removeText } from "../shared/edits/remove-text.ts";

export default defineRule({
  summary: "A variable, local, data source or provider alias is declared and never used",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_unused_declarations"] },
  why: `Unused declarations still have to be read and maintained: callers give values to a variable that has no effect, and a data
source costs a call to AWS in every plan. Often the cause is a misspelling somewhere else.`,
  bad: `variable "timeout" {
  type = number
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  good: `variable "name" {
  type = string
}

resource "aws_sqs_queue" "jobs" {
  name = var.name
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules)
      .filter(isReadable)
      .flatMap((module) =>
        [...unusedIn(module, stack)].map(({ what, at, edit }) => ({
          at,
          message: `${what} is never used`,
          help: "Remove it, or use it where it was meant to be used",
          suggestions: suggestionOf(`Remove ${inSentence(what)}`, edit),
        })),
      );
  },
});

/** Whether every use would be visible, and the declarations are hand-written. */
function isReadable({ directory }: Module): boolean {
  // what a library declares is not for its users to remove
  if (surroundingsOf(directory).isSynthesized) return false;
  return directory.unreadable.length === 0 && directory.files.every(({ parsed }) => parsed.errors.length === 0);
}

interface Unused {
  readonly what: string;
  readonly at: Place;
  /** The edit that removes it. */
  readonly edit: Edit | undefined;
}

function* unusedIn(module: Module, { modules }: Stack): Generator<Unused> {
  const calls = modules.filter(({ directory }) => directory === module.directory).map(({ call }) => call?.block);
  const { declared } = module;
  const used = new Set<string>();
  for (const reference of referencesIn(module.directory)) if (isUse(reference)) used.add(nameOf(reference));
  const named = namesInText(module);
  for (const name of [...named, ...quotedNames(module)]) used.add(name);
  for (const [name, block] of declared.variables)
    if (!used.has(`var.${name}`)) {
      // it gets its value in another module
      const isGiven = calls.some((call) => call?.isWritten(name));
      yield { ...unused(`The variable ${name}`, block, module), ...(isGiven && { edit: undefined }) };
    }
  for (const [name, local] of declared.locals)
    if (!used.has(`local.${name}`))
      yield { what: `The local ${name}`, at: namePlace(local), edit: removeLocal(local, module) };
  for (const block of declared.resources.values()) {
    const address = `data.${block.labels.join(".")}`;
    if (block.type === "data" && !used.has(address) && !isCheck(block) && !hasEffect(block))
      yield unused(address, block, module);
  }
  for (const block of dataOfChecks(module)) {
    const address = `data.${block.labels.join(".")}`;
    if (!used.has(address)) yield unused(address, block, module);
  }
  const providers = new Set([...usedProviderNames(module), ...named]);
  const aliased = declared.providers.flatMap((block) => {
    const alias = module.blockValue(block).string("alias");
    return alias === undefined
      ? []
      : [{ block, name: `${block.labels[0]}.${alias}`, isChange: isInOverride(block, module) }];
  });
  const changed = new Set(aliased.flatMap(({ name, isChange }) => (isChange ? [name] : [])));
  for (const { block, name, isChange } of aliased)
    if (!isChange && !providers.has(name))
      yield unused(`The provider configuration ${name}`, { ...block, isOverridden: changed.has(name) }, module);
}

function isInOverride({ declared: { file } }: MergedBlock, { directory }: Module): boolean {
  return directory.files.some(({ source, isOverride }) => isOverride && source === file);
}

function unused(what: string, block: MergedBlock, module: Module): Unused {
  // without it an override file would have nothing to change
  const edit = block.isOverridden ? undefined : removeBlock(module.blockValue(block));
  return { what, at: headerPlace(block), edit };
}

/** Removes its line, or the whole locals block if nothing else is in it. */
function removeLocal({ node, file }: Declared<Attribute>, { directory }: Module): Edit {
  const items = directory.files.find(({ source }) => source === file)?.parsed.body.items ?? [];
  const holder = items.find(({ start, end }) => start <= node.start && node.end <= end);
  const isOnly = holder?.kind === "block" && holder.body.items.length === 1;
  return removeText(placeOf(isOnly ? holder : node, file));
}

function inSentence(what: string): string {
  return what.replace(/^The /, "the ");
}

/** In JSON syntax depends_on and provider contain names as plain strings. Queries and tests use names anywhere. */
function namesInText({ directory }: Module): readonly string[] {
  const inJson = directory.files.filter(({ syntax }) => syntax === "json");
  return [...inJson, ...surroundingsOf(directory).companionFiles].flatMap(({ source }) =>
    [...source.text.matchAll(/(?<![\w-])[\w-]+(?:\.[A-Za-z_][\w-]*)+/g)].map(([text]) => {
      // the number and the sign of `2-var.count` are not part of the name
      const name = text.replace(/^[\d-]+/, "");
      return name.split(".", name.startsWith("data.") ? 3 : 2).join(".");
    }),
  );
}

/** Names in texts that consist of a reference: other rules say that the quotes are wrong. */
function quotedNames({ directory }: Module): readonly string[] {
  return directory.files.flatMap(({ source }) =>
    Array.from(source.text.matchAll(QUOTED_NAME), ([, name = ""]) => name),
  );
}

const QUOTED_NAME = /"(data\.\w{1,100}\.[\w-]{1,100}|(?:var|local)\.[\w-]{1,100})(?:[.[][^"\n]{0,200})?"/g;

/** The data sources inside check blocks. */
function dataOfChecks({ declared }: Module): readonly MergedBlock[] {
  return declared.others.flatMap(({ type, blocks }) =>
    type === "check" ? blocks.filter(({ node }) => node.type === "data").map(mergedBlock) : [],
  );
}

/** A variable's use in its own validation does not count. */
function isUse({ root, path, blocks }: WrittenReference): boolean {
  const [outer] = blocks;
  return !(root === "var" && outer?.type === "variable" && outer.labels[0]?.value === path[0]);
}

function nameOf({ root, path }: WrittenReference): string {
  const name = path.length === 0 ? root : `${root}.${path[0]}`;
  return root === "data" && path.length > 1 ? `${name}.${path[1]}` : name;
}

/** A data source with conditions exists to check something. */
function isCheck({ blocks }: MergedBlock): boolean {
  return blocks.some(({ node }) => node.type === "lifecycle" && node.body.items.some(({ kind }) => kind === "block"));
}

/**
 * Data sources with effects: a package is written, which is used by its path; a program or function runs; a host is
 * called.
 */
const WITH_EFFECT: ReadonlySet<string> = new Set(["archive_file", "external", "aws_lambda_invocation", "http"]);

function hasEffect({ labels: [type = ""] }: MergedBlock): boolean {
  return WITH_EFFECT.has(type);
}

function namePlace({ node, file }: Declared<Attribute>): Place {
  return placeOf(node.nameSpan, file);
}
