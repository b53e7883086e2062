import type { Block, Expression, FunctionCall, GetAttribute, Span, Splat, TemplatePart } from "../hcl/index.ts";
import type { Stack } from "../lambda/index.ts";
import { oncePer } from "../once-per.ts";
import {
  distinctDirectories,
  innerExpressions,
  iteratorOf,
  type MergedBlock,
  type Module,
  namesOtherThings,
  type Place,
  placeOf,
} from "../terraform/index.ts";
import {
  attributeStep,
  type ExpressionType,
  elementOf,
  type GroupType,
  type InstanceType,
  type Step,
  splatElement,
} from "./expression-type.ts";
import { type DeclaredType, declaredTypes, typeVersions } from "./schema-walk.ts";
import { isWhole } from "./whole-module.ts";
import { argumentOf, isNull } from "./written-syntax.ts";

/** A step `.name` in an expression: from what, and what it meets. */
export interface AttributeRead {
  readonly from: ExpressionType;
  readonly name: string;
  readonly step: Step;
  /** Where the name is written; of a splat what it is applied to. */
  readonly at: Place;
  /** What stands before the name. */
  readonly before: string;
}

/** Every attribute that the expressions of a stack take from resources, through indexes, splats, loops, locals and modules. */
export const attributeReads = oncePer((stack: Stack): readonly AttributeRead[] => {
  const types = new ModuleTypes(stack);
  const found: AttributeRead[] = [];
  for (const module of distinctDirectories(stack.modules)) {
    for (const { source, parsed } of module.directory.files) {
      const reader = new Reader(types, module, source, found);
      for (const item of parsed.body.items) if (item.kind === "block") reader.readBlock(item, [], new Map());
    }
  }
  return found;
});

type Bound = ReadonlyMap<string, ExpressionType | undefined>;

/** Locals and outputs that follow from one another beyond this many steps have no type. */
const MAX_DEPTH = 200;

/** The types of what modules declare, each worked out when first asked for. */
class ModuleTypes {
  private readonly stack: Stack;
  private readonly declared = new Map<Module, ReadonlyMap<string, DeclaredType>>();
  private readonly inferred = new Map<Module, Map<string, ExpressionType | undefined>>();
  private depth = 0;

  constructor(stack: Stack) {
    this.stack = stack;
  }

  /** `address`: as Terraform writes it within the module. */
  resource(module: Module, address: string): InstanceType | GroupType | undefined {
    const declared = this.declaredIn(module).get(address);
    const schema = declared && typeVersions(declared);
    if (!declared || !schema) return undefined;
    const instance: InstanceType = { kind: "instance", schema, of: declared, path: [] };
    const repetition = repetitionOf(declared.block);
    return repetition ? { kind: "group", repetition, address, instance } : instance;
  }

  local(module: Module, name: string): ExpressionType | undefined {
    const declared = module.declared.locals.get(name);
    return declared && this.once(module, `local.${name}`, declared.node.expression, declared.file);
  }

  /** The outputs of a called module. */
  call(module: Module, name: string): ExpressionType | undefined {
    const declared = module.declared.moduleCalls.get(name);
    const [called] = module.calledBy(name);
    if (!declared || !called) return undefined;
    const outputs: ExpressionType = {
      kind: "object",
      member: (output) => this.output(called, output),
      names: isWhole(called) ? [...called.declared.outputs.keys()] : undefined,
    };
    const repetition = repetitionOf(declared);
    return repetition ? { kind: repetition === "count" ? "list" : "map", element: outputs } : outputs;
  }

  private output(module: Module, name: string): ExpressionType | undefined {
    const value = module.declared.outputs.get(name)?.attributes.get("value");
    return value && this.once(module, `output.${name}`, value.node.expression, value.file);
  }

  private once(module: Module, key: string, expression: Expression, file: Place["file"]): ExpressionType | undefined {
    const ofModule = this.inferred.get(module) ?? new Map<string, ExpressionType | undefined>();
    this.inferred.set(module, ofModule);
    if (ofModule.has(key)) return ofModule.get(key);
    // what refers to itself has no type
    ofModule.set(key, undefined);
    if (this.depth > MAX_DEPTH) return undefined;
    this.depth++;
    const type = new Reader(this, module, file, undefined).read(expression, new Map());
    this.depth--;
    ofModule.set(key, type);
    return type;
  }

  private declaredIn(module: Module): ReadonlyMap<string, DeclaredType> {
    const cached = this.declared.get(module);
    if (cached) return cached;
    const found = new Map(declaredTypes(module, this.stack).map((declared) => [declared.address, declared]));
    this.declared.set(module, found);
    return found;
  }
}

function repetitionOf({ attributes }: MergedBlock): "count" | "for_each" | undefined {
  if (attributes.has("count")) return "count";
  return attributes.has("for_each") ? "for_each" : undefined;
}

/** Lists and sets of the same elements as their argument. */
const SAME_ELEMENTS: ReadonlySet<string> = new Set(["tolist", "toset", "distinct", "reverse", "slice", "values"]);
const ONE_ELEMENT: ReadonlySet<string> = new Set(["one", "element", "lookup"]);

/** Reads the expressions of one file; with nowhere to note what it meets, for their types alone. */
class Reader {
  private readonly types: ModuleTypes;
  private readonly module: Module;
  private readonly file: Place["file"];
  private readonly found: AttributeRead[] | undefined;

  constructor(types: ModuleTypes, module: Module, file: Place["file"], found: AttributeRead[] | undefined) {
    this.types = types;
    this.module = module;
    this.file = file;
    this.found = found;
  }

  readBlock(block: Block, around: readonly Block[], outer: Bound): void {
    const blocks = [...around, block];
    const bound = this.boundIn(block, around, outer);
    for (const item of block.body.items) {
      if (item.kind === "block") this.readBlock(item, blocks, bound);
      else if (!namesOtherThings(item, blocks)) this.read(item.expression, bound);
    }
  }

  /** What `each`, `self` and iterators of dynamic blocks are within a block. */
  private boundIn(block: Block, around: readonly Block[], outer: Bound): Bound {
    const parent = around.at(-1);
    const bound = new Map(outer);
    if (!parent) {
      const forEach = argumentOf(block, "for_each");
      bound.set("each", forEach && this.eachOf(forEach.expression, outer));
      if (block.type === "resource" || block.type === "data") {
        const [type, name] = block.labels.map(({ value }) => value);
        const self = this.types.resource(this.module, `${block.type === "data" ? "data." : ""}${type}.${name}`);
        bound.set("self", self?.kind === "group" ? self.instance : self);
      }
    }
    if (block.type === "content" && parent?.type === "dynamic") {
      const forEach = argumentOf(parent, "for_each");
      bound.set(iteratorOf(parent) ?? "", forEach && this.eachOf(forEach.expression, outer));
    }
    return bound;
  }

  private eachOf(collection: Expression, bound: Bound): ExpressionType {
    const element = elementOf(new Reader(this.types, this.module, this.file, undefined).read(collection, bound));
    return { kind: "object", member: (name) => (name === "value" ? element : undefined) };
  }

  /** The type of an expression, as far as it comes from a resource; notes every attribute read on the way. */
  read(expression: Expression, bound: Bound): ExpressionType | undefined {
    switch (expression.kind) {
      case "variable":
        return bound.get(expression.name);
      case "parentheses":
        return this.read(expression.inner, bound);
      case "attribute-access":
        return this.readAccess(expression, bound);
      case "index": {
        const from = this.read(expression.object, bound);
        this.read(expression.key, bound);
        return from?.kind === "object" ? undefined : elementOf(from);
      }
      case "splat": {
        const from = this.read(expression.object, bound);
        this.noteSplat(expression, from);
        const element = splatElement(from);
        return { kind: "list", element: this.read(expression.each, new Map([...bound, ["", element]])) };
      }
      case "call":
        return this.readCall(expression, bound);
      case "for": {
        const element = elementOf(this.read(expression.collection, bound));
        const inner = new Map([...bound, [expression.valueVariable, element]]);
        if (expression.keyVariable !== undefined) inner.set(expression.keyVariable, undefined);
        if (expression.condition) this.read(expression.condition, inner);
        if (expression.key) this.read(expression.key, inner);
        const type = this.read(expression.value, inner);
        if (expression.grouped) return undefined;
        return { kind: expression.key ? "map" : "list", element: type };
      }
      case "conditional": {
        this.read(expression.condition, bound);
        const then = this.read(expression.then, bound);
        const otherwise = this.read(expression.otherwise, bound);
        if (isNull(expression.otherwise)) return then;
        return isNull(expression.then) ? otherwise : undefined;
      }
      case "object":
        return this.readObject(expression.items, bound);
      case "template":
        for (const part of expression.parts) this.readPart(part, bound);
        return undefined;
      default:
        for (const inner of innerExpressions(expression)) this.read(inner, bound);
        return undefined;
    }
  }

  private readAccess(expression: GetAttribute, bound: Bound): ExpressionType | undefined {
    const named = this.readName(expression, bound);
    if (named) return named.type;
    const from = this.read(expression.object, bound);
    if (!from) return undefined;
    const step = attributeStep(from, expression.name);
    const before = this.file.text.slice(expression.object.start, expression.object.end);
    this.note({ from, name: expression.name, step, before }, expression.nameSpan);
    return step.kind === "type" ? step.type : undefined;
  }

  /** What a name of the module's own stands for: a resource, data source, local value or module call. */
  private readName({ object, name }: GetAttribute, bound: Bound): { type: ExpressionType | undefined } | undefined {
    if (object.kind === "variable" && !bound.has(object.name)) {
      if (object.name === "local") return { type: this.types.local(this.module, name) };
      if (object.name === "module") return { type: this.types.call(this.module, name) };
      return { type: this.types.resource(this.module, `${object.name}.${name}`) };
    }
    if (object.kind !== "attribute-access" || object.object.kind !== "variable") return undefined;
    const root = object.object.name;
    if ((root !== "data" && root !== "ephemeral") || bound.has(root)) return undefined;
    return { type: this.types.resource(this.module, `${root}.${object.name}.${name}`) };
  }

  private readCall({ name, args }: FunctionCall, bound: Bound): ExpressionType | undefined {
    // an error in them is caught
    const reader = name === "try" || name === "can" ? new Reader(this.types, this.module, this.file, undefined) : this;
    const [first] = args.map((argument) => reader.read(argument, bound));
    if (name === "try" || name === "can") return undefined;
    if (ONE_ELEMENT.has(name)) return elementOf(first);
    const element = SAME_ELEMENTS.has(name) ? elementOf(first) : undefined;
    return element && { kind: "list", element };
  }

  private readObject(
    items: Extract<Expression, { kind: "object" }>["items"],
    bound: Bound,
  ): ExpressionType | undefined {
    const members = new Map<string, ExpressionType | undefined>();
    for (const { key, name, value } of items) {
      if (name === undefined) this.read(key, bound);
      const type = this.read(value, bound);
      if (name !== undefined) members.set(name, type);
    }
    return { kind: "object", member: (name) => members.get(name) };
  }

  private readPart(part: TemplatePart, bound: Bound): void {
    switch (part.kind) {
      case "text":
        return;
      case "interpolation":
        this.read(part.expression, bound);
        return;
      case "if":
        this.read(part.condition, bound);
        for (const inner of [...part.then, ...part.otherwise]) this.readPart(inner, bound);
        return;
      case "for-directive": {
        const inner = new Map([...bound, [part.value, elementOf(this.read(part.collection, bound))]]);
        if (part.key !== undefined) inner.set(part.key, undefined);
        for (const each of part.body) this.readPart(each, inner);
      }
    }
  }

  private noteSplat({ object, each }: Splat, from: ExpressionType | undefined): void {
    if (from?.kind !== "group" || from.repetition !== "for_each") return;
    if (each.kind !== "attribute-access" || each.object.kind !== "variable") return;
    const before = this.file.text.slice(object.start, object.end);
    this.note({ from, name: each.name, step: { kind: "needs-values" }, before }, object);
  }

  private note(read: Omit<AttributeRead, "at">, span: Span): void {
    this.found?.push({ ...read, at: placeOf(span, this.file) });
  }
}
