import type { SyntaxNode } from "@lezer/common";

/** The direct children of a node. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** Groups the nodes of a list by its separators: `a`, `b = 1` of `(a, b = 1)`. */
export function separated(nodes: readonly SyntaxNode[]): readonly (readonly SyntaxNode[])[] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") groups.push([]);
    else if (!/^[()[\]{}]$/.test(node.name) && node.name !== "LineComment" && node.name !== "BlockComment")
      groups.at(-1)?.push(node);
  }
  return groups;
}

/** Whether there were syntax errors, other than harmless ones. */
export function hasErrors(top: SyntaxNode, isHarmless?: (error: SyntaxNode) => boolean): boolean {
  const cursor = top.cursor();
  do if (cursor.type.isError && isHarmless?.(cursor.node) !== true) return true;
  while (cursor.next());
  return false;
}
