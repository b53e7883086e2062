import type { Expression, FunctionCall } from "../../../hcl/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import { limits } from "../../../limits.ts";
import {
  type MergedBlock,
  type Module,
  overriddenIn,
  type Place,
  parseTypeConstraint,
  type TypeConstraint,
  type Value,
} from "../../../terraform/index.ts";
import { isWhole } from "../declarations/whole-module.ts";
import { type DeclaredType, declaredTypes, typeVersions } from "../schema/schema-walk.ts";
import { ConstantExpressions } from "./constant-expressions.ts";
import { closedObject, fromConstraint, fromValue } from "./constructed-types.ts";
import type { ExpressionType, GroupType, InstanceType, ObjectType, TupleType } from "./expression-type.ts";

/** Determines the type of an expression in a module. */
type ReadType = (
  types: ModuleTypes,
  module: Module,
  expression: Expression,
  file: Place["file"],
) => ExpressionType | undefined;

/** Locals and outputs that depend on each other over more steps than this have no type. */
const MAX_DEPTH = 200;

/** The types of modules' declarations, each computed when first asked for. */
export class ModuleTypes {
  private readonly stack: Stack;
  private readonly read: ReadType;
  private readonly declared = new Map<Module, ReadonlyMap<string, DeclaredType>>();
  private readonly resources = new Map<DeclaredType, InstanceType | GroupType>();
  private readonly inferred = new Map<Module, Map<string, ExpressionType | undefined>>();
  private readonly constants = new Map<Module, ConstantExpressions>();
  private readonly decodedCalls = new Map<FunctionCall, ExpressionType | undefined>();
  private readonly overridden = new Map<Module, ReturnType<typeof overriddenIn>>();
  private depth = 0;

  constructor(stack: Stack, read: ReadType) {
    this.stack = stack;
    this.read = read;
  }

  get root(): Module {
    return this.stack.root;
  }

  of(module: Module, expression: Expression, file: Place["file"]): ExpressionType | undefined {
    return this.read(this, module, expression, file);
  }

  /** @param address as Terraform writes it within the module */
  resource(module: Module, address: string): InstanceType | GroupType | undefined {
    const declared = this.declaredIn(module).get(address);
    if (!declared) return undefined;
    const known = this.resources.get(declared);
    if (known) return known;
    const type = this.typeOf(module, declared);
    if (type) this.resources.set(declared, type);
    return type;
  }

  private typeOf(module: Module, declared: DeclaredType): InstanceType | GroupType | undefined {
    const schema = typeVersions(declared);
    if (!schema) return undefined;
    const instance: InstanceType = { kind: "instance", schema, of: declared, path: [] };
    const repetition = repetitionOf(declared.block);
    if (!repetition) return instance;
    const instances = this.instancesOf(module, declared.block, instance);
    return { kind: "group", repetition, address: declared.address, instance, instances };
  }

  /** All instances of a block, if count or for_each is the same for everyone. */
  private instancesOf(
    module: Module,
    { attributes }: MergedBlock,
    instance: ExpressionType,
  ): TupleType | ObjectType | undefined {
    const count = attributes.get("count");
    const written = count ?? attributes.get("for_each");
    const value = written && this.constantsOf(module).valueOf(written.node.expression, written.file);
    if (!value) return undefined;
    if (count) {
      const number = value.kind === "known" ? Number(value.value) : Number.NaN;
      const isCount = Number.isInteger(number) && number >= 0 && number <= limits.instancesPerBlock;
      return isCount ? { kind: "tuple", elements: Array<ExpressionType>(number).fill(instance) } : undefined;
    }
    const keys = keysOf(value);
    return keys && closedObject(new Map(keys.map((key) => [key, instance])));
  }

  local(module: Module, name: string): ExpressionType | undefined {
    const declared = module.declared.locals.get(name);
    return declared && this.once(module, `local.${name}`, declared.node.expression, declared.file);
  }

  variable(module: Module, name: string): ExpressionType | undefined {
    const constraint = this.constraint(module, name);
    return constraint && fromConstraint(constraint);
  }

  /** The type that a variable is declared with. */
  constraint(module: Module, name: string): TypeConstraint | undefined {
    const type = module.declared.variables.get(name)?.attributes.get("type");
    return type && parseTypeConstraint(type.node.expression, (inner) => module.evaluate(inner, type.file));
  }

  constantsOf(module: Module): ConstantExpressions {
    const known = this.constants.get(module) ?? new ConstantExpressions(module);
    this.constants.set(module, known);
    return known;
  }

  /** The type of decoded text that is the same for everyone. */
  decoded(module: Module, call: FunctionCall, file: Place["file"]): ExpressionType | undefined {
    if (!this.decodedCalls.has(call)) {
      const value = this.constantsOf(module).decoded(call, file);
      this.decodedCalls.set(call, value && fromValue(value));
    }
    return this.decodedCalls.get(call);
  }

  /** A test for whether an override file replaces an argument. */
  overriddenIn(module: Module): ReturnType<typeof overriddenIn> {
    const known = this.overridden.get(module) ?? overriddenIn(module.directory.files);
    this.overridden.set(module, known);
    return known;
  }

  /** The outputs of a called module. */
  call(module: Module, name: string): ExpressionType | undefined {
    const declared = module.declared.moduleCalls.get(name);
    const [called] = module.calledBy(name);
    if (!declared || !called) return undefined;
    const outputs: ExpressionType = {
      kind: "object",
      of: "module",
      member: (output) => this.output(called, output),
      names: isWhole(called) ? [...called.declared.outputs.keys()] : undefined,
    };
    const repetition = repetitionOf(declared);
    if (!repetition) return outputs;
    return (
      this.instancesOf(module, declared, outputs) ?? { kind: repetition === "count" ? "list" : "map", element: outputs }
    );
  }

  private output(module: Module, name: string): ExpressionType | undefined {
    const value = module.declared.outputs.get(name)?.attributes.get("value");
    return value && this.once(module, `output.${name}`, value.node.expression, value.file);
  }

  private once(module: Module, key: string, expression: Expression, file: Place["file"]): ExpressionType | undefined {
    const ofModule = this.inferred.get(module) ?? new Map<string, ExpressionType | undefined>();
    this.inferred.set(module, ofModule);
    if (ofModule.has(key)) return ofModule.get(key);
    // a self-reference has no type
    ofModule.set(key, undefined);
    if (this.depth > MAX_DEPTH) return undefined;
    this.depth++;
    const type = this.read(this, module, expression, file);
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

/** The keys of for_each, if all of them are known. */
function keysOf(value: Value): readonly string[] | undefined {
  if (value.kind === "object") return value.open ? undefined : [...value.entries.keys()];
  if (value.kind !== "list" || value.open) return undefined;
  const keys = value.elements.map((element) => (element.kind === "known" ? String(element.value) : undefined));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function repetitionOf({ attributes }: MergedBlock): "count" | "for_each" | undefined {
  if (attributes.has("count")) return "count";
  return attributes.has("for_each") ? "for_each" : undefined;
}
