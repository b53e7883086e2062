import type { SyntaxNode } from "@lezer/common";
import type { Expression, FunctionNode, Statement } from "../syntax.ts";
import { childrenOf } from "./syntax-tree.ts";

/** What is collected while the members of a class are read. */
export interface Members {
  readonly methods: { readonly name: string; readonly node: FunctionNode }[];
  readonly fields: { readonly name: string; readonly value: Expression }[];
  readonly types: Map<string, Expression>;
  /** Classes inside of it. */
  readonly inner: Statement[];
}

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
