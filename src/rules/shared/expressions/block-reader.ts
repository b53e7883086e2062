import type { Attribute, Block, Expression } from "../../../hcl/index.ts";
import { iteratorOf, namesOtherThings, placeOf, type TypeConstraint } from "../../../terraform/index.ts";
import { argumentOf } from "../declarations/written-syntax.ts";
import { hiddenPatternFaults } from "./call-faults.ts";
import { isSurelyFilled, seenBySome } from "./element-variants.ts";
import { checkFault, iterationFault } from "./expression-checks.ts";
import { noteFault, type ReaderSetting } from "./expression-findings.ts";
import { type Bound, ExpressionReader, isEmptyTuple, STRING } from "./expression-reader.ts";
import { type ExpressionType, eachElementOf, type ObjectType } from "./expression-type.ts";
import { shapeMisfit } from "./shape-misfit.ts";
import { wantedTypes } from "./wanted-types.ts";

/** Reads the blocks of a file: the names that they bind, and the expressions of their arguments. */
export class BlockReader {
  private readonly setting: ReaderSetting;
  private readonly reader: ExpressionReader;

  constructor(setting: ReaderSetting) {
    this.setting = setting;
    this.reader = new ExpressionReader(setting);
  }

  private get silently(): BlockReader {
    return this.setting.found ? new BlockReader({ ...this.setting, found: undefined }) : this;
  }

  /** Reads a block within others, with the names that these bind. */
  read(block: Block, around: readonly Block[], outer: Bound): void {
    const { types, module, file, found, certainty } = this.setting;
    const blocks = [...around, block];
    const bound = this.boundIn(block, around, outer);
    const isTakenOut = types.overriddenIn(module);
    const repeated = block.type === "dynamic" ? this.repeatedBy(block, bound) : undefined;
    const inner = isEmptyTuple(repeated) ? this.silently : this;
    const within = block.type !== "dynamic" || isSurelyFilled(repeated) ? bound : seenBySome(bound);
    const wanted = found && certainty === "certain" ? wantedTypes(types, module, blocks) : undefined;
    for (const item of block.body.items) {
      if (item.kind === "block") inner.read(item, blocks, within);
      else if (!namesOtherThings(item, blocks) && !isTakenOut(file, blocks, item.name)) {
        const type = this.reader.read(item.expression, bound);
        if (type && wanted) this.noteMisfit(item, blocks, type, wanted(item.name));
        this.noteFaults(item, block, type);
      }
    }
  }

  /** Collects what the language's own arguments do not accept: `for_each` of dynamic blocks, and conditions. */
  private noteFaults({ name, expression }: Attribute, block: Block, type: ExpressionType | undefined): void {
    if (block.type === "dynamic" && name === "for_each")
      noteFault(this.setting, iterationFault(type, "for_each"), expression);
    if (!CHECKS.has(block.type)) return;
    noteFault(this.setting, checkFault(name, type), expression);
    if (name === "condition") this.setting.found?.faults.push(...hiddenPatternFaults(expression, this.setting));
  }

  /** The collection of a dynamic block: if it is empty, the content is never evaluated. */
  private repeatedBy(dynamic: Block, bound: Bound): ExpressionType | undefined {
    const forEach = argumentOf(dynamic, "for_each");
    return forEach && this.reader.silently.read(forEach.expression, bound);
  }

  /** The types of `each`, `count`, `self` and iterators of dynamic blocks within a block. */
  private boundIn(block: Block, around: readonly Block[], outer: Bound): Bound {
    const parent = around.at(-1);
    const isGenerated = block.type === "content" && parent?.type === "dynamic";
    if (parent && !isGenerated) return outer;
    const bound = new Map(outer);
    if (!parent) {
      const forEach = argumentOf(block, "for_each");
      bound.set("each", forEach && this.iterationOf(forEach.expression, outer, STRING));
      bound.set("count", COUNT);
      if (block.type === "resource" || block.type === "data") {
        const [type, name] = block.labels.map(({ value }) => value);
        const self = this.setting.types.resource(
          this.setting.module,
          `${block.type === "data" ? "data." : ""}${type}.${name}`,
        );
        bound.set("self", self?.kind === "group" ? self.instance : self);
      }
    }
    if (parent && isGenerated) {
      const forEach = argumentOf(parent, "for_each");
      const element = forEach && this.iterationOf(forEach.expression, outer, undefined);
      bound.set(iteratorOf(parent) ?? "", element && { ...element, names: ["key", "value"] });
    }
    return bound;
  }

  /** An object with the key and the value of an element. */
  private iterationOf(collection: Expression, bound: Bound, key: ExpressionType | undefined): ObjectType {
    const type = this.reader.silently.read(collection, bound);
    const members: Readonly<Record<string, ExpressionType | undefined>> = { key, value: eachElementOf(type) };
    return { kind: "object", of: "configuration", member: (name) => members[name] };
  }

  /** Collects an argument of a resource or module call if it has the wrong type. */
  private noteMisfit(
    { name, expression }: Attribute,
    blocks: readonly Block[],
    type: ExpressionType,
    wanted: readonly TypeConstraint[],
  ): void {
    const misfits = wanted.map((each) => shapeMisfit(type, each));
    const [misfit] = misfits;
    if (misfit && misfits.every((each) => each !== undefined))
      this.setting.found?.misfits.push({ blocks, name, misfit, at: placeOf(expression, this.setting.file) });
  }
}

/** Blocks with a condition and an error message. */
const CHECKS: ReadonlySet<string> = new Set(["validation", "precondition", "postcondition", "assert"]);

/** schema/invalid-reference reports unknown names. */
const COUNT: ExpressionType = {
  kind: "object",
  of: "configuration",
  member: (name) => (name === "index" ? { kind: "primitive", name: "number" } : undefined),
};
