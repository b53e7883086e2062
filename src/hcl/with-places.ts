/** A copy of a tree in which `place` maps each `start` and `end`. */
export function withPlaces<Tree>(tree: Tree, place: (bound: "start" | "end", offset: number) => number): Tree {
  if (Array.isArray(tree)) return tree.map((element) => withPlaces(element, place)) as Tree;
  if (typeof tree !== "object" || tree === null) return tree;
  const placed = Object.entries(tree).map(([name, value]) => {
    const isPlace = (name === "start" || name === "end") && typeof value === "number";
    return [name, isPlace ? place(name, value) : withPlaces(value, place)];
  });
  return Object.fromEntries(placed) as Tree;
}
