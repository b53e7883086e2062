/** Finds the cycles of a graph, each once; `edges` gives the nodes that a node leads to. */
export function findCycles<T>(
  things: Iterable<T>,
  edges: (thing: T) => readonly T[],
): readonly (readonly [T, ...T[]])[] {
  const done = new Set<T>();
  const found: (readonly [T, ...T[]])[] = [];
  for (const start of things) {
    // the path to the current node, and what is left to visit of each: a recursion could be too deep for the stack
    const way: T[] = [];
    const depths = new Map<T, number>();
    const pending: T[][] = [[start]];
    while (pending.length > 0) {
      const at = pending.at(-1);
      if (!at || at.length === 0) {
        pending.pop();
        const left = way.pop();
        if (left !== undefined) {
          done.add(left);
          depths.delete(left);
        }
        continue;
      }
      const next = at.pop() as T;
      if (done.has(next)) continue;
      const depth = depths.get(next);
      if (depth !== undefined) {
        found.push(way.slice(depth) as [T, ...T[]]);
        continue;
      }
      depths.set(next, way.length);
      way.push(next);
      pending.push([...edges(next)].reverse());
    }
  }
  return found;
}
