import type { ModuleDirectory } from "../terraform/index.ts";

/**
 * The directories that no other directory calls, whose local modules are judged with them. Of modules that only call
 * each other in a cycle, the first by name counts as a root, so that none is left out.
 * @param callsOf the directories, absolute, that a directory calls by a local path
 */
export function findRoots(
  directories: readonly ModuleDirectory[],
  callsOf: (directory: ModuleDirectory) => readonly string[],
): readonly ModuleDirectory[] {
  const calls = new Map(
    directories.map((directory) => [directory.path, callsOf(directory).filter((path) => path !== directory.path)]),
  );
  const called = new Set([...calls.values()].flat());
  const reached = new Set<string>();
  const reach = (path: string): void => {
    const pending = [path];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (reached.has(at)) continue;
      reached.add(at);
      pending.push(...(calls.get(at) ?? []));
    }
  };
  const roots = directories.filter(({ path }) => !called.has(path));
  for (const { path } of roots) reach(path);
  for (const directory of directories) {
    if (reached.has(directory.path)) continue;
    roots.push(directory);
    reach(directory.path);
  }
  return roots;
}
