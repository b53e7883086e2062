import { oncePer } from "../once-per.ts";
import { allReferences, type Resource } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** What is handed to modules whose source is not here: they may do with it what is not seen. */
export const handedToModules = oncePer((stack: Stack): ReadonlySet<Resource> => {
  const calls = stack.modules.flatMap((module) => module.calls).filter(({ modules }) => modules.length === 0);
  const values = calls.flatMap(({ block }) => block.argumentNames.map((name) => block.value(name)));
  return new Set(values.flatMap(allReferences).map(({ resource }) => resource));
});
