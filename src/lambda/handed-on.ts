import { oncePer } from "../once-per.ts";
import { allReferences, type Resource, type Value } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** What is handed to modules whose source is not here: they may do with it what is not seen. */
export const handedToModules = oncePer((stack: Stack): ReadonlySet<Resource> => {
  const values = valuesForModules(stack);
  return new Set(values.flatMap(allReferences).map(({ resource }) => resource));
});

/** The arguments of calls of modules whose source is not here. */
export function valuesForModules(stack: Stack): readonly Value[] {
  const calls = stack.modules.flatMap((module) => module.calls).filter(({ modules }) => modules.length === 0);
  return calls.flatMap(({ block }) => block.argumentNames.map((name) => block.value(name)));
}
