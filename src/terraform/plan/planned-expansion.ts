import { bind, boundValue, type Scope } from "../evaluation/scope.ts";
import { attribute } from "../evaluation/traversal.ts";
import type { Expansion, Instance, Repetition } from "../modules/expansion.ts";
import { known, object, type Place, unknown } from "../values/value.ts";

/** The key of an instance: a string with for_each, a number with count, none without. */
export type InstanceKey = string | number | undefined;

/** The instances in a plan, each with its scope in the configuration. */
export function plannedExpansion(
  written: Expansion,
  keys: readonly InstanceKey[],
  { scope, place }: { readonly scope: Scope; readonly place: Place },
): Expansion {
  const told = new Map(
    written.instances.filter(({ isSymbolic }) => !isSymbolic).map((instance) => [instance.key, instance]),
  );
  const outer = written.instances.find(({ isSymbolic }) => isSymbolic)?.scope ?? scope;
  const instances = keys.map((key): Instance => {
    const same = told.get(key);
    return { key, isCertain: true, isSymbolic: false, scope: same?.scope ?? withKey(outer, key, place) };
  });
  const indexed = keys.filter((key) => key !== undefined);
  return { repetition: repetitionOf(keys, written), instances, arms: [indexed], open: false };
}

/** Whether the configuration alone determines the instances. */
export function isDecided({ instances, arms, open }: Expansion): boolean {
  return !open && arms.length < 2 && instances.every(({ isCertain, isSymbolic }) => isCertain && !isSymbolic);
}

function repetitionOf([first]: readonly InstanceKey[], written: Expansion): Repetition {
  if (first === undefined) return written.repetition;
  return typeof first === "number" ? "count" : "for_each";
}

function withKey(scope: Scope, key: InstanceKey, place: Place): Scope {
  if (key === undefined) return scope;
  if (typeof key === "number") return bind(scope, "count", object(new Map([["index", known(key, place)]]), place));
  const each = boundValue(scope, "each");
  const value = each ? attribute(each, "value", place) : unknown("not-evaluated", place);
  return bind(
    scope,
    "each",
    object(
      new Map([
        ["key", known(key, place)],
        ["value", value],
      ]),
      place,
    ),
  );
}
