import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "./syntax-tree.ts";

/** The declarations in the body of a class; in an enumeration after the constants too. */
export function membersOf(body: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(body).flatMap((child) => (child.name === "EnumBodyDeclarations" ? childrenOf(child) : [child]));
}

/** Whether a member belongs to the class rather than to its objects. */
export function isStatic(member: SyntaxNode): boolean {
  return member.getChild("Modifiers")?.getChild("static") != null;
}

/** The names of the annotations of a declaration. */
export function annotationsOf(declaration: SyntaxNode, text: string): readonly string[] {
  const modifiers = declaration.getChild("Modifiers");
  return (modifiers ? childrenOf(modifiers) : [])
    .filter(({ name }) => name === "MarkerAnnotation" || name === "Annotation")
    .flatMap((annotation) => annotationNames(annotation, text));
}

/** The name of an annotation without its package; none where it is not written. */
export function annotationNames(annotation: SyntaxNode, text: string): readonly string[] {
  const named = childrenOf(annotation).find(({ name }) => name === "Identifier" || name === "ScopedIdentifier");
  return named ? [text.slice(named.from, named.to).replace(/^.*\./s, "")] : [];
}
