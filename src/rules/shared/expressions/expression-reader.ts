import type {
  Expression,
  ForExpression,
  FunctionCall,
  GetAttribute,
  GetIndex,
  Span,
  Splat,
  TemplatePart,
} from "../../../hcl/index.ts";
import { limits } from "../../../limits.ts";
import { type Module, type Place, placeOf, toBool } from "../../../terraform/index.ts";
import { isNull } from "../declarations/written-syntax.ts";
import { callFaults } from "./call-faults.ts";
import { callResult } from "./call-result.ts";
import { commonType } from "./common-type.ts";
import { closedObject, writtenType } from "./constructed-types.ts";
import { isSurelyFilled, ofSome, seenBySome } from "./element-variants.ts";
import {
  armsFault,
  conditionFault,
  type Fault,
  indexFault,
  interpolationFault,
  iterationFault,
  keyFault,
  operandFault,
  repeatedKeyFault,
} from "./expression-checks.ts";
import {
  type AttributeRead,
  type Certainty,
  type Findings,
  noteFault,
  type ReaderSetting,
} from "./expression-findings.ts";
import { shapeOf } from "./expression-shape.ts";
import { attributeStep, type ExpressionType, eachElementOf, elementOf, splatElement } from "./expression-type.ts";
import type { ModuleTypes } from "./module-types.ts";

/** The types of the names that blocks and loops around an expression bind. */
export type Bound = ReadonlyMap<string, ExpressionType | undefined>;

/** Reads the expressions of a file; without a place to collect what it finds, only for their types. */
export class ExpressionReader {
  private readonly setting: ReaderSetting;
  private readonly types: ModuleTypes;
  private readonly module: Module;
  private readonly file: Place["file"];
  private readonly found: Findings | undefined;
  private readonly certainty: Certainty;

  constructor(setting: ReaderSetting) {
    this.setting = setting;
    this.types = setting.types;
    this.module = setting.module;
    this.file = setting.file;
    this.found = setting.found;
    this.certainty = setting.certainty;
  }

  /** For expressions that are only evaluated under a condition. */
  private get possibly(): ExpressionReader {
    return this.as("possible");
  }

  private as(certainty: Certainty): ExpressionReader {
    if (this.certainty === certainty || this.certainty === "possible") return this;
    return new ExpressionReader({ ...this.setting, certainty });
  }

  get silently(): ExpressionReader {
    return this.found ? new ExpressionReader({ ...this.setting, found: undefined }) : this;
  }

  /** The type of an expression, as far as it is known; collects attributes that it reads, and mistakes, on the way. */
  read(expression: Expression, bound: Bound): ExpressionType | undefined {
    switch (expression.kind) {
      case "literal":
        return literalType(expression.value);
      case "variable":
        return bound.get(expression.name);
      case "parentheses":
        return this.read(expression.inner, bound);
      case "attribute-access":
        return this.readAccess(expression, bound);
      case "index":
        return this.readIndex(expression, bound);
      case "splat": {
        const from = this.read(expression.object, bound);
        this.noteSplat(expression, from);
        const element = this.read(expression.each, new Map([...bound, ["", splatElement(from)]]));
        const listed = from?.kind === "group" ? from.instances : from;
        const instances = listed?.kind === "tuple" ? listed : undefined;
        return instances
          ? { kind: "tuple", elements: instances.elements.map(() => element) }
          : { kind: "list", element };
      }
      case "call":
        return this.readCall(expression, bound);
      case "for":
        return this.readFor(expression, bound);
      case "conditional":
        return this.readConditional(expression, bound);
      case "object":
        return this.readObject(expression.items, bound);
      case "tuple":
        return { kind: "tuple", elements: expression.elements.map((element) => this.read(element, bound)) };
      case "template":
        return this.readTemplate(expression, bound);
      case "binary":
        return this.readBinary(expression, bound);
      case "unary": {
        const { operator, operand } = expression;
        const type = this.read(operand, bound);
        noteFault(this.setting, operandFault(operator, type), operand);
        if (operator === "!") return { kind: "primitive", name: "bool" };
        const value = type?.kind === "primitive" && typeof type.value === "number" ? -type.value : undefined;
        return { kind: "primitive", name: "number", value };
      }
    }
  }

  private readBinary(
    { operator, left, right }: Extract<Expression, { kind: "binary" }>,
    bound: Bound,
  ): ExpressionType | undefined {
    const isLogical = operator === "&&" || operator === "||";
    const [one, other] = [this.read(left, bound), (isLogical ? this.as("guarded") : this).read(right, bound)];
    noteFault(this.setting, operandFault(operator, one), left);
    noteFault(this.setting, operandFault(operator, other), right);
    return { kind: "primitive", name: ARITHMETIC.has(operator) ? "number" : "bool" };
  }

  private readConditional(
    { condition, then, otherwise, ...span }: Extract<Expression, { kind: "conditional" }>,
    bound: Bound,
  ): ExpressionType | undefined {
    noteFault(this.setting, conditionFault(this.read(condition, bound)), condition);
    const test = this.constantTest(condition);
    // an arm that is never chosen causes no error
    const [onTrue, onFalse] =
      test === undefined ? [this.possibly, this.possibly] : test ? [this, this.silently] : [this.silently, this];
    const arms = [onTrue.read(then, bound), onFalse.read(otherwise, bound)] as const;
    noteFault(this.setting, armsFault(...arms), span);
    if (isNull(otherwise)) return ofSome(arms[0]);
    return ofSome(isNull(then) ? arms[1] : commonType(arms));
  }

  /** A condition's value for all callers; undefined if it depends on anything. */
  private constantTest(condition: Expression): boolean | undefined {
    const value = this.types.constantsOf(this.module).valueOf(condition, this.file);
    return value?.kind === "known" ? toBool(value.value) : undefined;
  }

  private readFor(expression: Extract<Expression, { kind: "for" }>, bound: Bound): ExpressionType | undefined {
    const { collection, condition, key, value } = expression;
    const from = this.read(collection, bound);
    noteFault(this.setting, iterationFault(from, "for"), collection);
    const element = eachElementOf(from);
    const outer = isSurelyFilled(from) ? bound : seenBySome(bound);
    const inner = new Map([...outer, [expression.valueVariable, element]]);
    if (expression.keyVariable !== undefined) inner.set(expression.keyVariable, undefined);
    // an empty collection, and a condition, skip the rest
    const isPossible = condition || shapeOf(element) === undefined;
    const body = isEmptyTuple(from) ? this.silently : isPossible ? this.possibly : this;
    if (condition) noteFault(this.setting, conditionFault(this.read(condition, inner)), condition);
    if (key) {
      const fault = keyFault(body.read(key, inner)) ?? this.repeatedKeyFault(expression);
      noteFault(this.setting, fault, key);
    }
    const type = body.read(value, inner);
    if (expression.grouped) return undefined;
    return { kind: key ? "map" : "list", element: condition ? ofSome(type) : type };
  }

  /** Keys of two elements that are equal, if all are literals. */
  private repeatedKeyFault(expression: ForExpression): Fault | undefined {
    if (this.certainty !== "certain" || expression.key === undefined || expression.grouped) return undefined;
    const listOfKeys = { ...expression, key: undefined, value: expression.key };
    const keys = this.types.constantsOf(this.module).valueOf(listOfKeys, this.file);
    return keys?.kind === "list" && !keys.open ? repeatedKeyFault(keys.elements) : undefined;
  }

  private readIndex({ object, key, ...span }: GetIndex, bound: Bound): ExpressionType | undefined {
    const from = this.read(object, bound);
    const keyType = this.read(key, bound);
    const among = from?.kind === "group" ? (from.instances ?? from) : from;
    noteFault(this.setting, indexFault(among, keyType), { start: object.end, end: span.end });
    const value = keyType?.kind === "primitive" ? keyType.value : undefined;
    if (from?.kind === "object")
      return value === undefined || from.of === "module" ? undefined : from.member(String(value));
    if (from?.kind === "tuple" && value !== undefined) return from.elements[Number(value)];
    return elementOf(from);
  }

  private readAccess(expression: GetAttribute, bound: Bound): ExpressionType | undefined {
    const named = this.readName(expression, bound);
    if (named) return named.type;
    const object = this.read(expression.object, bound);
    const isOfAddress = this.isAddress(expression.object, bound);
    // behind a local value or an output, the instances of for_each are an object like any other
    const isObject = object?.kind === "group" && object.repetition === "for_each" && !isOfAddress;
    if (isObject && !object.instances) return object.instance;
    const from = isObject ? object.instances : object;
    if (!from) return undefined;
    const step = attributeStep(from, expression.name);
    const before = this.file.written(expression.object);
    this.noteRead({ from, name: expression.name, step, before, isOfAddress }, expression.nameSpan);
    return step.kind === "type" ? step.type : undefined;
  }

  /** The type of a name that the module declares: a variable, resource, data source, local value or module call. */
  private readName({ object, name }: GetAttribute, bound: Bound): { type: ExpressionType | undefined } | undefined {
    if (object.kind === "variable" && !bound.has(object.name)) {
      switch (object.name) {
        case "var":
          return { type: this.types.variable(this.module, name) };
        case "local":
          return { type: this.types.local(this.module, name) };
        case "module":
          return { type: this.types.call(this.module, name) };
        case "path":
          return { type: STRING };
        default:
          return { type: this.types.resource(this.module, `${object.name}.${name}`) };
      }
    }
    if (object.kind !== "attribute-access" || object.object.kind !== "variable") return undefined;
    const root = object.object.name;
    if ((root !== "data" && root !== "ephemeral") || bound.has(root)) return undefined;
    return { type: this.types.resource(this.module, `${root}.${object.name}.${name}`) };
  }

  private readCall(call: FunctionCall, bound: Bound): ExpressionType | undefined {
    const name = this.module.functionName(call.name);
    const { args } = call;
    const isCaught = name === "try" || name === "can";
    const types = isCaught ? this.readCaught(args, bound) : args.map((argument) => this.read(argument, bound));
    this.found?.faults.push(...callFaults({ ...call, name }, types, this.certainty, this.setting));
    if (name === "try") return undefined;
    const decoded = this.types.decoded(this.module, call, this.file);
    if (decoded) return decoded;
    return callResult(name, call.expandLast ? takenApart(types) : types);
  }

  /**
   * Arguments of `try` and `can`: errors in them are caught, except those that Terraform finds before evaluating
   * anything.
   */
  private readCaught(args: readonly Expression[], bound: Bound): (ExpressionType | undefined)[] {
    if (!this.found) return args.map((argument) => this.read(argument, bound));
    const found = { reads: [], faults: [], misfits: [] } satisfies Findings;
    const reader = new ExpressionReader({ ...this.setting, found });
    const types = args.map((argument) => reader.read(argument, bound));
    this.found.reads.push(...(found.reads as AttributeRead[]).filter(({ isOfAddress }) => isOfAddress));
    return types;
  }

  /** Whether an expression is a resource's address, which Terraform checks everywhere: `aws_sqs_queue.jobs[0]`. */
  private isAddress(expression: Expression, bound: Bound): boolean {
    if (expression.kind === "index")
      return expression.key.kind === "literal" && this.isAddress(expression.object, bound);
    if (expression.kind !== "attribute-access") return false;
    if (expression.object.kind === "variable" && expression.object.name === "local") return false;
    const type = this.readName(expression, bound)?.type;
    return type?.kind === "instance" || type?.kind === "group";
  }

  private readObject(
    items: Extract<Expression, { kind: "object" }>["items"],
    bound: Bound,
  ): ExpressionType | undefined {
    const members = new Map<string, ExpressionType | undefined>();
    for (const { key, name, value } of items) {
      if (name === undefined) noteFault(this.setting, keyFault(this.read(key, bound)), key);
      const type = this.read(value, bound);
      if (name !== undefined) members.set(name, type);
    }
    if (items.every(({ name }) => name !== undefined)) return closedObject(members);
    return { kind: "object", of: "configuration", member: (name) => members.get(name) };
  }

  private readTemplate(
    { parts, heredoc }: Extract<Expression, { kind: "template" }>,
    bound: Bound,
  ): ExpressionType | undefined {
    const [only] = parts;
    if (parts.length === 1 && only?.kind === "interpolation" && !heredoc) return this.read(only.expression, bound);
    const texts = parts.map((part) => {
      const type = this.readPart(part, bound);
      if (part.kind === "text") return part.value;
      return type?.kind === "primitive" && type.value !== undefined ? String(type.value) : undefined;
    });
    return { kind: "primitive", name: "string", value: joined(texts) };
  }

  /** Returns the type of an interpolation. */
  private readPart(part: TemplatePart, bound: Bound): ExpressionType | undefined {
    switch (part.kind) {
      case "text":
        return undefined;
      case "interpolation": {
        const type = this.read(part.expression, bound);
        noteFault(this.setting, interpolationFault(type), part.expression);
        return type;
      }
      case "if":
        noteFault(this.setting, conditionFault(this.read(part.condition, bound)), part.condition);
        for (const inner of [...part.then, ...part.otherwise]) this.possibly.readPart(inner, bound);
        return undefined;
      case "for-directive": {
        const from = this.read(part.collection, bound);
        noteFault(this.setting, iterationFault(from, "for"), part.collection);
        const outer = isSurelyFilled(from) ? bound : seenBySome(bound);
        const inner = new Map([...outer, [part.value, eachElementOf(from)]]);
        if (part.key !== undefined) inner.set(part.key, undefined);
        for (const each of part.body) this.possibly.readPart(each, inner);
        return undefined;
      }
    }
  }

  private noteSplat({ object, each }: Splat, from: ExpressionType | undefined): void {
    if (from?.kind !== "group" || from.repetition !== "for_each") return;
    if (each.kind !== "attribute-access" || each.object.kind !== "variable") return;
    const before = this.file.written(object);
    this.noteRead({ from, name: each.name, step: { kind: "needs-values" }, before, isOfAddress: false }, object);
  }

  private noteRead(
    { from, name, step, before, isOfAddress }: Omit<AttributeRead, "at" | "isCertain">,
    span: Span,
  ): void {
    if (!this.found) return;
    const isCertain = this.certainty === "certain";
    // not by a spread, which is slow for what is added to it, and there are many
    this.found.reads.push({ from, name, step, before, isOfAddress, at: placeOf(span, this.file), isCertain });
  }
}

/** The type of strings. */
export const STRING: ExpressionType = { kind: "primitive", name: "string" };
const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%"]);

/** Whether a type is that of an empty tuple. */
export function isEmptyTuple(type: ExpressionType | undefined): boolean {
  return type?.kind === "tuple" && type.elements.length === 0;
}

function literalType(value: number | boolean | null): ExpressionType {
  return value === null ? { kind: "null" } : writtenType(value);
}

/** The types of arguments, with the last one expanded; for a list of unknown length, one element stands for all. */
function takenApart(types: readonly (ExpressionType | undefined)[]): readonly (ExpressionType | undefined)[] {
  const last = types.at(-1);
  return [...types.slice(0, -1), ...(last?.kind === "tuple" ? last.elements : [elementOf(last)])];
}

/** The text of some parts; undefined if one of them is not known, or if the text is too long. */
function joined(parts: readonly (string | undefined)[]): string | undefined {
  let text = "";
  for (const part of parts) {
    if (part === undefined || text.length + part.length > limits.text) return undefined;
    text += part;
  }
  return text;
}
