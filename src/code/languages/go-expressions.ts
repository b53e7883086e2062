import type { SyntaxNode } from "@lezer/common";
import { memberTarget } from "../member-target.ts";
import type { Argument, Entry, Expression, FunctionNode, Target } from "../syntax.ts";
import { type GoNames, packageName } from "./go-names.ts";
import type { GoPackage } from "./go-package.ts";
import { GoTypes } from "./go-types.ts";
import { unescapeText } from "./string-escapes.ts";
import { childrenOf, separated } from "./syntax-tree.ts";

/** Nodes that stand for a value. */
const EXPRESSIONS =
  /(?:Expr|Exp|Literal|LiteralValue|Assertion|Conversion)$|^(?:VariableName|String|Number|Bool|Nil|Rune)$/;

/** Reads the expressions of Go. */
export class GoExpressions {
  readonly types: GoTypes;
  private readonly text: string;
  private readonly start: number;
  private readonly names: GoNames;
  private readonly own: GoPackage;
  private readonly functionOf: (node: SyntaxNode) => FunctionNode;

  /** `start`: the offset that nodes have at the beginning of the text. */
  constructor(
    { text, start }: { readonly text: string; readonly start: number },
    names: GoNames,
    own: GoPackage,
    functionOf: (node: SyntaxNode) => FunctionNode,
  ) {
    this.text = text;
    this.start = start;
    this.names = names;
    this.own = own;
    this.types = new GoTypes(text, start, names, own);
    this.functionOf = functionOf;
  }

  isExpression({ name }: Pick<SyntaxNode, "name">): boolean {
    return EXPRESSIONS.test(name);
  }

  /** Converts an expression. */
  read(node: SyntaxNode): Expression {
    const start = this.start + node.from;
    switch (node.name) {
      case "VariableName":
        return this.name(node);
      case "String":
        return { kind: "text", value: this.stringOf(node), start };
      case "Number":
        return { kind: "text", value: this.slice(node), start };
      case "ParenthesizedExpr":
      case "Conversion":
      case "TypeAssertion":
        return this.inner(node)[0] ?? { kind: "other", inner: [], start };
      case "UnaryExp": {
        const inner = this.inner(node);
        const [value] = inner;
        // a pointer is as good as what it points to
        return value && /^[&*]/.test(this.slice(node)) ? value : { kind: "other", inner, start };
      }
      case "BinaryExp": {
        const isSum = childrenOf(node).some((child) => child.name === "ArithOp" && this.slice(child) === "+");
        const parts = this.inner(node);
        return isSum ? { kind: "template", parts, start } : { kind: "other", inner: parts, start };
      }
      case "SelectorExpr":
        return this.selector(node);
      case "IndexExpr":
      case "SliceExpr":
        return this.indexed(node);
      case "ParameterizedExpr":
        return this.parameterized(node);
      case "CallExpr":
        return this.call(node);
      case "TypedLiteral": {
        const [type, value] = childrenOf(node);
        return type && value ? this.literal(type, value) : { kind: "other", inner: [], start };
      }
      case "LiteralValue":
        return this.literal(undefined, node);
      case "FunctionLiteral":
        return { kind: "function", function: this.functionOf(node), start };
      default:
        return { kind: "other", inner: this.inner(node), start };
    }
  }

  /** The value of a string literal. */
  stringOf(node: SyntaxNode): string {
    const text = this.text.slice(node.from + 1, node.to - 1);
    return this.text[node.from] === "`" ? text : unescapeText(text);
  }

  /** The target of an assignment; undefined if it is not a name or a member. */
  targetOf(node: SyntaxNode): Target | undefined {
    switch (node.name) {
      case "DefName":
      case "VariableName": {
        const name = this.slice(node);
        return name === "_" ? undefined : { kind: "name", name };
      }
      case "UnaryExp":
      case "ParenthesizedExpr": {
        const inner = childrenOf(node).find((child) => this.isExpression(child));
        return inner && this.targetOf(inner);
      }
      case "SelectorExpr":
        return this.memberTarget(node);
      case "IndexExpr":
        return memberTarget(this.indexed(node));
      default:
        return undefined;
    }
  }

  /**
   * What is assigned to a field of a variable whose type is one of the package's is one of the values that the field
   * has.
   */
  private memberTarget(node: SyntaxNode): Target | undefined {
    const target = memberTarget(this.selector(node));
    if (target?.kind !== "member" || target.object.kind !== "name") return target;
    const type = this.names.typeOf(target.object.name);
    return type === undefined ? target : { ...target, object: { ...target.object, name: type } };
  }

  private name(node: SyntaxNode): Expression {
    const name = this.slice(node);
    const path = this.names.imported(name);
    return { kind: "name", name: path === undefined ? name : packageName(path), start: this.start + node.from };
  }

  private selector(node: SyntaxNode): Expression {
    const [object, , field] = childrenOf(node);
    const start = this.start + node.from;
    if (!object || !field) return { kind: "other", inner: this.inner(node), start };
    return { kind: "member", object: this.read(object), name: this.slice(field), start };
  }

  private indexed(node: SyntaxNode): Expression {
    const [object, key] = this.inner(node);
    const start = this.start + node.from;
    if (!object) return { kind: "other", inner: [], start };
    // `list[1:]` is as good as the list
    return node.name === "SliceExpr" || !key ? object : { kind: "index", object, key, start };
  }

  /** `newStore[Order]`, a function for a type, looks like `handlers[operation]`, what a table holds for a key. */
  private parameterized(node: SyntaxNode): Expression {
    const [object] = this.inner(node);
    const start = this.start + node.from;
    if (!object) return { kind: "other", inner: [], start };
    const key: Expression = { kind: "other", inner: [], start };
    return { kind: "either", options: [object, { kind: "index", object, key, start }], tested: [], start };
  }

  private call(node: SyntaxNode): Expression {
    const [callee, list] = childrenOf(node);
    const start = this.start + node.from;
    if (!callee || !list) return { kind: "other", inner: this.inner(node), start };
    const name = this.slice(callee);
    if (name === "make" || (name === "new" && !this.names.isLocal(name))) return this.made(list, start);
    const passed = this.argumentsOf(list);
    if (name === "append" && !this.names.isLocal(name))
      return { kind: "list", elements: passed.map(({ value }) => value), start };
    return { kind: "call", callee: this.read(callee), arguments: passed, start };
  }

  /** `make(map[string]string)`, `new(Store)`. */
  private made(list: SyntaxNode, start: number): Expression {
    const [type] = childrenOf(list).filter(({ name }) => !/^[(),]$/.test(name));
    if (type?.name === "MapType") return { kind: "object", entries: [], spreads: [], start };
    if (type?.name === "SliceType") return { kind: "list", elements: [], start };
    // the type that `new` is given looks like a variable
    const name = type && this.slice(type);
    if (name !== undefined && type?.name === "VariableName" && this.own.types.has(name))
      return { kind: "call", callee: { kind: "name", name, start }, arguments: [], start };
    return (type && this.types.valueOf(type)) ?? { kind: "other", inner: [], start };
  }

  private argumentsOf(list: SyntaxNode): readonly Argument[] {
    return separated(childrenOf(list)).flatMap((group): readonly Argument[] => {
      const value = group.find((part) => this.isExpression(part));
      const isSpread = group.some(({ name }) => name === "...");
      return value ? [{ name: undefined, value: this.read(value), isSpread }] : [];
    });
  }

  /** What is written in braces; `type` is undefined where it is left out and not known. */
  private literal(type: SyntaxNode | undefined, node: SyntaxNode): Expression {
    const start = this.start + node.from;
    const bare = type && this.types.bare(type);
    const named = bare && this.types.ownName(bare);
    const kind = named === undefined ? undefined : this.own.types.get(named);
    if (kind === "struct" && bare) return this.ownStruct({ kind: "name", name: this.slice(bare), start }, node);
    const foreign = bare && this.types.foreign(bare);
    if (foreign && this.own.isOwn(foreign.source)) return this.ownStruct(this.types.member(foreign, start), node);
    const element = bare && this.elementType(bare);
    if (kind === "list" || bare?.name === "SliceType" || bare?.name === "ArrayType") {
      const elements = this.elements(node).map(({ value }) => this.element(element, value));
      return { kind: "list", elements, start };
    }
    const isMap = kind === "map" || bare?.name === "MapType";
    const written = this.elements(node);
    if (!bare && written.length > 0 && written.every(({ key }) => key === undefined))
      return { kind: "list", elements: written.map(({ value }) => this.element(undefined, value)), start };
    const entries = written.flatMap(({ key, value }): readonly Entry[] => {
      // a field that is nil is as good as one that is not there
      if (value.name === "Nil") return [];
      const read = this.element(element, value);
      if (key?.name === "String") return [{ key: this.stringOf(key), value: read }];
      if (key?.name === "VariableName" && !isMap) return [{ key: this.slice(key), value: read }];
      return [{ key: undefined, computedKey: key && this.element(undefined, key), value: read }];
    });
    return { kind: "object", entries, spreads: [], start, ...(foreign && { type: foreign }) };
  }

  private ownStruct(callee: Expression, node: SyntaxNode): Expression {
    const values = this.elements(node)
      .filter(({ value }) => value.name !== "Nil")
      .map(({ key, value }): Argument => {
        const name = key?.name === "VariableName" ? this.slice(key) : undefined;
        return { name, value: this.element(undefined, value), isSpread: false };
      });
    return { kind: "call", callee, arguments: values, start: callee.start };
  }

  private element(type: SyntaxNode | undefined, node: SyntaxNode): Expression {
    return node.name === "LiteralValue" ? this.literal(type, node) : this.read(node);
  }

  /** What the elements of a list or a map are, which they need not say again. */
  private elementType(type: SyntaxNode): SyntaxNode | undefined {
    if (!/^(?:Map|Slice|Array)Type$/.test(type.name)) return undefined;
    return childrenOf(type).findLast((child) => this.types.isType(child));
  }

  private elements(node: SyntaxNode): readonly { readonly key: SyntaxNode | undefined; readonly value: SyntaxNode }[] {
    return node.getChildren("Element").flatMap((element) => {
      const key = element.getChild("Key")?.firstChild ?? undefined;
      const value = element.lastChild;
      return value ? [{ key, value }] : [];
    });
  }

  private inner(node: SyntaxNode): readonly Expression[] {
    return childrenOf(node)
      .filter((child) => this.isExpression(child))
      .map((child) => this.read(child));
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}
