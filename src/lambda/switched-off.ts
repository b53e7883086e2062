import { grouped } from "../grouped.ts";
import { oncePer } from "../once-per.ts";
import { type Module, type Resource, referencesOf, writtenVariables } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** A resource that is declared but has no instances by the present values. */
interface SwitchedOff {
  readonly module: Module;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  /** What it refers to in its module, with resources as `type.name`. */
  readonly named: ReadonlySet<string>;
}

/**
 * Whether a resource of a type may exist for another one once a variable is set: it is declared, but by the defaults it
 * has no instances.
 */
export function mayBeSwitchedOn(stack: Stack, type: string, target: Resource): boolean {
  const own = `${target.type}.${target.name}`;
  return (switchedOff(stack).get(type) ?? []).some((one) => {
    const isOfOthers =
      one.module === target.module &&
      !one.named.has(own) &&
      [...one.named].some((name) => name.startsWith(`${target.type}.`));
    return !isOfOthers && writtenVariables(one).size > 0;
  });
}

const switchedOff = oncePer(
  (stack: Stack): ReadonlyMap<string, readonly SwitchedOff[]> =>
    grouped(stack.modules.flatMap(switchedOffIn), ({ type }) => [type]),
);

function switchedOffIn(module: Module): readonly SwitchedOff[] {
  return [...module.declared.resources.values()].flatMap(({ type: kind, labels: [type = "", name = ""] }) => {
    if (kind !== "resource" || module.instancesOf("managed", type, name).length > 0) return [];
    const references = referencesOf(module, `resource ${type} ${name}`);
    return [
      { module, mode: "managed", type, name, named: new Set(references.map(({ root, path }) => `${root}.${path[0]}`)) },
    ];
  });
}
