import type { Scope } from "../program/scope.ts";
import type { CallExpression } from "../syntax.ts";
import { ITERATIONS } from "../values/call-results.ts";
import type { Evaluator } from "../values/evaluator.ts";
import { namesSelf } from "../values/instances.ts";
import type { CallSite, CodeValue } from "../values/value.ts";
import { type HandedOver, handedOver } from "./handed-over.ts";
import type { ReachedCode } from "./reached-code.ts";

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

/** Records which functions of the program a call calls, now or later, and with which arguments. */
export class CallRecorder {
  private readonly evaluator: Evaluator;
  private readonly reached: ReachedCode;

  constructor(evaluator: Evaluator, reached: ReachedCode) {
    this.evaluator = evaluator;
    this.reached = reached;
  }

  /** Records the values that a call passes to a function of the program. */
  called(callee: CodeValue, expression: CallExpression, site: CallSite): void {
    const unit = this.functionIn(callee, site.arguments.length);
    if (!unit) return;
    const self = callee.kind === "function" ? callee.self : undefined;
    const passed = namesSelf(expression) ? site.arguments.slice(1) : site.arguments;
    this.evaluator.calls.add(unit, expression, { ...site, arguments: passed, self });
  }

  /** Records the functions that a call passes on to be called, with the values that they will be called with. */
  passed(expression: CallExpression, site: CallSite, scope: Scope): void {
    const passed = handedOver(expression, site, this.evaluator) ?? this.calledWithElements(expression, site, scope);
    if (!passed || passed.arguments.length === 0) return;
    for (const value of passed.functions)
      if (value.kind === "function") this.evaluator.calls.add(value.function, expression, passed);
  }

  /** Reaches the methods that a package of Go calls on what it gets: `http.Handle("/", server)`. */
  passedToPackage({ arguments: passed }: CallSite, { file }: Scope): void {
    if (file.file.language !== "go") return;
    for (const value of passed.flatMap((argument) => argument.values()))
      if (value.kind === "instance")
        for (const name of CALLED_BY_PACKAGES) this.reached.add(this.evaluator.member(value, name));
  }

  private functionIn(callee: CodeValue, count: number) {
    if (callee.kind === "function") return callee.function;
    return callee.kind === "class" || callee.kind === "instance"
      ? this.evaluator.members.constructorOf(callee.class, count)
      : undefined;
  }

  /** `tables.forEach(scan)`, `executor.map(scan, tables)`: a function that is called with each element of a list. */
  private calledWithElements({ callee }: CallExpression, site: CallSite, scope: Scope): HandedOver | undefined {
    if (callee.kind !== "member") return undefined;
    const [first, ...others] = site.arguments;
    const isIteration = ITERATIONS.has(callee.name) && others.length === 0;
    if (!isIteration && callee.name !== "map") return undefined;
    const list = isIteration
      ? () => this.evaluator.evaluate({ expression: callee.object, scope, frame: undefined })
      : others[0]?.values;
    const values = () => (list?.() ?? []).flatMap((value) => this.evaluator.collections.elements(value));
    return { functions: first?.values() ?? [], arguments: [{ name: undefined, isSpread: false, values }] };
  }
}
