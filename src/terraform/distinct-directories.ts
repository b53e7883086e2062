import type { Module } from "./module.ts";

/** Of modules that share a directory the first one: for what is to be said of the text, whoever calls it. */
export function distinctDirectories(modules: readonly Module[]): readonly Module[] {
  const byDirectory = new Map<string, Module>();
  for (const module of modules)
    if (!byDirectory.has(module.directory.path)) byDirectory.set(module.directory.path, module);
  return [...byDirectory.values()];
}
