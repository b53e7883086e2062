import type { Attribute, Block, Span } from "../../hcl/index.ts";
import { oncePer } from "../../once-per.ts";
import { placeOf, renderTemplate } from "../evaluation/evaluate.ts";
import { bind, type Scope } from "../evaluation/scope.ts";
import { evaluateArgument } from "../evaluation/shared-value.ts";
import { elementsOf } from "../evaluation/traversal.ts";
import { type Declared, type MergedBlock, mergedBlock } from "../files/declarations.ts";
import { isOfStandIn } from "../stand-in-place.ts";
import { PlainContent } from "../values/plain-content.ts";
import { object, type Place, unknown, type Value } from "../values/value.ts";
import { type BlockContent, type Blocks, BlockValue } from "./block-value.ts";

const NO_LOOPS: readonly Place[] = [];

/** A block in the configuration, with arguments evaluated in a scope. */
export class ConfiguredContent implements BlockContent {
  private readonly block: MergedBlock;
  private readonly scope: Scope;
  readonly loops: readonly Place[];

  constructor(block: MergedBlock, scope: Scope, loops: readonly Place[] = NO_LOOPS) {
    this.block = block;
    this.scope = scope;
    this.loops = loops;
  }

  get argumentNames(): readonly string[] {
    return argumentNamesOf(this.block);
  }

  get blockTypes(): readonly string[] {
    return blockTypesOf(this.block);
  }

  evaluate(name: string): Value | undefined {
    const attribute = this.block.attributes.get(name);
    return attribute && evaluateArgument(attribute, this.scope);
  }

  computed(name: string, at: Place): Value | undefined {
    const { type, labels } = this.block.declared.node;
    const isRendered = name === "rendered" && type === "data" && labels[0]?.value === "template_file";
    const template = isRendered ? this.evaluate("template") : undefined;
    if (!template) return undefined;

    return renderTemplate(template, this.evaluate("vars") ?? object(new Map(), at), this.scope, at);
  }

  blocks(type: string): Blocks {
    const blocks: BlockValue[] = [];
    let complete = true;
    for (const declared of this.block.blocks) {
      if (producedType(declared.node) !== type) continue;
      if (declared.node.type !== "dynamic") {
        blocks.push(new BlockValue(new ConfiguredContent(mergedBlock(declared), this.scope, this.loops)));
        continue;
      }
      const expanded = this.expandDynamic(mergedBlock(declared), type);
      blocks.push(...expanded.blocks);
      complete &&= expanded.complete;
    }
    const written = this.block.attributes.get(type);
    if (!written) return { blocks, complete };
    // in JSON syntax, plain blocks may be written as an argument next to dynamic ones
    const plain = blocksOfValue(evaluateArgument(written, this.scope));
    return { blocks: [...plain.blocks, ...blocks], complete: complete && plain.complete };
  }

  get header(): Place {
    const { node, file } = this.block.declared;
    const end = node.labels.at(-1)?.end ?? node.typeSpan.end;
    return placeOf({ start: node.start, end }, file, this.scope.declarations);
  }

  get whole(): Place {
    return placeOf(this.block.declared.node, this.block.declared.file, this.scope.declarations);
  }

  argumentPlace(name: string): { name: Place; value: Place } | undefined {
    const attribute = this.block.attributes.get(name);
    if (!attribute) return undefined;
    const at = (span: Span) => placeOf(span, attribute.file, this.scope.declarations);
    const written = at(attribute.node.expression);
    return { name: at(attribute.node.nameSpan), value: this.placeInCall(name, attribute) ?? written };
  }

  missingPlace(type: string): Place | undefined {
    const { file } = this.block.declared;
    if (!isOfStandIn(file)) return undefined;
    const dynamic = this.block.blocks.find(({ node }) => node.type === "dynamic" && producedType(node) === type);
    const forEach = dynamic && mergedBlock(dynamic).attributes.get("for_each");
    return forEach && { ...this.header, wanted: { expression: forEach.node.expression, scope: this.scope } };
  }

  /** The place of an argument's value in the call of a stand-in, or what decides about it if it is not in the call. */
  private placeInCall(name: string, { node, file }: Declared<Attribute>): Place | undefined {
    if (!isOfStandIn(file)) return undefined;
    const place = this.evaluate(name)?.place;
    if (!place || !isOfStandIn(place.file)) return place;
    return { ...place, wanted: { expression: node.expression, scope: this.scope } };
  }

  private expandDynamic(dynamic: MergedBlock, type: string): Blocks {
    const content = dynamic.blocks.find(({ node }) => node.type === "content");
    const forEach = dynamic.attributes.get("for_each");
    if (!content || !forEach) return { blocks: [], complete: false };
    const collection = evaluateArgument(forEach, this.scope);
    const iterator = iteratorName(dynamic) ?? type;
    const loops = [...this.loops, placeOf(forEach.node.expression, forEach.file, this.scope.declarations)];
    const make = ({ key, value, isCertain }: Iteration): BlockValue => {
      const each = object(
        new Map([
          ["key", key],
          ["value", value],
        ]),
        value.place,
      );
      const scope = bind(this.scope, iterator, each);
      return new BlockValue(new ConfiguredContent(mergedBlock(content), scope, loops), isCertain);
    };
    return expand(collection, make);
  }
}

const argumentNamesOf = oncePer(({ attributes }: MergedBlock): readonly string[] => [...attributes.keys()]);

const blockTypesOf = oncePer(({ blocks }: MergedBlock): readonly string[] => [
  ...new Set(blocks.map(({ node }) => producedType(node))),
]);

/** An element that a dynamic block iterates over. */
interface Iteration {
  readonly key: Value;
  readonly value: Value;
  /** False if it may not exist. */
  readonly isCertain: boolean;
}

/**
 * The blocks that a dynamic block makes. For a choice these are the blocks of all arms, certain if every arm makes
 * them.
 */
function expand<T>(
  collection: Value,
  make: (iteration: Iteration) => T,
): { readonly blocks: readonly T[]; readonly complete: boolean } {
  if (collection.kind === "choice") {
    const entries = entriesOfArms(collection.options);
    return { blocks: entries.map(make), complete: false };
  }
  const elements = elementsOf(collection);
  if (!elements && collection.kind === "null") return { blocks: [], complete: false };
  const blocks = (elements?.entries ?? []).map(({ key, value }) => make({ key, value, isCertain: true }));
  if (elements && !elements.open) return { blocks, complete: true };
  const some = unknown("not-evaluated", collection.place);
  return { blocks: [...blocks, make({ key: some, value: elements?.rest ?? some, isCertain: false })], complete: false };
}

/**
 * Elements that occur in several arms, such as `local.always` in `concat([local.always], var.more ? [local.more] :
 * [])`, are taken once.
 */
function entriesOfArms(arms: readonly Value[]): Iteration[] {
  const perArm = arms.map((arm) => expand(arm, ({ key, value }) => ({ key, value })).blocks);
  const values = perArm.map((entries) => new Set(entries.map(({ value }) => value)));
  return perArm.flatMap((entries, arm) =>
    entries
      .filter(({ value }) => !values.slice(0, arm).some((earlier) => earlier.has(value)))
      .map((entry) => ({ ...entry, isCertain: values.every((others) => others.has(entry.value)) })),
  );
}

/** Blocks written as an argument, in JSON syntax or where the provider accepts both. */
function blocksOfValue(value: Value): Blocks {
  if (value.kind === "object") return { blocks: [new BlockValue(new PlainContent(value))], complete: true };
  if (value.kind === "null") return { blocks: [], complete: true };
  if (value.kind !== "list") return { blocks: [], complete: false };
  const objects = value.elements.flatMap((element) => (element.kind === "object" ? [element] : []));
  const blocks = objects.map((element) => new BlockValue(new PlainContent(element)));
  return { blocks, complete: !value.open && objects.length === value.elements.length };
}

function producedType(block: Block): string {
  return block.type === "dynamic" ? (block.labels[0]?.value ?? "") : block.type;
}

function iteratorName(dynamic: MergedBlock): string | undefined {
  const expression = dynamic.attributes.get("iterator")?.node.expression;
  return expression?.kind === "variable" ? expression.name : undefined;
}
