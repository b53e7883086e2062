import { innerExpressions } from "../inner-expressions.ts";
import type { FunctionUnit, Scope } from "../program/scope.ts";
import { sdkCalls } from "../sdk/sdk.ts";
import { dynamic } from "../sdk/sdk-call.ts";
import type { Expression } from "../syntax.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { ReachedCode, TracedPlace } from "./reached-code.ts";
import type { TracedCall } from "./traced-calls.ts";

/**
 * The functions that may run without that being known: those that call AWS, and are members of something under a name
 * that is used of something unknown.
 */
export class MissedMembers {
  private readonly reached: ReachedCode;
  private readonly evaluator: Evaluator;

  constructor(reached: ReachedCode, evaluator: Evaluator) {
    this.reached = reached;
    this.evaluator = evaluator;
  }

  /** As gaps, the names among these that one of them has. */
  amongst(names: ReadonlyMap<string, TracedPlace>): readonly TracedCall[] {
    return [...names].flatMap(([name, { file, start }]) =>
      this.has(name) ? [{ call: dynamic(`what ${name} is called on is not known`), file, start }] : [],
    );
  }

  private has(name: string): boolean {
    for (const file of new Set([...this.reached.files, ...this.evaluator.names.implementers.files])) {
      const methods = [...file.classes.values()]
        .filter((unit) => file.file.language === "java" || !this.reached.classes.has(unit))
        .flatMap(({ methods: own }) => own.get(name) ?? []);
      if ([...methods, ...(file.members.get(name) ?? [])].some((unit) => this.callsAws(unit, new Set()))) return true;
    }
    return false;
  }

  private callsAws(unit: FunctionUnit, seen: Set<FunctionUnit>): boolean {
    if (seen.has(unit) || this.reached.functions.has(unit)) return false;
    seen.add(unit);
    return unit.work.roots.some(({ expression, scope }) => this.isCall(expression, scope, seen));
  }

  private isCall(expression: Expression, scope: Scope, seen: Set<FunctionUnit>): boolean {
    const { evaluator } = this;
    if (expression.kind === "function") {
      const unit = scope.file.functions.get(expression.function);
      return unit !== undefined && this.callsAws(unit, seen);
    }
    if (expression.kind === "call") {
      const site = evaluator.siteOf(expression, scope, undefined);
      const callees = evaluator.evaluate({ expression: expression.callee, scope, frame: undefined });
      const { language } = scope.file.file;
      for (const callee of callees) {
        if (sdkCalls(callee, site, language, evaluator).length > 0) return true;
        if (callee.kind === "function" && this.callsAws(callee.function, seen)) return true;
      }
    }
    return innerExpressions(expression).some((inner) => this.isCall(inner, scope, seen));
  }
}
