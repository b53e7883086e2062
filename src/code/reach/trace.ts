import { innerExpressions } from "../inner-expressions.ts";
import type { BoundFile, ClassUnit, FunctionUnit, Root, Scope, Work } from "../program/scope.ts";
import type { CallExpression, Expression } from "../syntax.ts";
import { Evaluator } from "../values/evaluator.ts";
import type { Imports } from "../values/exports.ts";
import type { CallSite, CodeValue, PassedArgument } from "../values/value.ts";
import { CallRecorder } from "./call-recorder.ts";
import { constructorsRun, functionalMethods } from "./java-reach.ts";
import { MissedMembers } from "./missed-members.ts";
import { ReachedCode, type TracedPlace } from "./reached-code.ts";
import { callsWithin, framesOnSelf } from "./self-calls.ts";
import { CallCollector, type TracedCall } from "./traced-calls.ts";

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

/** A file that is loaded first, and the names of its functions that are called from outside. */
interface ProgramEntry {
  readonly file: BoundFile;
  readonly names: readonly string[];
}

/**
 * The limit of rounds; each finds the calls of functions that the previous one made known, and later ones are left out.
 */
const MAX_ROUNDS = 8;

/** Traces a program from its entries: finds out what of it runs, and which calls of AWS that contains. */
export function traceProgram(entries: readonly ProgramEntry[], imports: Imports): Trace {
  const evaluator = new Evaluator(imports);
  const reached = new ReachedCode(imports, evaluator);
  const tracer = new Tracer(evaluator, reached);
  tracer.run(entries);
  const { calls, foreign } = collectCalls(reached, evaluator);
  const missed = new MissedMembers(reached, evaluator);
  return {
    evaluator,
    calls: [...calls, ...missed.amongst(tracer.openMembers)],
    objects: [...tracer.objects.values()],
    files: [...reached.files],
    packages: reached.packages,
    foreign,
  };
}

function collectCalls(reached: ReachedCode, evaluator: Evaluator): CallCollector {
  const collector = new CallCollector(evaluator);
  for (const file of reached.files) collector.collect(file.work, undefined);
  for (const unit of reached.classes)
    for (const { value } of unit.node.fields)
      collector.collectFrom({ expression: value, scope: unit.scope, frame: undefined });
  for (const unit of reached.functions) {
    const sites = callsWithin(unit, evaluator.calls);
    // each call separately, so that values of one call are not mixed with those of another
    if (sites.length === 0) collector.collect(unit.work, undefined);
    for (const call of sites) collector.collect(unit.work, { function: unit, call, outer: undefined });
  }
  return collector;
}

/** Visits the code that runs, again and again until no more of it is found. */
class Tracer {
  readonly objects = new Map<Expression, CodeValue>();
  private readonly evaluator: Evaluator;
  private readonly reached: ReachedCode;
  private readonly recorder: CallRecorder;
  /** Names of members accessed on unknown objects, and where. */
  readonly openMembers = new Map<string, TracedPlace>();
  /** Classes that others extend. */
  private readonly extended = new Set<ClassUnit>();
  /** The function whose expressions are visited. */
  private current: FunctionUnit | undefined;

  constructor(evaluator: Evaluator, reached: ReachedCode) {
    this.evaluator = evaluator;
    this.reached = reached;
    this.recorder = new CallRecorder(evaluator, reached);
  }

  /** Visits everything that runs from the entries. */
  run(entries: readonly ProgramEntry[]): void {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const before = this.extent;
      this.evaluator.forget();
      for (const { file, names } of entries) {
        this.reached.addFile(file);
        for (const name of names) this.reached.add(this.evaluator.exports.of(file, name));
      }
      this.walkReached();
      if (this.extent === before) return;
    }
  }

  /** A number that grows with everything that is found. */
  private get extent(): number {
    return this.reached.size + this.evaluator.calls.size + this.openMembers.size;
  }

  private walkReached(): void {
    for (const file of this.reached.files) this.noteExtended(file);
    for (const file of this.reached.files) this.walkWork(file.work);
    for (const unit of this.reached.functions) {
      this.current = unit;
      this.walkWork(unit.work);
    }
    this.current = undefined;
    for (const file of this.reached.files) this.walkSubclasses(file);
    for (const unit of this.reached.classes) this.walkClass(unit);
  }

  private noteExtended({ classes }: BoundFile): void {
    for (const unit of classes.values())
      for (const base of unit.node.bases.length === 0 ? [] : this.evaluator.members.basesOf(unit))
        if (base.kind === "class") this.extended.add(base.class);
  }

  /** Python's classes can note which others extend them. */
  private walkSubclasses({ file, classes }: BoundFile): void {
    if (file.language !== "python") return;
    for (const unit of classes.values())
      if (this.evaluator.members.isNotedByBase(unit)) this.reached.add([{ kind: "class", class: unit }]);
  }

  private walkWork(work: Work): void {
    for (const root of work.roots) this.walkRoot(root);
    for (const unit of work.registered) this.reached.addFunction(unit);
    for (const { call, scope, function: unit } of work.decorated) {
      const values = (): readonly CodeValue[] => [{ kind: "function", function: unit }];
      const site = { arguments: [{ name: undefined, isSpread: false, values }] };
      for (const decorator of this.valuesOf(call.callee, scope)) this.recorder.called(decorator, call, site);
    }
  }

  private walkRoot({ expression, scope, isKept }: Root): void {
    if (isKept) this.walkKept(expression, scope);
    else this.walk(expression, scope);
  }

  private walkClass(unit: ClassUnit): void {
    for (const { value } of unit.node.fields) this.walkKept(value, unit.scope);
    if (unit.scope.file.file.language === "java") {
      for (const method of functionalMethods(unit, this.evaluator)) this.reached.addFunction(method);
      return;
    }
    for (const [name, method] of unit.methods)
      if (
        /^(?:constructor|__\w+__)$/.test(name) ||
        this.openMembers.has(name) ||
        isFrameworkClass(unit, this.evaluator)
      )
        this.reached.addFunction(method);
  }

  /** Visits an expression: the calls it makes, and the functions that run. */
  private walk(expression: Expression, scope: Scope): void {
    switch (expression.kind) {
      case "function": {
        const unit = scope.file.functions.get(expression.function);
        if (unit) this.reached.addFunction(unit);
        return;
      }
      case "object":
        this.noteObject(expression, scope);
        break;
      case "name":
        this.reached.add(this.valuesOf(expression, scope));
        return;
      case "member":
        this.walkMember(expression, scope);
        return;
      case "index":
        for (const value of this.valuesOf(expression.object, scope))
          this.reached.add(this.evaluator.collections.contents(value));
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
    this.reached.add(values);
    this.walkGetters(expression, objects, scope);
    // a class may call a method that only its subclasses have
    const isInherited =
      (objects.some(({ kind }) => kind === "instance") && values.some(({ kind }) => kind === "unknown")) ||
      this.mayBeExtended(expression.object, objects, scope);
    if (objects.length > 0 && objects.every(({ kind }) => kind !== "unknown") && !isInherited) return;
    if (!this.openMembers.has(expression.name))
      this.openMembers.set(expression.name, { file: scope.file, start: expression.start });
  }

  /** Whether something is known by its class alone, so that it may be of one that extends this. */
  private mayBeExtended(object: Expression, values: readonly CodeValue[], { file }: Scope): boolean {
    const isOwn = object.kind === "name" && /^(?:this|self|super|cls)$/.test(object.name);
    if (file.file.language === "go" || isOwn) return false;
    return values.some((value) => value.kind === "instance" && !value.made && this.extended.has(value.class));
  }

  /** Reading a property calls its function. */
  private walkGetters(
    expression: Extract<Expression, { kind: "member" }>,
    objects: readonly CodeValue[],
    scope: Scope,
  ): void {
    const { name } = expression;
    if (!objects.some((object) => this.evaluator.members.getterOf(object, name))) return;
    const frames = framesOnSelf(expression, scope, this.current, this.evaluator);
    const onSelf = frames.flatMap(({ call: { self } }) => (self ? [self] : []));
    for (const object of onSelf.length > 0 ? onSelf : objects) {
      const getter = this.evaluator.members.getterOf(object, name);
      if (!getter) continue;
      this.reached.addFunction(getter);
      const self = object.kind === "instance" && object.made ? object : undefined;
      this.evaluator.calls.add(getter, expression, { arguments: [], self });
    }
  }

  private walkCall(expression: CallExpression, scope: Scope): void {
    this.walk(expression.callee, scope);
    for (const { value } of expression.arguments) this.walk(value, scope);
    const callees = this.valuesOf(expression.callee, scope);
    const site = this.evaluator.siteOf(expression, scope, undefined);
    for (const callee of callees) {
      if (isImport(callee))
        for (const source of textsIn(site.arguments[0]))
          this.reached.addImport(source, ["*"], scope.file, expression.start);
      this.reached.add([callee]);
      const made = callee.kind === "class" ? constructorsRun(callee.class, site, this.evaluator) : [];
      for (const each of made) this.reached.addFunction(each);
    }
    this.recordCall(expression, callees, site, scope);
    this.recorder.passed(expression, site, scope);
    if (callees.some(({ kind }) => kind === "external" || kind === "unknown"))
      this.recorder.passedToPackage(site, scope);
    this.reached.add(this.valuesOf(expression, scope).filter(({ kind }) => kind === "function"));
  }

  /** Records a call for each object of the method around it; in other functions, once. */
  private recordCall(expression: CallExpression, callees: readonly CodeValue[], site: CallSite, scope: Scope): void {
    const frames = framesOnSelf(expression.callee, scope, this.current, this.evaluator);
    for (const frame of frames) {
      const own = this.evaluator.siteOf(expression, scope, frame);
      const methods = this.evaluator.evaluate({ expression: expression.callee, scope, frame });
      this.reached.add(methods);
      for (const callee of methods) this.recorder.called(callee, expression, own);
    }
    if (frames.length === 0) for (const callee of callees) this.recorder.called(callee, expression, site);
  }

  private valuesOf(expression: Expression, scope: Scope): readonly CodeValue[] {
    return this.evaluator.evaluate({ expression, scope, frame: undefined });
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
