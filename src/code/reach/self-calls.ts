import type { FunctionUnit, Scope } from "../program/scope.ts";
import type { Expression } from "../syntax.ts";
import type { Evaluator } from "../values/evaluator.ts";
import { calledOn, methodAround } from "../values/instances.ts";
import type { KnownCalls } from "../values/known-calls.ts";
import type { CallSite, Frame, Instance } from "../values/value.ts";

/** The calls of a function. For a function written in a method, there is one for each object that has the method. */
export function callsWithin(unit: FunctionUnit, calls: KnownCalls): readonly CallSite[] {
  const sites = calls.of(unit);
  const method = methodAround(unit);
  if (!method || method === unit) return sites;
  const selves = selvesOf(method, calls);
  if (selves.length === 0) return sites;
  if (sites.length === 0) return selves.map((self) => calledOn(self, unit).call);
  return sites.flatMap((call) => selves.map((self) => ({ ...call, self })));
}

/**
 * The frames in which a function's mention of a member, `this.write`, is a member of the function's own object: one for
 * each object that has the method around it.
 */
export function framesOnSelf(
  member: Expression,
  scope: Scope,
  unit: FunctionUnit | undefined,
  evaluator: Evaluator,
): readonly Frame[] {
  const method = unit && methodAround(unit);
  if (!method || member.kind !== "member") return [];
  return selvesOf(method, evaluator.calls)
    .map((self) => calledOn(self, unit))
    .filter((frame) => {
      const { self } = frame.call;
      return evaluator
        .evaluate({ expression: member.object, scope, frame })
        .some((value) => value === self || (value.kind === "class" && value.self === self));
    });
}

/** The objects that a method is called on, if all of them are known. */
function selvesOf(method: FunctionUnit, calls: KnownCalls): readonly Instance[] {
  const sites = calls.of(method);
  const selves = sites.flatMap(({ self }) => (self ? [self] : []));
  return selves.length === sites.length ? selves : [];
}
