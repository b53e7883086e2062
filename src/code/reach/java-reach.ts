import type { ClassUnit, FunctionUnit } from "../program/scope.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite } from "../values/value.ts";

/** Interfaces and classes of the standard library whose only method packages call. */
const FUNCTIONAL =
  /^(?:Runnable|Callable|Thread|TimerTask|Comparator|RecursiveTask|\w*(?:Supplier|Function|Consumer|Predicate|Operator))$/;
const METHODS = /^(?:run|call|get|apply|accept|test|compare|compute)$/;

/** The methods of a class that others call of which nothing is known but that it is a function. */
export function functionalMethods(unit: ClassUnit, evaluator: Evaluator): readonly FunctionUnit[] {
  const isFunction = evaluator.members
    .basesOf(unit)
    .some((base) => base.kind === "external" && FUNCTIONAL.test(base.path.at(-1) ?? ""));
  if (!isFunction) return [];
  return [...unit.methods].flatMap(([name, method]) => (METHODS.test(name) ? [method] : []));
}

/**
 * The constructors that run when an object of a class is made: its own, and those that are called without being named.
 */
export function constructorsRun(
  unit: ClassUnit,
  { arguments: passed }: CallSite,
  evaluator: Evaluator,
): readonly FunctionUnit[] {
  if (unit.scope.file.file.language !== "java") return [];
  const own = evaluator.members.constructorOf(unit, passed.length);
  const seen = new Set([unit]);
  for (const each of seen)
    for (const base of evaluator.members.basesOf(each)) if (base.kind === "class") seen.add(base.class);
  const inherited = [...seen].slice(1).flatMap((each) => evaluator.members.constructorOf(each, 0) ?? []);
  return own ? [own, ...inherited] : inherited;
}
