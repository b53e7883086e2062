import { externalResult, methodResult } from "./call-results.ts";
import { isEnvironment } from "./environment.ts";
import { Exports, type Imports } from "./exports.ts";
import { methodAround } from "./instances.ts";
import { NOTHING } from "./listed-values.ts";
import { Members, orTyped, withMembers } from "./members.ts";
import { passedTo } from "./passed-arguments.ts";
import type { Binding, BoundFile, FunctionUnit, Scope, Step } from "./scope.ts";
import { sdkResult } from "./sdk.ts";
import { resourceElement } from "./sdk-boto3-resource.ts";
import type { CallExpression, Expression } from "./syntax.ts";
import { templateTexts, withFallback } from "./text-parts.ts";
import {
  type Bound,
  type CallSite,
  type CodeValue,
  type Frame,
  type Instance,
  MAX_OPTIONS,
  plainTexts,
  textValue,
  UNKNOWN,
} from "./value.ts";

/** How many nested calls are followed: enough for ordinary code, and a bound for the rest. */
const MAX_FRAMES = 8;
const MAX_STEPS = 400_000;

/**
 * Computes the values that expressions may have. The order of execution is ignored: a name may have any value that it
 * is ever given.
 */
export class Evaluator {
  /** The names of other files and of packages. */
  readonly exports: Exports;
  readonly members = new Members(this);
  private readonly known = new Map<Expression, readonly CodeValue[]>();
  private readonly inProgress = new Set<unknown>();
  private readonly spreading = new Set<unknown>();
  /** What is in progress within each call. */
  private readonly framed = new WeakMap<Frame, Set<unknown>>();
  private readonly sites = new Map<FunctionUnit, Map<Expression, Map<string, CallSite>>>();
  private steps = 0;

  constructor(imports: Imports) {
    this.exports = new Exports(imports, this);
  }

  /** Whether evaluation was cut short because the program is too large. */
  get isExhausted(): boolean {
    return this.steps > MAX_STEPS;
  }

  /** Discards all results, as more calls have become known. */
  forget(): void {
    this.known.clear();
  }

  /** Records a call of a function, one for each object that it is a method of; returns whether it is new. */
  addCall(unit: FunctionUnit, expression: Expression, site: CallSite): boolean {
    const known = this.sites.get(unit) ?? new Map<Expression, Map<string, CallSite>>();
    this.sites.set(unit, known);
    const here = known.get(expression) ?? new Map<string, CallSite>();
    known.set(expression, here);
    const isOne = here.size < MAX_OPTIONS;
    const key = isOne ? (site.self?.made?.at?.() ?? "") : "";
    if (here.has(key)) return false;
    here.set(key, isOne ? site : { ...site, self: undefined });
    return true;
  }

  callsOf(unit: FunctionUnit): readonly CallSite[] {
    return [...(this.sites.get(unit)?.values() ?? [])].flatMap((here) => [...here.values()]);
  }

  private callsOn(unit: FunctionUnit, { self }: CallSite): readonly CallSite[] {
    return this.callsOf(unit).filter((site) => !site.self || site.self === self);
  }

  evaluate({ expression, scope, frame }: Bound): readonly CodeValue[] {
    if (++this.steps > MAX_STEPS) return [UNKNOWN];
    const cached = frame ? undefined : this.known.get(expression);
    if (cached) return cached;
    // a name that is defined by its own earlier value: `body = decode(body)`
    const busy = frame ? this.busyIn(frame) : this.inProgress;
    if (busy.has(expression)) return [];
    busy.add(expression);
    const values = this.read(expression, scope, frame);
    busy.delete(expression);
    if (!frame) this.known.set(expression, values);
    return values;
  }

  private busyIn(frame: Frame): Set<unknown> {
    const busy = this.framed.get(frame) ?? new Set();
    this.framed.set(frame, busy);
    return busy;
  }

  private read(expression: Expression, scope: Scope, frame: Frame | undefined): readonly CodeValue[] {
    const at = (inner: Expression): readonly CodeValue[] => this.evaluate({ expression: inner, scope, frame });
    switch (expression.kind) {
      case "text":
        return [textValue(expression.value)];
      case "template":
        return templateTexts(expression.parts, at);
      case "name":
        return this.nameValues(expression.name, scope, frame);
      case "member":
        return this.limit(at(expression.object).flatMap((value) => this.member(value, expression.name)));
      case "index":
        return this.indexed(at(expression.object), at(expression.key));
      case "call":
        return this.callValues(expression, scope, frame);
      case "object":
        return [{ kind: "object", node: expression, scope, frame, assigned: undefined }];
      case "list":
        return [{ kind: "list", elements: expression.elements.map((inner) => ({ expression: inner, scope, frame })) }];
      case "function": {
        const unit = scope.file.functions.get(expression.function);
        return unit ? [{ kind: "function", function: unit }] : [UNKNOWN];
      }
      case "class": {
        const unit = scope.file.classes.get(expression.class);
        return unit ? [{ kind: "class", class: unit }] : [UNKNOWN];
      }
      case "either":
        return withFallback(expression.options.map(at));
      case "assignment":
        return at(expression.value);
      case "result":
        return at(expression.call).flatMap((value) => this.result(value, expression.index));
      case "other":
        return [UNKNOWN];
    }
  }

  /** What a name may be in a scope. */
  nameValues(name: string, scope: Scope, frame: Frame | undefined): readonly CodeValue[] {
    const owner = scope.find(name);
    if (!owner) return [{ kind: "external", source: "", path: [name] }];
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
    return this.limit(values.map((value) => withMembers(value, assigned)));
  }

  private bindingValues(binding: Binding, frame: Frame | undefined, owner: Scope): readonly CodeValue[] {
    switch (binding.kind) {
      case "type":
        return this.evaluate({ ...binding.value, frame: undefined });
      case "value":
        return this.follow(this.evaluate({ ...binding.value, frame }), binding.path, { ...binding.value, frame });
      case "function":
        return [{ kind: "function", function: binding.function }];
      case "class":
        return [{ kind: "class", class: binding.class }];
      case "self":
        return [selfIn(frame, binding.method) ?? { kind: "instance", class: binding.class, made: undefined }];
      case "super": {
        const self = selfIn(frame, binding.method);
        return this.members.basesOf(binding.class).map((base) => (base.kind === "class" ? { ...base, self } : base));
      }
      case "import":
        return this.exports.imported(binding.source, binding.imported, owner.file);
      case "parameter":
        return this.parameterValues(binding, frame);
    }
  }

  private parameterValues(
    { function: unit, parameter, index, path }: Extract<Binding, { kind: "parameter" }>,
    frame: Frame | undefined,
  ): readonly CodeValue[] {
    let own = frame;
    while (own && own.function !== unit) own = own.outer;
    const sites = !own ? this.callsOf(unit) : own.call.isAny ? this.callsOn(unit, own.call) : [own.call];
    const fallback = parameter.fallback;
    const scope = unit.scope.outer ?? unit.scope;
    const otherwise = () => (fallback ? this.evaluate({ expression: fallback, scope, frame: own?.outer }) : []);
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
      if (step.kind === "element") found = found.flatMap((value) => this.elements(value, step.index));
      if (step.kind === "entry") {
        const inner = found.flatMap((value) => this.member(value, step.name));
        const isThere = inner.some(({ kind }) => kind !== "unknown");
        found =
          step.fallback === undefined
            ? inner
            : withFallback([isThere ? inner : [], this.evaluate({ ...at, expression: step.fallback })]);
      }
    }
    return this.limit(found);
  }

  /** One of the values that a call gives: what it gives itself, where it is not known to give several. */
  private result(value: CodeValue, index: number): readonly CodeValue[] {
    if (value.kind === "list") return this.elements(value, index);
    return [index === 0 ? value : UNKNOWN];
  }

  /** The elements of a list, or one of them; unknown for values that are not lists. */
  elements(value: CodeValue, index?: number): readonly CodeValue[] {
    if (value.kind === "sdk") return [resourceElement(value.sdk) ?? UNKNOWN];
    if (value.kind !== "list") return [UNKNOWN];
    const chosen = index === undefined ? value.elements : value.elements.slice(index, index + 1);
    const found = chosen.flatMap((element) => this.evaluate(element));
    // `[...others, one]`
    const spread = index === undefined ? this.spreadElements(value, found) : [];
    return this.limit([...found, ...spread]);
  }

  private spreadElements(
    list: Extract<CodeValue, { kind: "list" }>,
    found: readonly CodeValue[],
  ): readonly CodeValue[] {
    // a list that is made of what it was before: `entries = append(entries, entry)`
    const guard = list.elements[0]?.expression;
    if (this.spreading.has(guard)) return [];
    this.spreading.add(guard);
    const elements = found.flatMap((each) => (each.kind === "list" ? this.elements(each) : []));
    this.spreading.delete(guard);
    return elements;
  }

  /** The known keys of an object, and whether these are all. */
  keys(value: CodeValue): { readonly keys: readonly CodeValue[]; readonly isComplete: boolean } {
    if (value.kind !== "object") return { keys: [], isComplete: false };
    const { node, scope, frame } = value;
    const keys = node.entries.flatMap(({ key, computedKey }) =>
      key !== undefined
        ? [textValue(key)]
        : computedKey
          ? this.evaluate({ expression: computedKey, scope, frame })
          : [],
    );
    return { keys, isComplete: node.spreads.length === 0 };
  }

  /** All values in an object or a list. */
  contents(value: CodeValue): readonly CodeValue[] {
    if (value.kind === "list") return this.elements(value);
    if (value.kind !== "object") return [];
    const { node, scope, frame, assigned } = value;
    const later = [...(assigned?.values() ?? [])].flat();
    return [
      ...node.entries.flatMap((entry) => this.evaluate({ expression: entry.value, scope, frame })),
      ...later.flatMap((located) => this.evaluate({ ...located, frame: undefined })),
    ];
  }

  /** The value of `value.name`. */
  member(value: CodeValue, name: string): readonly CodeValue[] {
    return this.members.of(value, name);
  }

  private indexed(objects: readonly CodeValue[], keys: readonly CodeValue[]): readonly CodeValue[] {
    const names = plainTexts(keys);
    return this.limit(
      objects.flatMap((object) => {
        if (names.length > 0 && object.kind !== "list") return names.flatMap((name) => this.member(object, name));
        if (object.kind === "list") return this.elements(object);
        if (object.kind === "object") return this.contents(object);
        // a function with the types that it is for, in Go
        if (object.kind === "function") return [object];
        if (object.kind !== "sdk") return [UNKNOWN];
        return [resourceElement(object.sdk) ?? { kind: "method" as const, of: object, name: "?" }];
      }),
    );
  }

  private callValues(expression: CallExpression, scope: Scope, frame: Frame | undefined): readonly CodeValue[] {
    const { callee: called } = expression;
    if (called.kind === "member" && called.name === "bind")
      return this.evaluate({ expression: called.object, scope, frame });
    const site = this.siteOf(expression, scope, frame);
    const callees = this.evaluate({ expression: expression.callee, scope, frame });
    const results = callees.flatMap((callee) => this.resultOf(callee, site, scope.file, frame));
    const isKnown = results.some(({ kind }) => kind !== "unknown");
    // tracers return their argument: captureAWSv3Client(client), captureAWS(require("aws-sdk"))
    if (isKnown) return this.limit(results);
    if (isTracing(expression)) return this.limit(site.arguments[0]?.values() ?? []);
    // functions that validate the whole environment return it: cleanEnv(process.env, …), schema.parse(process.env)
    const environment = site.arguments.flatMap((argument) => argument.values()).find(isEnvironment);
    return environment ? [environment] : results;
  }

  /** What a call in a file returns. `frame`: the call whose function contains this one. */
  resultOf(callee: CodeValue, site: CallSite, file: BoundFile, frame?: Frame): readonly CodeValue[] {
    switch (callee.kind) {
      case "function":
        return this.returnsOf(callee.function, {
          function: callee.function,
          call: callee.self ? { ...site, self: callee.self } : site,
          outer: frame,
        });
      case "class":
        return [{ kind: "instance", class: callee.class, made: site }];
      case "external":
        return externalResult(callee, site, file, this);
      case "method":
        return methodResult(callee, site, file, this);
      case "sdk":
        return sdkResult(callee, site, file.file.language) ?? [UNKNOWN];
      default:
        return [UNKNOWN];
    }
  }

  /** What a function returns, in a call or in general. */
  returnsOf(unit: FunctionUnit, frame: Frame | undefined): readonly CodeValue[] {
    let depth = 0;
    for (let at = frame?.outer; at; at = at.outer) if (at.function === unit || ++depth > MAX_FRAMES) return [];
    if (this.inProgress.has(unit)) return [];
    this.inProgress.add(unit);
    const given = unit.returns.map((located) => this.evaluate({ ...located, frame }));
    // `if value, ok := os.LookupEnv(name); ok { return value }`, and then `return fallback`
    const values = endsWithParameter(unit) ? withFallback(given) : given.flat();
    this.inProgress.delete(unit);
    return this.limit(values.length === 0 ? [UNKNOWN] : values);
  }

  /** The arguments of a call, evaluated lazily. */
  siteOf(expression: CallExpression, scope: Scope, frame: Frame | undefined): CallSite {
    return {
      at: () => `${scope.file.file.path}:${expression.start}${frame ? ` < ${frame.call.at?.() ?? ""}` : ""}`,
      arguments: expression.arguments.map(({ name, value, isSpread }) => ({
        name,
        isSpread,
        values: () => this.evaluate({ expression: value, scope, frame }),
      })),
    };
  }

  private limit(values: readonly CodeValue[]): readonly CodeValue[] {
    const distinct = [...new Set(values)];
    return distinct.length > MAX_OPTIONS ? [...distinct.slice(0, MAX_OPTIONS), UNKNOWN] : distinct;
  }
}

/** The object that `this` is in a method, or in a function written in one. */
function selfIn(frame: Frame | undefined, method: FunctionUnit): Instance | undefined {
  for (let at = frame; at; at = at.outer) if (at.call.self && methodAround(at.function) === method) return at.call.self;
  return undefined;
}

/** Whether what a function gives in the end is what it was told. */
function endsWithParameter({ returns, scope }: FunctionUnit): boolean {
  const last = returns.at(-1)?.expression;
  if (returns.length < 2 || last?.kind !== "name") return false;
  return scope.bindings.get(last.name)?.some(({ kind }) => kind === "parameter") ?? false;
}

function isTracing({ callee }: CallExpression): boolean {
  const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  return /^(?:capture|instrument|wrap)/.test(name);
}
