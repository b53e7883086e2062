import type { Block, Body, Expression, TemplatePart } from "../../../hcl/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import {
  iteratorOf,
  type Module,
  namesOtherThings,
  type Place,
  type TypeConstraint,
} from "../../../terraform/index.ts";
import { argumentOf, plainText } from "../declarations/written-syntax.ts";
import { typesIn } from "./reference-walk.ts";
import {
  type Demand,
  demandOfCall,
  demandOfLanguage,
  demandOfOperand,
  given,
  literalType,
  partOf,
  TEXT,
} from "./type-demand.ts";
import { wantedTypes } from "./wanted-types.ts";

/** A step from a value into it: to a named member, to a numbered element, or to the value of a key. */
export type Step = { readonly kind: "member"; readonly name: string } | { readonly kind: "element" | "entry" };

/** A place that reads a variable, or something in it. */
export interface VariableUse {
  readonly steps: readonly Step[];
  readonly demand: Demand | undefined;
  /** Whether it is iterated over, which takes a collection or an object. */
  readonly isIterated?: boolean;
}

/** What a name bound in an expression refers to: `each.value`, the variable of a `for`. */
interface Target {
  readonly name: string;
  readonly steps: readonly Step[];
}
type Bound = ReadonlyMap<string, Target | undefined>;

const ELEMENT: Step = { kind: "element" };
const ENTRY: Step = { kind: "entry" };

/** How a module's variables are read, by name. */
export function usesOfVariables(stack: Stack, module: Module): ReadonlyMap<string, readonly VariableUse[]> {
  const known = usesIn(stack);
  const found = known.get(module) ?? new UseSearch(stack, module).search();
  known.set(module, found);
  return found;
}

const usesIn = oncePer((_: Stack) => new Map<Module, ReadonlyMap<string, readonly VariableUse[]>>());

class UseSearch {
  private readonly stack: Stack;
  private readonly module: Module;
  /** By `var.name`, and for locals on the way by `local.name`. */
  private readonly found = new Map<string, VariableUse[]>();

  constructor(stack: Stack, module: Module) {
    this.stack = stack;
    this.module = module;
  }

  /** Finds the uses of all variables of a module. */
  search(): ReadonlyMap<string, readonly VariableUse[]> {
    for (const { source, parsed } of this.module.directory.files)
      for (const item of parsed.body.items)
        if (item.kind === "block" && item.type !== "locals") this.searchBody(item.body, [item], source, new Map());
    // what is required of a local is required of its variable
    for (const [name, { node }] of this.module.declared.locals) {
      const [only, ...others] = this.found.get(`local.${name}`)?.filter(({ steps }) => steps.length === 0) ?? [];
      this.read(node.expression, others.length === 0 ? only?.demand : undefined, new Map());
    }
    return new Map(
      [...this.found].flatMap(([name, uses]) => (name.startsWith("var.") ? [[name.slice("var.".length), uses]] : [])),
    );
  }

  private searchBody({ items }: Body, blocks: readonly Block[], file: Place["file"], bound: Bound): void {
    const inner = new Map([...bound, ...this.boundBy(blocks, file)]);
    const wanted = wantedTypes(typesIn(this.stack), this.module, blocks);
    for (const item of items) {
      if (item.kind === "block") this.searchBody(item.body, [...blocks, item], file, inner);
      else if (!namesOtherThings(item, blocks)) {
        const [type, ...others] = wanted?.(item.name) ?? [];
        const demand = given(others.length === 0 || areAlike([type, ...others]) ? type : undefined);
        this.read(item.expression, demand ?? demandOfLanguage(item, blocks), inner);
        if (item.name === "for_each") this.noteIterated(item.expression, inner);
      }
    }
  }

  /** What the names that a block binds are elements of. */
  private boundBy(blocks: readonly Block[], file: Place["file"]): readonly (readonly [string, Target | undefined])[] {
    const block = blocks.at(-1);
    const dynamic = blocks.at(-2);
    if (block?.type === "content" && dynamic?.type === "dynamic") {
      const iterator = iteratorOf(dynamic);
      const forEach = argumentOf(dynamic, "for_each");
      return iterator && forEach ? [[`${iterator}.value`, this.elementOf(forEach.expression, ELEMENT)]] : [];
    }
    if (!block || blocks.length > 1) return [];
    const forEach = argumentOf(block, "for_each");
    if (!forEach) return [];
    const isMap = /\beach\.(?:key|value\.)/.test(file.slice(block));
    return [["each.value", isMap ? this.elementOf(forEach.expression, ENTRY) : undefined]];
  }

  /** An element of a collection that is a variable. */
  private elementOf(collection: Expression, step: Step): Target | undefined {
    const target = this.targetOf(collection, new Map());
    return target && { name: target.name, steps: [...target.steps, step] };
  }

  private noteIterated(collection: Expression, bound: Bound): void {
    const target = this.targetOf(collection, bound);
    const uses = target && this.found.get(target.name);
    const last = uses?.at(-1);
    if (uses && last) uses[uses.length - 1] = { ...last, isIterated: true };
  }

  private note({ name, steps }: Target, demand: Demand | undefined): void {
    const uses = this.found.get(name) ?? [];
    uses.push({ steps, demand });
    this.found.set(name, uses);
  }

  /** The variable, or the part of it, that an expression consists of. */
  private targetOf(expression: Expression, bound: Bound): Target | undefined {
    if (expression.kind === "parentheses") return this.targetOf(expression.inner, bound);
    if (expression.kind === "variable") return bound.get(expression.name);
    if (expression.kind === "index") {
      const target = this.targetOf(expression.object, bound);
      const step = stepOfKey(expression.key);
      return target && step && { name: target.name, steps: [...target.steps, step] };
    }
    if (expression.kind !== "attribute-access") return undefined;
    const { object, name } = expression;
    if (object.kind === "variable") {
      if (object.name === "var" || object.name === "local") return { name: `${object.name}.${name}`, steps: [] };
      const own = `${object.name}.${name}`;
      if (bound.has(own)) return bound.get(own);
    }
    const target = this.targetOf(object, bound);
    return target && { name: target.name, steps: [...target.steps, { kind: "member", name }] };
  }

  private read(expression: Expression, demand: Demand | undefined, bound: Bound): void {
    const target = this.targetOf(expression, bound);
    if (target) this.note(target, demand);
    switch (expression.kind) {
      case "literal":
      case "variable":
        return;
      case "parentheses":
        if (!target) this.read(expression.inner, demand, bound);
        return;
      case "attribute-access":
        if (!target) this.read(expression.object, undefined, bound);
        return;
      case "index":
        this.read(expression.key, undefined, bound);
        if (!target) this.read(expression.object, undefined, bound);
        return;
      case "splat":
        this.read(expression.object, undefined, bound);
        return;
      case "template":
        this.readTemplate(expression, demand, bound);
        return;
      case "tuple": {
        const of = demand && partOf(demand);
        for (const element of expression.elements) this.read(element, of, bound);
        return;
      }
      case "object":
        this.readItems(expression, demand, bound);
        return;
      case "conditional":
        this.readConditional(expression, demand, bound);
        return;
      case "binary":
        this.read(expression.left, demandOfOperand(expression.operator, expression.right), bound);
        this.read(expression.right, demandOfOperand(expression.operator, expression.left), bound);
        return;
      case "unary":
        this.read(expression.operand, given({ kind: expression.operator === "!" ? "bool" : "number" }), bound);
        return;
      case "for":
        this.readFor(expression, bound);
        return;
      case "call":
        for (const [i, argument] of expression.args.entries())
          this.read(argument, demandOfCall(expression, i, demand), bound);
    }
  }

  private readItems(
    { items }: Extract<Expression, { kind: "object" }>,
    demand: Demand | undefined,
    bound: Bound,
  ): void {
    for (const { key, name, value } of items) {
      if (name === undefined) this.read(key, TEXT, bound);
      this.read(value, demand && partOf(demand), bound);
    }
  }

  private readConditional(
    { condition, then, otherwise }: Extract<Expression, { kind: "conditional" }>,
    demand: Demand | undefined,
    bound: Bound,
  ): void {
    this.read(condition, given({ kind: "bool" }), bound);
    this.read(then, demand ?? given(literalType(otherwise)), bound);
    this.read(otherwise, demand ?? given(literalType(then)), bound);
  }

  private readTemplate(
    { parts, heredoc }: Extract<Expression, { kind: "template" }>,
    demand: Demand | undefined,
    bound: Bound,
  ): void {
    const [only] = parts;
    if (parts.length === 1 && only?.kind === "interpolation" && !heredoc) this.read(only.expression, demand, bound);
    else for (const part of parts) this.readPart(part, bound);
  }

  private readPart(part: TemplatePart, bound: Bound): void {
    switch (part.kind) {
      case "text":
        return;
      case "interpolation":
        this.read(part.expression, TEXT, bound);
        return;
      case "if":
        this.read(part.condition, given({ kind: "bool" }), bound);
        for (const inner of [...part.then, ...part.otherwise]) this.readPart(inner, bound);
        return;
      case "for-directive": {
        this.read(part.collection, undefined, bound);
        const inner = new Map([...bound, [part.value, undefined] as const]);
        for (const each of part.body) this.readPart(each, inner);
      }
    }
  }

  private readFor(expression: Extract<Expression, { kind: "for" }>, bound: Bound): void {
    const { collection, keyVariable, valueVariable, key, value, condition } = expression;
    this.read(collection, undefined, bound);
    this.noteIterated(collection, bound);
    const target = this.targetOf(collection, bound);
    // a loop with an index or key variable does not tell the kind of collection
    const element = target && keyVariable === undefined ? { ...target, steps: [...target.steps, ELEMENT] } : undefined;
    const inner = new Map([...bound, [valueVariable, element] as const]);
    if (keyVariable !== undefined) inner.set(keyVariable, undefined);
    if (condition) this.read(condition, given({ kind: "bool" }), inner);
    if (key) this.read(key, TEXT, inner);
    this.read(value, undefined, inner);
  }
}

function areAlike(types: readonly (TypeConstraint | undefined)[]): boolean {
  return new Set(types.map((type) => type?.kind)).size === 1;
}

function stepOfKey(key: Expression): Step | undefined {
  if (key.kind === "literal" && typeof key.value === "number") return ELEMENT;
  if (plainText(key) !== undefined) return ENTRY;
  if (key.kind !== "attribute-access" || key.object.kind !== "variable") return undefined;
  if (key.object.name === "count") return ELEMENT;
  return key.object.name === "each" && key.name === "key" ? ENTRY : undefined;
}
