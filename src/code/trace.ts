import { ITERATIONS } from "./call-results.ts";
import { Evaluator } from "./evaluator.ts";
import type { Imports } from "./exports.ts";
import { type HandedOver, handedOver } from "./handed-over.ts";
import { innerExpressions } from "./inner-expressions.ts";
import { calledOn, methodAround, namesSelf } from "./instances.ts";
import type { BoundFile, ClassUnit, FunctionUnit, Root, Scope, Work } from "./scope.ts";
import type { CallExpression, Expression } from "./syntax.ts";
import { CallCollector, type TracedCall } from "./traced-calls.ts";
import type { CallSite, CodeValue, Frame, Instance, PassedArgument } from "./value.ts";

/** The result of tracing a program. */
export interface Trace {
  readonly evaluator: Evaluator;
  readonly calls: readonly TracedCall[];
  /** Every object literal in the code, for requests that are built piece by piece. */
  readonly objects: readonly CodeValue[];
  readonly files: readonly BoundFile[];
  /** Imported packages and where they are imported. */
  readonly packages: ReadonlyMap<string, TracedPlace>;
  /** Services, by IAM prefix, none of whose clients needs the function's role. */
  readonly foreign: ReadonlySet<string>;
}

/** A place in a file. */
interface TracedPlace {
  readonly file: BoundFile;
  readonly start: number;
}

/** Methods of interfaces that packages take: of net/http, aws-lambda-go/lambda, io, encoding/json. */
const CALLED_BY_PACKAGES = [
  "ServeHTTP",
  "RoundTrip",
  "Invoke",
  "Handle",
  "Read",
  "Write",
  "Close",
  "MarshalJSON",
  "UnmarshalJSON",
];

/**
 * The limit of rounds; each finds the calls of functions that the previous one made known, and later ones are left out.
 */
const MAX_ROUNDS = 8;

/** Traces a program from the files that are loaded first and the functions that are called from outside. */
export function traceProgram(
  entries: readonly { readonly file: BoundFile; readonly names: readonly string[] }[],
  imports: Imports,
): Trace {
  const tracer = new Tracer(imports);
  for (const { file, names } of entries) tracer.enter(file, names);
  tracer.run();
  return tracer.result();
}

class Tracer {
  readonly evaluator: Evaluator;
  private readonly imports: Imports;
  private readonly files = new Set<BoundFile>();
  private readonly functions = new Set<FunctionUnit>();
  private readonly classes = new Set<ClassUnit>();
  private readonly objects = new Map<Expression, CodeValue>();
  private readonly packages = new Map<string, TracedPlace>();
  /** Names of members accessed on unknown objects. */
  private readonly openMembers = new Set<string>();
  private readonly entered: { readonly file: BoundFile; readonly names: readonly string[] }[] = [];
  private hasChanged = false;
  /** The function whose expressions are visited. */
  private current: FunctionUnit | undefined;

  constructor(imports: Imports) {
    this.imports = imports;
    this.evaluator = new Evaluator(imports);
  }

  enter(file: BoundFile, names: readonly string[]): void {
    this.entered.push({ file, names });
  }

  run(): void {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      this.hasChanged = false;
      this.evaluator.forget();
      for (const { file, names } of this.entered) {
        this.reachFile(file);
        for (const name of names) this.reach(this.evaluator.exports.of(file, name));
      }
      for (const file of this.files) this.walkWork(file.work);
      for (const unit of this.functions) {
        this.current = unit;
        this.walkWork(unit.work);
      }
      this.current = undefined;
      for (const unit of this.classes) this.walkClass(unit);
      if (!this.hasChanged) return;
    }
  }

  result(): Trace {
    const collector = new CallCollector(this.evaluator);
    for (const file of this.files) collector.collect(file.work, undefined);
    for (const unit of this.classes)
      for (const { value } of unit.node.fields)
        collector.collectFrom({ expression: value, scope: unit.scope, frame: undefined });
    for (const unit of this.functions) {
      const sites = this.sitesWithin(unit);
      // each call separately, so that values of one call are not mixed with those of another
      if (sites.length === 0) collector.collect(unit.work, undefined);
      for (const call of sites) collector.collect(unit.work, { function: unit, call, outer: undefined });
    }
    return {
      evaluator: this.evaluator,
      calls: collector.calls,
      objects: [...this.objects.values()],
      files: [...this.files],
      packages: this.packages,
      foreign: collector.foreign,
    };
  }

  /** The calls of a function; of one that is written in a method, for each of the objects that this is called on. */
  private sitesWithin(unit: FunctionUnit): readonly CallSite[] {
    const sites = this.evaluator.callsOf(unit);
    const method = methodAround(unit);
    if (!method || method === unit) return sites;
    const selves = this.selvesOf(method);
    if (selves.length === 0) return sites;
    if (sites.length === 0) return selves.map((self) => calledOn(self, unit).call);
    return sites.flatMap((call) => selves.map((self) => ({ ...call, self })));
  }

  /** The objects that a method is called on, where all of them are known. */
  private selvesOf(method: FunctionUnit): readonly Instance[] {
    const sites = this.evaluator.callsOf(method);
    const selves = sites.flatMap(({ self }) => (self ? [self] : []));
    return selves.length === sites.length ? selves : [];
  }

  private walkWork(work: Work): void {
    for (const root of work.roots) this.walkRoot(root);
    for (const unit of work.registered) this.reachFunction(unit);
    for (const { call, scope, function: unit } of work.decorated) {
      const values = (): readonly CodeValue[] => [{ kind: "function", function: unit }];
      const site = { arguments: [{ name: undefined, isSpread: false, values }] };
      for (const decorator of this.valuesOf(call.callee, scope)) this.register(decorator, call, site);
    }
  }

  private walkRoot({ expression, scope, isKept }: Root): void {
    if (isKept) this.walkKept(expression, scope);
    else this.walk(expression, scope);
  }

  private walkClass(unit: ClassUnit): void {
    for (const { value } of unit.node.fields) this.walkKept(value, unit.scope);
    for (const [name, method] of unit.methods)
      if (
        /^(?:constructor|__\w+__)$/.test(name) ||
        this.openMembers.has(name) ||
        isFrameworkClass(unit, this.evaluator)
      )
        this.reachFunction(method);
  }

  /** Visits an expression: the calls it makes, and the functions that run. */
  private walk(expression: Expression, scope: Scope): void {
    switch (expression.kind) {
      case "function": {
        const unit = scope.file.functions.get(expression.function);
        if (unit) this.reachFunction(unit);
        return;
      }
      case "object":
        this.noteObject(expression, scope);
        break;
      case "name":
        this.reach(this.valuesOf(expression, scope));
        return;
      case "member":
        this.walkMember(expression, scope);
        return;
      case "index":
        for (const value of this.valuesOf(expression.object, scope)) this.reach(this.evaluator.contents(value));
        break;
      case "call":
        this.walkCall(expression, scope);
        return;
    }
    for (const inner of innerExpressions(expression)) this.walk(inner, scope);
  }

  /** The same for a value that is only stored: functions written in it do not run yet. */
  private walkKept(expression: Expression, scope: Scope): void {
    switch (expression.kind) {
      case "function":
        return;
      case "object":
        this.noteObject(expression, scope);
        break;
      case "either":
      case "list":
        break;
      default:
        this.walk(expression, scope);
        return;
    }
    for (const inner of innerExpressions(expression)) this.walkKept(inner, scope);
  }

  private noteObject(node: Extract<Expression, { kind: "object" }>, scope: Scope): void {
    this.objects.set(node, { kind: "object", node, scope, frame: undefined, assigned: undefined });
  }

  private walkMember(expression: Extract<Expression, { kind: "member" }>, scope: Scope): void {
    this.walk(expression.object, scope);
    const objects = this.valuesOf(expression.object, scope);
    const values = this.valuesOf(expression, scope);
    this.reach(values);
    this.walkGetters(expression, objects, scope);
    // a class may call a method that only its subclasses have
    const isInherited =
      objects.some(({ kind }) => kind === "instance") && values.some(({ kind }) => kind === "unknown");
    if (objects.length > 0 && objects.every(({ kind }) => kind !== "unknown") && !isInherited) return;
    if (this.openMembers.has(expression.name)) return;
    this.openMembers.add(expression.name);
    this.hasChanged = true;
  }

  /** Reading a property calls its function. */
  private walkGetters(
    expression: Extract<Expression, { kind: "member" }>,
    objects: readonly CodeValue[],
    scope: Scope,
  ): void {
    const { name } = expression;
    if (!objects.some((object) => this.evaluator.members.getterOf(object, name))) return;
    const onSelf = this.framesOnSelf(expression, scope).flatMap(({ call: { self } }) => (self ? [self] : []));
    for (const object of onSelf.length > 0 ? onSelf : objects) {
      const getter = this.evaluator.members.getterOf(object, name);
      if (!getter) continue;
      this.reachFunction(getter);
      const self = object.kind === "instance" && object.made ? object : undefined;
      if (this.evaluator.addCall(getter, expression, { arguments: [], self })) this.hasChanged = true;
    }
  }

  private walkCall(expression: CallExpression, scope: Scope): void {
    this.walk(expression.callee, scope);
    for (const { value } of expression.arguments) this.walk(value, scope);
    const callees = this.valuesOf(expression.callee, scope);
    const site = this.evaluator.siteOf(expression, scope, undefined);
    for (const callee of callees) {
      if (isImport(callee))
        for (const source of textsIn(site.arguments[0])) this.reachImport(source, ["*"], scope.file, expression.start);
      this.reach([callee]);
    }
    const onSelf = this.framesOnSelf(expression.callee, scope);
    for (const frame of onSelf) {
      const own = this.evaluator.siteOf(expression, scope, frame);
      const methods = this.evaluator.evaluate({ expression: expression.callee, scope, frame });
      this.reach(methods);
      for (const callee of methods) this.register(callee, expression, own);
    }
    if (onSelf.length === 0) for (const callee of callees) this.register(callee, expression, site);
    this.registerPassed(expression, site, scope);
    if (callees.some(({ kind }) => kind === "external" || kind === "unknown")) this.reachHanded(site, scope);
    this.reach(this.valuesOf(expression, scope).filter(({ kind }) => kind === "function"));
  }

  /** Within a method that uses another one of the same object, `this.write(order)`: one for each such object. */
  private framesOnSelf(member: Expression, scope: Scope): readonly Frame[] {
    const { current } = this;
    const method = current && methodAround(current);
    if (!method || member.kind !== "member") return [];
    return this.selvesOf(method)
      .map((self) => calledOn(self, current))
      .filter((frame) => {
        const { self } = frame.call;
        return this.evaluator
          .evaluate({ expression: member.object, scope, frame })
          .some((value) => value === self || (value.kind === "class" && value.self === self));
      });
  }

  /** Records the values that a call passes to a function of the program. */
  private register(callee: CodeValue, expression: CallExpression, site: CallSite): void {
    const unit =
      callee.kind === "function"
        ? callee.function
        : callee.kind === "class"
          ? this.evaluator.members.constructorOf(callee.class)
          : undefined;
    const self = callee.kind === "function" ? callee.self : undefined;
    const passed = namesSelf(expression) ? site.arguments.slice(1) : site.arguments;
    if (unit && this.evaluator.addCall(unit, expression, { ...site, arguments: passed, self })) this.hasChanged = true;
  }

  /** Methods that a package of Go calls of what it is handed: `http.Handle("/", server)`, `lambda.StartHandler(handler)`. */
  private reachHanded({ arguments: passed }: CallSite, { file }: Scope): void {
    if (file.file.language !== "go") return;
    for (const value of passed.flatMap((argument) => argument.values()))
      if (value.kind === "instance")
        for (const name of CALLED_BY_PACKAGES) this.reach(this.evaluator.member(value, name));
  }

  /** Records the values with which a function will be called that a call passes on. */
  private registerPassed(expression: CallExpression, site: CallSite, scope: Scope): void {
    const passed = handedOver(expression, site, this.evaluator) ?? this.calledWithElements(expression, site, scope);
    if (!passed || passed.arguments.length === 0) return;
    for (const value of passed.functions)
      if (value.kind === "function" && this.evaluator.addCall(value.function, expression, passed))
        this.hasChanged = true;
  }

  /** `tables.forEach(scan)`, `executor.map(scan, tables)`: a function that is called with each element of a list. */
  private calledWithElements({ callee }: CallExpression, site: CallSite, scope: Scope): HandedOver | undefined {
    if (callee.kind !== "member") return undefined;
    const [first, ...others] = site.arguments;
    const isIteration = ITERATIONS.has(callee.name) && others.length === 0;
    if (!isIteration && callee.name !== "map") return undefined;
    const list = isIteration ? () => this.valuesOf(callee.object, scope) : others[0]?.values;
    const values = () => (list?.() ?? []).flatMap((value) => this.evaluator.elements(value));
    return { functions: first?.values() ?? [], arguments: [{ name: undefined, isSpread: false, values }] };
  }

  private valuesOf(expression: Expression, scope: Scope): readonly CodeValue[] {
    return this.evaluator.evaluate({ expression, scope, frame: undefined });
  }

  private reach(values: readonly CodeValue[]): void {
    for (const value of values) {
      if (value.kind === "function") this.reachFunction(value.function);
      if (value.kind === "class" || value.kind === "instance") this.reachClass(value.class);
      if (value.kind === "module") this.reachFile(value.file);
    }
  }

  private reachFunction(unit: FunctionUnit): void {
    if (this.functions.has(unit)) return;
    this.functions.add(unit);
    this.hasChanged = true;
    this.reachFile(unit.scope.file);
    for (const { source, names, start } of unit.work.imports) this.reachImport(source, names, unit.scope.file, start);
  }

  private reachClass(unit: ClassUnit): void {
    if (this.classes.has(unit)) return;
    this.classes.add(unit);
    this.hasChanged = true;
    for (const base of unit.node.bases) this.reach(this.valuesOf(base, unit.scope));
  }

  private reachFile(file: BoundFile): void {
    if (this.files.has(file)) return;
    this.files.add(file);
    this.hasChanged = true;
    for (const { source, names, start } of file.work.imports) this.reachImport(source, names, file, start);
    for (const { source } of file.reexports) this.reachImport(source, [], file, 0);
  }

  private reachImport(source: string, names: readonly string[], from: BoundFile, start: number): void {
    const file = this.imports.resolve(source, from);
    const modules = names
      .flatMap((name) => (name === "*" ? [] : this.evaluator.exports.imported(source, name, from)))
      .flatMap((value) => (value.kind === "module" ? [value.file] : []));
    for (const each of file ? [file, ...modules] : modules) this.reachFile(each);
    // Python can import from a folder of the program that is no file itself
    const isOfProgram = file !== undefined || modules.length > 0;
    if (!isOfProgram && !this.packages.has(source)) this.packages.set(source, { file: from, start });
  }
}

/** Whether a class extends one of a package, which may call any of its methods. */
function isFrameworkClass({ node, scope }: ClassUnit, evaluator: Evaluator): boolean {
  const bases = node.bases.flatMap((expression) => evaluator.evaluate({ expression, scope, frame: undefined }));
  return bases.some(
    (value) =>
      (value.kind === "external" && value.source !== "") ||
      (value.kind === "class" && isFrameworkClass(value.class, evaluator)),
  );
}

/** CommonJS's `require`, or a dynamic `import`. */
function isImport(callee: CodeValue): boolean {
  return callee.kind === "external" && callee.source === "" && /^(?:require|import)$/.test(callee.path[0] ?? "");
}

/** The known texts that an argument begins with. */
function textsIn(argument: PassedArgument | undefined): readonly string[] {
  return (argument?.values() ?? []).flatMap((value) => {
    const [first] = value.kind === "text" ? value.parts : [];
    return typeof first === "string" ? [first] : [];
  });
}
