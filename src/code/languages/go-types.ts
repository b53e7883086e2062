import type { SyntaxNode } from "@lezer/common";
import type { Expression, ObjectType } from "../syntax.ts";
import { type GoNames, packageName } from "./go-names.ts";
import type { GoPackage } from "./go-package.ts";
import { childrenOf } from "./syntax-tree.ts";

const TYPES = /Type$|^TypeName$/;
/** Packages of the SDKs with clients: those of services and features. */
const SDK = /^github\.com\/aws\/aws-sdk-go(?:-v2)?\/(?:service|feature)\//;

/** Reads types in Go, as far as they determine what can be called. */
export class GoTypes {
  private readonly text: string;
  private readonly start: number;
  private readonly names: GoNames;
  private readonly own: GoPackage;

  constructor(text: string, start: number, names: GoNames, own: GoPackage) {
    this.text = text;
    this.start = start;
    this.names = names;
    this.own = own;
  }

  /** Whether a node of the grammar is a type. */
  isType(node: SyntaxNode): boolean {
    return TYPES.test(node.name);
  }

  /** The type that a pointer, a parenthesis or type arguments are about. */
  bare(node: SyntaxNode): SyntaxNode {
    if (!/^(?:Pointer|Parameterized|Parenthesized)Type$/.test(node.name)) return node;
    const inner = childrenOf(node).find((child) => this.isType(child));
    return inner ? this.bare(inner) : node;
  }

  /** The name of a type of the package itself, if it is one. */
  ownName(node: SyntaxNode): string | undefined {
    const type = this.bare(node);
    const name = this.slice(type);
    return type.name === "TypeName" && this.own.types.has(name) ? name : undefined;
  }

  /** The type of another package that a type or an expression `s3.PutObjectInput` names. */
  foreign(node: SyntaxNode): ObjectType | undefined {
    const type = this.bare(node);
    if (type.name !== "QualifiedType" && type.name !== "SelectorExpr") return undefined;
    const [first, , last] = childrenOf(type);
    if (first?.name !== "VariableName" || !last) return undefined;
    const source = this.names.imported(this.slice(first));
    return source === undefined ? undefined : { source, name: this.slice(last) };
  }

  /** Whether values of a type of another package are no more than what is written into them. */
  isData({ source, name }: ObjectType): boolean {
    return !this.own.isOwn(source) && (!SDK.test(source) || source.endsWith("/types") || name.endsWith("Input"));
  }

  /** What a variable of a type holds, as far as that can be called or asked for. */
  valueOf(node: SyntaxNode): Expression | undefined {
    const start = this.start + node.from;
    const name = this.ownName(node);
    if (name !== undefined) return make({ kind: "name", name, start });
    const type = this.foreign(node);
    if (!type) return undefined;
    if (!this.isData(type)) return make(this.member(type, start));
    return SDK.test(type.source) ? { kind: "object", type, entries: [], spreads: [], start } : undefined;
  }

  /** What a struct or an interface takes over from a type that stands in it without a name. */
  baseOf(node: SyntaxNode): Expression | undefined {
    const name = this.ownName(node);
    const start = this.start + node.from;
    if (name !== undefined) return { kind: "name", name, start };
    const type = this.foreign(node);
    return type && (this.own.isOwn(type.source) ? this.member(type, start) : this.valueOf(node));
  }

  member({ source, name }: ObjectType, start: number): Expression {
    return { kind: "member", object: { kind: "name", name: packageName(source), start }, name, start };
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

function make(callee: Expression): Expression {
  return { kind: "call", callee, arguments: [], start: callee.start };
}
