import { overloadName } from "../languages/java-overloads.ts";
import { ANY_MEMBER } from "../member-target.ts";
import type { ClassUnit, FunctionUnit, Located } from "../program/scope.ts";
import { sdkMember } from "../sdk/sdk.ts";
import type { Expression } from "../syntax.ts";
import { ITERATIONS } from "./call-results.ts";
import { environmentOf, isEnvironment } from "./environment.ts";
import type { Evaluator } from "./evaluator.ts";
import { calledOn, Instances, isWithin } from "./instances.ts";
import { isSetDifferently } from "./java-setters.ts";
import { type CodeValue, type Instance, plainTexts, UNKNOWN } from "./value.ts";

/** What the members of objects, classes and instances may be. */
export class Members {
  private readonly evaluator: Evaluator;
  private readonly instances: Instances;

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
    this.instances = new Instances(evaluator);
  }

  /** The value of `value.name`. */
  of(value: CodeValue, name: string, count?: number): readonly CodeValue[] {
    if (isEnvironment(value)) return environmentOf(name);
    switch (value.kind) {
      case "object":
        return this.objectMember(value, name);
      case "keywords":
        return this.keyword(value, name);
      case "instance":
        return this.instanceMember(value.class, { name, count }, value);
      case "class":
        return this.instanceMember(value.class, { name, count }, value.self);
      case "module":
        // `module.exports`
        if (name === "exports" && value.file.file.language === "javascript" && !value.file.exports.has(name))
          return [value];
        return this.evaluator.exports.of(value.file, name);
      case "external":
        return [sdkMember(value, name) ?? this.evaluator.exports.ofPackage(value, name)];
      case "sdk":
        return [sdkMember(value, name) ?? { kind: "method", of: value, name }];
      case "function":
        // call and apply are equivalent to the function
        return [isCallOf(value, name) ? value : { kind: "method", of: value, name }];
      case "list":
      case "text":
        return [{ kind: "method", of: value, name }];
      case "unknown":
        return [ITERATIONS.has(name) ? { kind: "method", of: value, name } : UNKNOWN];
      case "method":
        return [UNKNOWN];
    }
  }

  /** A keyword argument, which may be passed on out of others: `send(**request)`. */
  private keyword({ arguments: passed }: Extract<CodeValue, { kind: "keywords" }>, name: string): readonly CodeValue[] {
    const own = passed.find((argument) => argument.name === name);
    if (own) return own.values();
    const within = passed.filter((argument) => argument.name === "**").flatMap(({ values }) => values());
    const found = within.flatMap((value) => this.of(value, name)).filter(({ kind }) => kind !== "method");
    return found.length > 0 ? found : [UNKNOWN];
  }

  private objectMember(value: Extract<CodeValue, { kind: "object" }>, name: string): readonly CodeValue[] {
    const { node, scope, frame, assigned } = value;
    const at = (expression: Expression) => this.evaluator.evaluate({ expression, scope, frame });
    const own = node.entries.filter(({ key }) => key === name);
    const after = [...(assigned?.get(name) ?? []), ...(assigned?.get(ANY_MEMBER) ?? [])];
    const later = after.flatMap((located) => this.evaluator.evaluate({ ...located, frame: undefined }));
    const getter = this.getterOf(value, name);
    if (getter) return this.evaluator.returnsOf(getter, undefined);
    if (own.length > 0 || later.length > 0) return [...own.flatMap((entry) => at(entry.value)), ...later];
    const computed = node.entries.filter(
      ({ computedKey }) => computedKey && plainTexts(at(computedKey)).includes(name),
    );
    if (computed.length > 0) return computed.flatMap((entry) => at(entry.value));
    const spread = node.spreads.flatMap((inner) => at(inner)).flatMap((inner) => this.of(inner, name));
    if (spread.length > 0) return spread;
    // methods of every dictionary
    return /^(?:get|pop|setdefault|update|items|keys|values|copy)$/.test(name)
      ? [{ kind: "method", of: value, name }]
      : [];
  }

  private instanceMember(unit: ClassUnit, member: MemberName, of: Instance | undefined): readonly CodeValue[] {
    const { name } = member;
    const method = methodOf(unit, member);
    const self = of?.made ? of : undefined;
    if (method?.node.isProperty) return this.evaluator.returnsOf(method, self && calledOn(self, method));
    const assigned = unit.members.get(name);
    const fields = this.fieldValues(unit, name, self).map((value) => withMembers(value, assigned));
    if (method)
      return [{ kind: "function", function: method, self }, ...fields.filter(({ kind }) => kind !== "function")];
    if (fields.length > 0 || unit.fields.has(name)) return fields;
    const bases = this.basesOf(unit);
    if (bases.length === 0) return [UNKNOWN];
    const inherited = bases.flatMap((each) => {
      if (each.kind === "class" || each.kind === "instance") return this.instanceMember(each.class, member, of);
      if (each.kind === "sdk") return this.of(each, name);
      // pydantic sets each field from the environment variable of its name
      const isSettings = each.kind === "external" && each.path.at(-1) === "BaseSettings";
      return isSettings ? environmentOf(name.toUpperCase()) : [UNKNOWN];
    });
    const known = inherited.filter(({ kind }) => kind !== "unknown");
    return known.length > 0 ? known : [UNKNOWN];
  }

  /** The values that a class extends. */
  basesOf({ node, scope }: ClassUnit): readonly CodeValue[] {
    return node.bases.flatMap((expression) => this.evaluator.evaluate({ expression, scope, frame: undefined }));
  }

  /** What runs when a class is instantiated: its own constructor, or the one that it inherits. */
  constructorOf(unit: ClassUnit, count: number): FunctionUnit | undefined {
    const { language } = unit.scope.file.file;
    // constructors are not inherited, and there may be several
    if (language === "java")
      return methodOf(unit, { name: "constructor", count }) ?? this.anonymousConstructor(unit, count);
    return this.inherited(unit, ({ methods }) => methods.get("constructor") ?? methods.get("__init__"));
  }

  /** A class without a name is made with the arguments of the class that it extends. */
  private anonymousConstructor(unit: ClassUnit, count: number): FunctionUnit | undefined {
    const [base] = unit.node.name === undefined ? this.basesOf(unit) : [];
    return base?.kind === "class" ? this.constructorOf(base.class, count) : undefined;
  }

  /** What may run when an object of a class is made; several constructors only in Java. */
  constructorsOf(unit: ClassUnit): readonly FunctionUnit[] {
    if (unit.scope.file.file.language !== "java") {
      const only = this.constructorOf(unit, 0);
      return only ? [only] : [];
    }
    return [...unit.methods].flatMap(([name, method]) => (/^constructor(?:$|\/)/.test(name) ? [method] : []));
  }

  /** Whether a class that another one extends runs code for it. */
  isNotedByBase(unit: ClassUnit): boolean {
    if (unit.node.bases.length === 0) return false;
    const noting = this.inherited(unit, (each) => (each === unit ? undefined : each.methods.get("__init_subclass__")));
    return noting !== undefined;
  }

  /** The function that reading a member calls. */
  getterOf(value: CodeValue, name: string): FunctionUnit | undefined {
    if (value.kind === "object") {
      const getter = value.node.entries.find((entry) => entry.key === name && isGetter(entry.value))?.value;
      return getter?.kind === "function" ? value.scope.file.functions.get(getter.function) : undefined;
    }
    if (value.kind !== "instance" && value.kind !== "class") return undefined;
    const method = this.inherited(value.class, ({ methods }) => methods.get(name));
    return method?.node.isProperty ? method : undefined;
  }

  /** The result for a class, or else for the nearest of its base classes. */
  private inherited<T>(unit: ClassUnit, find: (of: ClassUnit) => T | undefined): T | undefined {
    const seen = new Set<ClassUnit>();
    for (let next = [unit]; next.length > 0; ) {
      const own = next.map(find).find((each) => each !== undefined);
      if (own !== undefined) return own;
      for (const each of next) seen.add(each);
      next = next
        .flatMap((each) => this.basesOf(each))
        .flatMap((base) => (base.kind === "class" && !seen.has(base.class) ? [base.class] : []));
    }
    return undefined;
  }

  private fieldValues(unit: ClassUnit, name: string, self: Instance | undefined): readonly CodeValue[] {
    const { fields, node, scope } = unit;
    const made = self ? this.instances.constructionsIn(self, unit) : [];
    // what a constructor sets that did not make the object does not count
    const others = made.length > 0 ? this.constructorsOf(unit) : [];
    const given = (fields.get(name) ?? []).flatMap((located) => {
      const isIn = ({ scope: inner }: FunctionUnit) => isWithin(located.scope, inner);
      const frame = made.find((each) => isIn(each.function));
      if (frame) return this.evaluator.evaluate({ ...located, frame });
      if (others.some(isIn)) return [];
      const isOpen = isSetDifferently(unit, located, this.evaluator.calls);
      return isOpen ? [UNKNOWN] : this.evaluator.evaluate({ ...located, frame: undefined });
    });
    const type = node.types?.get(name);
    const values = orTyped(given, () => (type ? this.evaluator.names.typed({ expression: type, scope }) : []));
    // an object that is created elsewhere makes its fields unknown: with declared types, only known values count
    const known = node.types ? values.filter(({ kind }) => kind !== "unknown") : values;
    return known.length > 0 ? known : values;
  }
}

/**
 * Whether calling a member of a function calls the function: in Java, by the method of an interface that a lambda is.
 */
function isCallOf({ function: { scope } }: Extract<CodeValue, { kind: "function" }>, name: string): boolean {
  const isJava = scope.file.file.language === "java";
  return /^(?:call|apply)$/.test(name) || (isJava && /^(?:run|get|accept|test)$/.test(name));
}

/** The name of a member, and the number of arguments that it is called with, where that matters. */
interface MemberName {
  readonly name: string;
  readonly count?: number | undefined;
}

/** The method of a class itself that a name stands for. */
function methodOf({ methods }: ClassUnit, { name, count }: MemberName): FunctionUnit | undefined {
  const only = methods.get(name);
  if (only) return count === undefined || takes(only, count) ? only : undefined;
  if (count !== undefined) return methods.get(overloadName(name, count)) ?? methods.get(overloadName(name, undefined));
  const all = [...methods].filter(([key]) => key.startsWith(overloadName(name, undefined).slice(0, -1)));
  const most = Math.max(...all.map(([, { node }]) => node.parameters.length));
  return all.find(([, { node }]) => node.parameters.length === most)?.[1];
}

function takes({ node: { parameters } }: FunctionUnit, count: number): boolean {
  return parameters.length === count || parameters.some(({ rest }) => rest !== undefined);
}

/** Values of something with a declared type; the type is used if nothing else is known. */
export function orTyped(values: readonly CodeValue[], typed: () => readonly CodeValue[]): readonly CodeValue[] {
  const isKnown = (value: CodeValue) => value.kind !== "unknown";
  if (values.some(isKnown)) return values;
  const found = typed();
  return found.some(isKnown) ? found : values;
}

/** An object together with later assignments to its members. */
export function withMembers(
  value: CodeValue,
  assigned: ReadonlyMap<string, readonly Located[]> | undefined,
): CodeValue {
  const isOpen = value.kind === "object" || (value.kind === "sdk" && /^(?:session|builder)$/.test(value.sdk.kind));
  return assigned && isOpen ? { ...value, assigned } : value;
}

function isGetter(value: Expression): boolean {
  return value.kind === "function" && value.function.isProperty;
}
