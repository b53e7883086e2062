import type { BoundFile, FunctionUnit, Scope } from "../program/scope.ts";
import { sdkResult } from "../sdk/sdk.ts";
import type { CallExpression, Expression } from "../syntax.ts";
import { BoundNames } from "./bound-names.ts";
import { externalResult, methodResult } from "./call-results.ts";
import { Collections } from "./collections.ts";
import { isEnvironment } from "./environment.ts";
import { Exports, type Imports } from "./exports.ts";
import { KnownCalls } from "./known-calls.ts";
import { Members } from "./members.ts";
import { templateTexts, withFallback } from "./text-parts.ts";
import {
  type Bound,
  type CallSite,
  type CodeValue,
  type Frame,
  type Instance,
  limited,
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
  readonly collections = new Collections(this);
  /** The calls of the program's functions, which determine the values of parameters. */
  readonly calls = new KnownCalls();
  readonly names = new BoundNames(this, this.calls);
  private readonly known = new Map<Expression, readonly CodeValue[]>();
  private readonly inProgress = new Set<unknown>();
  /** What is in progress within each call. */
  private readonly framed = new WeakMap<Frame, Set<unknown>>();
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

  /** The values that an expression may have. */
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
        return this.names.values(expression.name, scope, frame);
      case "member":
        return limited(at(expression.object).flatMap((value) => this.member(value, expression.name, expression.count)));
      case "index":
        return this.collections.indexed(at(expression.object), at(expression.key));
      case "call":
        return this.callValues(expression, scope, frame);
      case "object":
        return [{ kind: "object", node: expression, scope, frame, assigned: undefined }];
      case "list":
        return [{ kind: "list", elements: expression.elements.map((inner) => ({ expression: inner, scope, frame })) }];
      case "function": {
        const unit = scope.file.functions.get(expression.function);
        const within = scope.file.file.language === "java" ? frame : undefined;
        return unit ? [{ kind: "function", function: unit, within }] : [UNKNOWN];
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

  /** One of the results of a call; a call that is not known to return several returns the first. */
  private result(value: CodeValue, index: number): readonly CodeValue[] {
    if (value.kind === "list") return this.collections.elements(value, index);
    return [index === 0 ? value : UNKNOWN];
  }

  /** The value of `value.name`. `count`: the number of arguments that it is called with, where that matters. */
  member(value: CodeValue, name: string, count?: number): readonly CodeValue[] {
    return this.members.of(value, name, count);
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
    if (isKnown) return limited(results);
    if (isTracing(expression)) return limited(site.arguments[0]?.values() ?? []);
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
          outer: callee.within ?? frame,
        });
      case "class":
        return [{ kind: "instance", class: callee.class, made: site }];
      case "instance":
        return this.resultOfInstance(callee, site, file, frame);
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

  /** An object that can be called, or the class that a method of it gets as `cls`. */
  private resultOfInstance(
    of: Instance,
    site: CallSite,
    file: BoundFile,
    frame: Frame | undefined,
  ): readonly CodeValue[] {
    const called = this.member(of, "__call__").filter(({ kind }) => kind === "function");
    if (called.length === 0) return [{ kind: "instance", class: of.class, made: of.made && site }];
    return called.flatMap((each) => this.resultOf(each, site, file, frame));
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
    return limited(values.length === 0 ? [UNKNOWN] : values);
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
}

/** Whether the last value that a function returns is one of its parameters. */
function endsWithParameter({ returns, scope }: FunctionUnit): boolean {
  const last = returns.at(-1)?.expression;
  if (returns.length < 2 || last?.kind !== "name") return false;
  return scope.bindings.get(last.name)?.some(({ kind }) => kind === "parameter") ?? false;
}

function isTracing({ callee }: CallExpression): boolean {
  const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  return /^(?:capture|instrument|wrap)/.test(name);
}
