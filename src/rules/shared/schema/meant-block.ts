import { didYouMean, numbersOf } from "../../../aws/did-you-mean.ts";
import type { BlockVersions } from "../../../aws/schema-versions.ts";
import {
  attributesWithin,
  type Block,
  type Body,
  type Expression,
  type SourceFile,
  visitExpressions,
} from "../../../hcl/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import { type Declared, iteratorOf, placeOf } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { plainText } from "../declarations/written-syntax.ts";
import { fixOf } from "../edits/fixes.ts";
import { expressionType } from "../expressions/reference-walk.ts";
import { shapeMisfit } from "../expressions/shape-misfit.ts";
import { toConstraint } from "../expressions/type-misfit.ts";
import { producedType } from "./schema-names.ts";
import type { SchemaBlock } from "./schema-walk.ts";

/** The block that one of an unknown type stands for. */
export interface MeantBlock {
  readonly name: string;
  /** Why what is written cannot be such a block yet, as a sentence. */
  readonly fault: string | undefined;
  /** Whether it is a misspelling of it, rather than another word for it. */
  readonly isCertain: boolean;
  /** Writes the type; undefined if its content would be wrong then. */
  readonly edit: Fix | undefined;
}

/**
 * The block that one of an unknown type most likely stands for: one with a similar name that may contain what is
 * written, or the only one that may contain it.
 */
export function meantBlock(declared: Declared<Block>, found: SchemaBlock, stack: Stack): MeantBlock | undefined {
  const type = producedType(declared.node);
  const names = [...found.schema.newest.blocks.keys()].filter((name) => numbersOf(name) === numbersOf(type));
  const faults = new Map(names.map((name) => [name, faultAs(name, declared, found, stack)]));
  const fitting = names.filter((name) => faults.get(name) === undefined);
  const near = didYouMean(type, fitting);
  const content = contentOf(declared.node);
  const written = content ? namesIn(content) : [];
  const name = near ?? byContent(type, fitting, written) ?? didYouMean(type, names);
  if (name === undefined) return undefined;
  const fault = faults.get(name);
  const isCertain = near !== undefined && written.length > 0;
  return { name, fault, isCertain, edit: fault === undefined ? renamed(declared, name) : undefined };
}

/** The same in JSON syntax, where an unknown block is an argument with an object, or a list of them. */
export function meantJsonBlock(name: string, value: Expression, { schema }: SchemaBlock): string | undefined {
  const objects = value.kind === "tuple" ? value.elements : [value];
  const written = objects.flatMap((one) =>
    one.kind === "object" ? one.items.map(({ key }) => plainText(key)) : [undefined],
  );
  const isFitting = (inner: BlockVersions | undefined) =>
    inner !== undefined &&
    written.every((key) => key !== undefined && inner.knows(key)) &&
    [...inner.required.attributes, ...inner.required.blocks].every((key) => written.includes(key));
  return didYouMean(
    name,
    [...schema.newest.blocks.keys()].filter((block) => isFitting(schema.inside(block))),
  );
}

/**
 * The only block that may contain what is written, if one name has all words of the other (`vpc` and `vpc_config`, but
 * not `rule_action` and `error_action`), or two arguments say so.
 */
function byContent(type: string, fitting: readonly string[], written: readonly string[]): string | undefined {
  const [only, ...others] = fitting;
  if (only === undefined || others.length > 0 || written.length === 0) return undefined;
  const [own, meant] = [type.split("_"), only.split("_")];
  const isPart = own.every((word) => meant.includes(word)) || meant.every((word) => own.includes(word));
  return written.length > 1 || isPart ? only : undefined;
}

/** Why a block cannot be one of another type; undefined if it can. */
function faultAs(name: string, { node, file }: Declared<Block>, found: SchemaBlock, stack: Stack): string | undefined {
  const schema = found.schema.inside(name);
  if (!schema) return undefined;
  const most = found.schema.newest.blocks.get(name)?.max;
  const own = producedType(node);
  const written = found.block.blocks.filter((one) => [name, own].includes(producedType(one.node)));
  if (most !== undefined && written.length > most) return `There may be only ${most === 1 ? "one" : most} of it`;
  const content = contentOf(node);
  return content ? contentFault(content, schema, { file, found, stack }) : "It has no block content";
}

interface Context {
  readonly file: SourceFile;
  readonly found: SchemaBlock;
  readonly stack: Stack;
}

/** What a block of a type cannot contain, or lacks, in it and in its blocks. */
function contentFault(body: Body, schema: BlockVersions, context: Context): string | undefined {
  if (schema.isOpen) return undefined;
  const names = namesIn(body);
  const unknown = names.find((name) => !schema.knows(name));
  if (unknown !== undefined) return `It has no ${unknown}`;
  const missing = [...schema.required.attributes, ...schema.required.blocks].find((name) => !names.includes(name));
  if (missing !== undefined) return `It requires ${missing} as well`;
  for (const item of body.items) {
    const fault = item.kind === "attribute" ? typeFault(item, schema, context) : blockFault(item, schema, context);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function typeFault(
  { name, expression }: Extract<Body["items"][number], { kind: "attribute" }>,
  schema: BlockVersions,
  { file, found, stack }: Context,
): string | undefined {
  const [newest] = schema.attribute(name);
  if (!newest) return undefined;
  const type = expressionType(stack, found.module, expression, file);
  return shapeMisfit(type, toConstraint(newest.type)) && `Its ${name} has another type`;
}

function blockFault(block: Block, schema: BlockVersions, context: Context): string | undefined {
  const inner = schema.inside(producedType(block));
  const content = contentOf(block);
  return inner && content && contentFault(content, inner, context);
}

function namesIn({ items }: Body): readonly string[] {
  return items.map((item) => (item.kind === "attribute" ? item.name : producedType(item)));
}

/** What a block contains, or what the blocks contain that a dynamic one makes. */
function contentOf({ type, body }: Block): Body | undefined {
  if (type !== "dynamic") return body;
  const content = body.items.find((item): item is Block => item.kind === "block" && item.type === "content");
  return content?.body;
}

/** Writes another type, and the iterator's name with it where a dynamic block is called the same. */
function renamed({ node, file }: Declared<Block>, name: string): Fix | undefined {
  const label = node.type === "dynamic" ? node.labels[0] : undefined;
  const place = placeOf(label ?? node.typeSpan, file);
  const iterators = label && iteratorOf(node) === label.value ? usesOf(label.value, node, file, name) : [];
  return fixOf(`Write ${name}`, { place, newText: label?.quoted ? `"${name}"` : name }, ...iterators);
}

function usesOf(iterator: string, { body }: Block, file: SourceFile, newText: string): readonly Edit[] {
  const edits: Edit[] = [];
  for (const { attribute } of attributesWithin(body))
    visitExpressions(attribute.expression, (one) => {
      if (one.kind === "variable" && one.name === iterator) edits.push({ place: placeOf(one, file), newText });
    });
  return edits;
}
