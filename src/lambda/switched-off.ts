import { grouped } from "../grouped.ts";
import { oncePer } from "../once-per.ts";
import { type Module, type Resource, referencesOf, writtenVariables } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** A resource that is declared and has no instance as things stand. */
interface SwitchedOff {
  readonly module: Module;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  /** What it refers to in its module, resources as `type.name`. */
  readonly named: ReadonlySet<string>;
}

/**
 * Whether a resource of a type may be there for another one as soon as somebody sets a variable: it is declared, and by the
 * defaults it has no instance.
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
