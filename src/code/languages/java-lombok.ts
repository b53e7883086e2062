import type { SyntaxNode } from "@lezer/common";
import { fieldParameter } from "./field-constructor.ts";
import { constructorOf, getter } from "./java-accessors.ts";
import { annotationsOf, isStatic, type Members } from "./java-members.ts";

/** Lombok's annotations that write a constructor with the fields that have no value, or with all. */
const CONSTRUCTORS = /^(?:RequiredArgsConstructor|AllArgsConstructor|Data|Value)$/;
/** Lombok's annotations that write methods which return the fields. */
const GETTERS = /^(?:Getter|Data|Value)$/;

/** Adds the constructor and the methods that Lombok writes to those of a class. */
export function addGenerated(
  { methods, types }: Members,
  node: SyntaxNode,
  members: readonly SyntaxNode[],
  text: string,
): void {
  const annotations = annotationsOf(node, text);
  const start = node.from;
  const declared = members.filter((member) => member.name === "FieldDeclaration" && !isStatic(member));
  const hasConstructor = methods.some(({ name }) => name === "constructor");
  if (!hasConstructor && annotations.some((name) => CONSTRUCTORS.test(name))) {
    const setsAll = annotations.includes("AllArgsConstructor") || annotations.includes("Value");
    const set = declared.filter((field) => setsAll || isRequired(field, text));
    const names = set.flatMap((field) => namesIn(field, text).filter(({ isSet }) => !isSet));
    const parameters = names.map(({ name }) => ({ ...fieldParameter(name, undefined), type: types.get(name) }));
    methods.push({ name: "constructor", node: constructorOf(parameters, start) });
  }
  for (const field of declared) {
    if (![...annotations, ...annotationsOf(field, text)].some((name) => GETTERS.test(name))) continue;
    for (const { name } of namesIn(field, text)) {
      const method = `get${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      if (!methods.some((known) => known.name === method))
        methods.push({ name: method, node: getter(method, name, start) });
    }
  }
}

/** Whether each constructor that Lombok writes sets a field. */
function isRequired(field: SyntaxNode, text: string): boolean {
  return field.getChild("Modifiers")?.getChild("final") != null || annotationsOf(field, text).includes("NonNull");
}

/** The names that a declaration of fields declares, and whether it gives them a value. */
function namesIn(field: SyntaxNode, text: string): readonly { readonly name: string; readonly isSet: boolean }[] {
  return field.getChildren("VariableDeclarator").flatMap((each) => {
    const named = each.getChild("Definition");
    return named ? [{ name: text.slice(named.from, named.to), isSet: each.getChild("AssignOp") !== null }] : [];
  });
}
