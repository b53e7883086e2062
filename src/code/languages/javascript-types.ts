import type { SyntaxNode } from "@lezer/common";
import type { Expression } from "../syntax.ts";
import { childrenOf } from "./syntax-tree.ts";

/**
 * What has the type that an annotation says, where this is a class: `private client: S3Client`, `AWS.S3`,
 * `Store<Order> | undefined`. Undefined for other types.
 */
export function typedValue(parts: readonly SyntaxNode[], text: string): Expression | undefined {
  const annotation = parts.find(({ name }) => name === "TypeAnnotation");
  const type = annotation && childrenOf(annotation).find(({ name }) => /Type$|^TypeName$/.test(name));
  const named = type && nameOf(type, text);
  return named && { kind: "call", callee: named, arguments: [], start: named.start };
}

function nameOf(type: SyntaxNode, text: string): Expression | undefined {
  const slice = (node: SyntaxNode) => text.slice(node.from, node.to);
  const start = type.from;
  const inner = childrenOf(type).filter(({ name }) => /Type$|^TypeName$/.test(name));
  switch (type.name) {
    case "TypeName":
      return { kind: "name", name: slice(type), start };
    case "IndexedType": {
      const [object, member] = inner;
      const owner = object && nameOf(object, text);
      return owner && member?.name === "TypeName"
        ? { kind: "member", object: owner, name: slice(member), start }
        : undefined;
    }
    case "ParameterizedType":
    case "ParenthesizedType":
      return inner[0] && nameOf(inner[0], text);
    case "UnionType": {
      const [only, another] = inner.filter((each) => !/^(?:null|undefined)$/.test(slice(each)));
      return only && !another ? nameOf(only, text) : undefined;
    }
    default:
      return undefined;
  }
}
