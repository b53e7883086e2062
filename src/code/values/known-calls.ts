import type { FunctionUnit } from "../program/scope.ts";
import type { Expression } from "../syntax.ts";
import { type CallSite, MAX_OPTIONS } from "./value.ts";

/** The calls of the program's functions that have been found so far. */
export class KnownCalls {
  private readonly sites = new Map<FunctionUnit, Map<Expression, Map<string, CallSite>>>();
  private count = 0;

  /** How many calls have been found. */
  get size(): number {
    return this.count;
  }

  /** Records a call of a function, once for each object that it is a method of. */
  add(unit: FunctionUnit, expression: Expression, site: CallSite): void {
    const known = this.sites.get(unit) ?? new Map<Expression, Map<string, CallSite>>();
    this.sites.set(unit, known);
    const here = known.get(expression) ?? new Map<string, CallSite>();
    known.set(expression, here);
    const isOne = here.size < MAX_OPTIONS;
    const key = isOne ? (site.self?.made?.at?.() ?? "") : "";
    if (here.has(key)) return;
    here.set(key, isOne ? site : { ...site, self: undefined });
    this.count++;
  }

  /** The calls of a function. */
  of(unit: FunctionUnit): readonly CallSite[] {
    return [...(this.sites.get(unit)?.values() ?? [])].flatMap((here) => [...here.values()]);
  }

  /** The calls of a function that may be on the same object as a given call. */
  onSameObject(unit: FunctionUnit, { self }: CallSite): readonly CallSite[] {
    return this.of(unit).filter((site) => !site.self || site.self === self);
  }
}
