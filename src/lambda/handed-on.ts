import { oncePer } from "../once-per.ts";
import { allReferences, type Resource, rootKind, type Value } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** What is handed to modules whose source is not here: they may do with it what is not seen. */
export const handedToModules = oncePer((stack: Stack): ReadonlySet<Resource> => {
  const values = valuesForModules(stack);
  return new Set(values.flatMap(allReferences).map(({ resource }) => resource));
});

/** What the outputs of a module that may be called name: its callers may do with it what is not seen. */
export const handedToCallers = oncePer(({ root }: Stack): ReadonlySet<Resource> => {
  if (rootKind(root) === "root") return new Set();
  const values = Array.from(root.declared.outputs.values(), (output) => root.blockValue(output).value("value"));
  return new Set(values.flatMap(allReferences).map(({ resource }) => resource));
});

/** The arguments of calls of modules whose source is not here. */
export function valuesForModules(stack: Stack): readonly Value[] {
  const calls = stack.modules.flatMap((module) => module.calls).filter(({ modules }) => modules.length === 0);
  return calls.flatMap(({ block }) => block.argumentNames.map((name) => block.value(name)));
}
