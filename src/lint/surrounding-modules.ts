import { repositoryTop } from "../repository.ts";
import { CallGraph } from "./call-graph.ts";
import type { Targets } from "./targets.ts";

/** Modules that are not reported on but needed to judge those that are. */
export interface SurroundingModules {
  /** Directories that call one of the targets, directly or through others. */
  readonly callers: readonly string[];
  /** Every surrounding directory that no other calls. */
  readonly roots: readonly string[];
}

/**
 * The modules to judge a single file with, so that it gets the same findings as when its whole repository is linted.
 * They are searched for in the repository of the first such file, or else in the working directory.
 */
export function surroundingModules({ directories, partial }: Targets, cwd: string): SurroundingModules {
  const [first] = partial;
  if (first === undefined) return { callers: [], roots: [] };
  const graph = CallGraph.read(repositoryTop(first) ?? cwd);
  const named = new Set(directories);
  return { callers: graph.callersOf(partial).filter((directory) => !named.has(directory)), roots: graph.roots };
}
