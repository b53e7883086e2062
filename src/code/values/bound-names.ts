import type { Binding, FunctionUnit, Located, Scope, Step } from "../program/scope.ts";
import type { Evaluator } from "./evaluator.ts";
import { Implementers } from "./implementers.ts";
import { methodAround } from "./instances.ts";
import type { KnownCalls } from "./known-calls.ts";
import { NOTHING } from "./listed-values.ts";
import { orTyped, withMembers } from "./members.ts";
import { passedTo } from "./passed-arguments.ts";
import { withFallback } from "./text-parts.ts";
import { type Bound, type CodeValue, type Frame, type Instance, limited, UNKNOWN } from "./value.ts";

/** What the names in scopes may be: variables, parameters, functions, classes and imports. */
export class BoundNames {
  private readonly evaluator: Evaluator;
  private readonly calls: KnownCalls;
  readonly implementers: Implementers;
  private readonly inProgress = new Set<unknown>();

  constructor(evaluator: Evaluator, calls: KnownCalls) {
    this.evaluator = evaluator;
    this.calls = calls;
    this.implementers = new Implementers(evaluator);
  }

  /** The values that a name may have in a scope. */
  values(name: string, scope: Scope, frame: Frame | undefined): readonly CodeValue[] {
    const owner = scope.find(name);
    if (!owner) return [ownExports(name, scope) ?? { kind: "external", source: "", path: [name] }];
    const guard = frame ? undefined : owner.bindings.get(name);
    if (guard && this.inProgress.has(guard)) return [];
    if (guard) this.inProgress.add(guard);
    const valuesOf = (isType: boolean) =>
      (owner.bindings.get(name) ?? [])
        .filter(({ kind }) => (kind === "type") === isType)
        .flatMap((binding) => this.bindingValues(binding, frame, owner));
    const values = orTyped(valuesOf(false), () => valuesOf(true));
    if (guard) this.inProgress.delete(guard);
    const assigned = owner.members.get(name);
    return limited(values.map((value) => withMembers(value, assigned)));
  }

  private bindingValues(binding: Binding, frame: Frame | undefined, owner: Scope): readonly CodeValue[] {
    const { evaluator } = this;
    switch (binding.kind) {
      case "type":
        return this.typed(binding.value);
      case "value": {
        const bound = { ...binding.value, frame };
        return this.follow(evaluator.evaluate(bound), binding.path, bound);
      }
      case "function":
        return [{ kind: "function", function: binding.function }];
      case "class":
        return [{ kind: "class", class: binding.class }];
      case "self":
        return [selfIn(frame, binding.method) ?? { kind: "instance", class: binding.class, made: undefined }];
      case "super": {
        const self = selfIn(frame, binding.method);
        const bases = evaluator.members.basesOf(binding.class);
        return bases.map((base) => (base.kind === "class" ? { ...base, self } : base));
      }
      case "import":
        return evaluator.exports.imported(binding.source, binding.imported, owner.file);
      case "parameter":
        return this.parameterValues(binding, frame);
    }
  }

  /** Something of a type, which may be any object of its class. */
  typed(type: Located): readonly CodeValue[] {
    const values = this.evaluator.evaluate({ ...type, frame: undefined });
    if (type.scope.file.file.language === "go") return values;
    return values.map((value) => {
      if (value.kind !== "instance") return value;
      const only = value.class.node.isAbstract ? this.implementers.only(value.class) : undefined;
      return { ...value, class: only ?? value.class, made: undefined };
    });
  }

  private parameterValues(
    { function: unit, parameter, index, path }: Extract<Binding, { kind: "parameter" }>,
    frame: Frame | undefined,
  ): readonly CodeValue[] {
    let own = frame;
    while (own && own.function !== unit) own = own.outer;
    const sites = !own ? this.calls.of(unit) : own.call.isAny ? this.calls.onSameObject(unit, own.call) : [own.call];
    const fallback = parameter.fallback;
    const scope = unit.scope.outer ?? unit.scope;
    const otherwise = () =>
      fallback ? this.evaluator.evaluate({ expression: fallback, scope, frame: own?.outer }) : [];
    const given = sites.flatMap(
      (site) => passedTo(site, parameter, index)?.flatMap((argument) => argument()) ?? otherwise(),
    );
    // a caller that is not read may omit the argument
    const values = sites.length === 0 ? [...otherwise(), UNKNOWN] : given;
    return this.follow(values, path, { expression: fallback ?? NOTHING, scope, frame: undefined });
  }

  /** The values that a path leads to from the given ones. */
  private follow(values: readonly CodeValue[], path: readonly Step[], at: Bound): readonly CodeValue[] {
    let found = values;
    for (const step of path) {
      if (step.kind === "element")
        found = found.flatMap((value) => this.evaluator.collections.elements(value, step.index));
      if (step.kind === "entry") {
        const inner = found.flatMap((value) => this.evaluator.member(value, step.name));
        const isThere = inner.some(({ kind }) => kind !== "unknown");
        found =
          step.fallback === undefined
            ? inner
            : withFallback([isThere ? inner : [], this.evaluator.evaluate({ ...at, expression: step.fallback })]);
      }
    }
    return limited(found);
  }
}

/** `exports` and `module.exports`, where a file uses what it exports. */
function ownExports(name: string, { file }: Scope): CodeValue | undefined {
  const isOwn = file.file.language === "javascript" && (name === "exports" || name === "module");
  return isOwn ? { kind: "module", file } : undefined;
}

/** The object that `this` is in a method, or in a function written in one. */
function selfIn(frame: Frame | undefined, method: FunctionUnit): Instance | undefined {
  for (let at = frame; at; at = at.outer) if (at.call.self && methodAround(at.function) === method) return at.call.self;
  return undefined;
}
