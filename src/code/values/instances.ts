import { innerExpressions } from "../inner-expressions.ts";
import type { ClassUnit, FunctionUnit, Located, Scope } from "../program/scope.ts";
import type { CallExpression, Expression } from "../syntax.ts";
import type { Evaluator } from "./evaluator.ts";
import type { CallSite, Frame, Instance } from "./value.ts";

/** The maximum depth of inheritance that is followed. */
const MAX_DEPTH = 8;

/** Distinguishes the objects of a class by the arguments of their constructor. */
export class Instances {
  private readonly evaluator: Evaluator;
  private readonly constructions = new WeakMap<CallSite, Map<ClassUnit, readonly Frame[]>>();

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * The calls of the constructors of a class that an object's class is or extends; in Java there may be several, of
   * which one calls another.
   */
  constructionsIn({ class: own, made }: Instance, unit: ClassUnit): readonly Frame[] {
    if (!made) return [];
    const known = this.constructions.get(made) ?? new Map<ClassUnit, readonly Frame[]>();
    this.constructions.set(made, known);
    const found = known.get(unit) ?? this.find(own, made, unit);
    known.set(unit, found);
    return found;
  }

  private find(own: ClassUnit, call: CallSite, unit: ClassUnit): readonly Frame[] {
    const { members } = this.evaluator;
    const made = members.constructorOf(own, call.arguments.length);
    const wanted = members.constructorsOf(unit);
    const found: Frame[] = [];
    let at: Frame | undefined = made && { function: made, call, outer: undefined };
    for (let depth = 0; at && depth <= MAX_DEPTH && found.length < wanted.length; depth++) {
      if (wanted.includes(at.function)) found.push(at);
      at = this.outward(at);
    }
    return found;
  }

  /** The call with which a constructor calls that of its base class: `super(table)`. */
  private outward(frame: Frame): Frame | undefined {
    const found = superCall(frame.function);
    if (!found) return undefined;
    const { call, scope } = found;
    const site = this.evaluator.siteOf(call, scope, frame);
    for (const callee of this.evaluator.evaluate({ expression: call.callee, scope, frame: undefined })) {
      if (callee.kind === "function") {
        const passed = namesSelf(call) ? { ...site, arguments: site.arguments.slice(1) } : site;
        return { function: callee.function, call: passed, outer: undefined };
      }
      const inherited =
        callee.kind === "class" ? this.evaluator.members.constructorOf(callee.class, site.arguments.length) : undefined;
      if (inherited) return { function: inherited, call: site, outer: undefined };
    }
    return undefined;
  }
}

interface LocatedCall {
  readonly call: CallExpression;
  readonly scope: Scope;
}

function superCall({ work }: FunctionUnit): LocatedCall | undefined {
  for (const { expression, scope } of work.roots) {
    const call = within(expression);
    if (call) return { call, scope };
  }
  return undefined;
}

function within(expression: Expression): CallExpression | undefined {
  if (expression.kind === "call" && isSuperCall(expression)) return expression;
  for (const inner of innerExpressions(expression)) {
    const found = within(inner);
    if (found) return found;
  }
  return undefined;
}

/** `super(table)`, `this(table)` in Java, `super().__init__(table)`, `Base.__init__(self, table)`. */
function isSuperCall(call: CallExpression): boolean {
  const { callee } = call;
  return (
    (callee.kind === "name" && callee.name === "super") ||
    (callee.kind === "member" && callee.name === "__init__") ||
    (callee.kind === "member" && callee.name === "constructor" && callee.count !== undefined)
  );
}

/** Whether the first argument is the object: `Base.__init__(self, table)`. */
export function namesSelf({ callee }: CallExpression): boolean {
  if (callee.kind !== "member" || callee.name !== "__init__") return false;
  return !(callee.object.kind === "name" && callee.object.name === "super");
}

/** A frame that represents any call of a method on an object, or of a function written in the method. */
export function calledOn(self: Instance, unit: FunctionUnit): Frame {
  return { function: unit, call: { arguments: [], self, isAny: true }, outer: undefined };
}

/** The method that a function is, or is written in. */
export function methodAround({ scope }: FunctionUnit): FunctionUnit | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer)
    for (const bindings of at.bindings.values())
      for (const binding of bindings) if (binding.kind === "self") return binding.method;
  return undefined;
}

/** Whether a scope is another one or is inside of it. */
export function isWithin(scope: Located["scope"], outer: Scope): boolean {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at === outer) return true;
  return false;
}
