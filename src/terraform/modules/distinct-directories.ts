import type { Module } from "./module.ts";

/** The first of the modules in each directory, for findings about the text, whoever calls it. */
export function distinctDirectories(modules: readonly Module[]): readonly Module[] {
  const byDirectory = new Map<string, Module>();
  for (const module of modules)
    if (!byDirectory.has(module.directory.path)) byDirectory.set(module.directory.path, module);
  return [...byDirectory.values()];
}
