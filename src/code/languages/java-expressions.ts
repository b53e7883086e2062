import type { SyntaxNode } from "@lezer/common";
import type { Argument, ClassNode, Entry, Expression, FunctionNode, Target } from "../syntax.ts";
import { type JavaNames, THIS } from "./java-names.ts";
import { SWITCH_PARAMETER } from "./java-text.ts";
import type { JavaTypes } from "./java-types.ts";
import { unescapeText } from "./string-escapes.ts";
import { childrenOf, separated } from "./syntax-tree.ts";

/** Nodes that stand for a value. */
const EXPRESSIONS =
  /(?:Expression|Literal|Invocation|Access|Reference|Initializer)$|^(?:Identifier|ScopedIdentifier|TextBlock|this|super|null)$/;
/** Functions of the standard library that make a list or a map out of their arguments. */
const LISTS = new Map([
  ["List", /^(?:of|copyOf)$/],
  ["Set", /^(?:of|copyOf)$/],
  ["Arrays", /^asList$/],
  ["Stream", /^of$/],
  ["Collections", /^singleton(?:List)?$/],
]);
const MAPS = new Map([
  ["Map", /^of$/],
  ["Collections", /^singletonMap$/],
]);

/** Reads functions and classes that stand inside of expressions. */
export interface InnerCode {
  functionOf(node: SyntaxNode): FunctionNode;
  anonymousClass(body: SyntaxNode, base: Expression | undefined): ClassNode;
}

/** Reads the expressions of Java. */
export class JavaExpressions {
  private readonly text: string;
  private readonly names: JavaNames;
  private readonly types: JavaTypes;
  private readonly inner: InnerCode;

  constructor(text: string, names: JavaNames, types: JavaTypes, inner: InnerCode) {
    this.text = text;
    this.names = names;
    this.types = types;
    this.inner = inner;
  }

  isExpression({ name }: Pick<SyntaxNode, "name">): boolean {
    return EXPRESSIONS.test(name);
  }

  /** Converts an expression. */
  read(node: SyntaxNode): Expression {
    const start = node.from;
    switch (node.name) {
      case "StringLiteral":
      case "CharacterLiteral":
        return { kind: "text", value: unescapeText(this.slice(node).slice(1, -1)), start };
      case "IntegerLiteral":
        return { kind: "text", value: this.slice(node), start };
      case "TextBlock":
        return { kind: "text", value: textOfBlock(this.slice(node)), start };
      case "this":
        return this.names.self(start) ?? this.other([], start);
      case "super":
        return { kind: "name", name: "super", start };
      case "Identifier":
      case "ScopedIdentifier":
      case "FieldAccess":
        return this.dotted(node);
      case "MethodInvocation":
        return this.call(node);
      case "ObjectCreationExpression":
        return this.created(node);
      case "LambdaExpression":
        return this.lambda(node);
      case "MethodReference":
        return this.reference(node);
      default:
        return this.compound(node);
    }
  }

  private compound(node: SyntaxNode): Expression {
    const start = node.from;
    const parts = this.parts(node);
    const [first, ...rest] = parts;
    switch (node.name) {
      case "ParenthesizedExpression":
        return first ?? this.other([], start);
      case "CastExpression":
        return parts.at(-1) ?? this.other([], start);
      case "BinaryExpression": {
        const isSum = childrenOf(node).some((child) => child.name === "ArithOp" && this.slice(child) === "+");
        return isSum ? { kind: "template", parts, start } : this.other(parts, start);
      }
      case "TernaryExpression":
        return first ? { kind: "either", options: rest, tested: [first], start } : this.other([], start);
      case "ArrayCreationExpression": {
        const list = node.getChild("ArrayInitializer");
        return list ? this.read(list) : this.other(parts, start);
      }
      case "ArrayInitializer":
        return { kind: "list", elements: parts, start };
      case "ArrayAccess": {
        const [key] = rest;
        return first && key ? { kind: "index", object: first, key, start } : this.other(parts, start);
      }
      case "AssignmentExpression":
        return this.assigned(node);
      case "InstanceofExpression":
        return this.tested(node, first);
      default:
        return this.other(parts, start);
    }
  }

  /** What an assignment assigns to; undefined if that is no name and no member. */
  targetOf(node: SyntaxNode): Target | undefined {
    if (node.name === "ParenthesizedExpression") {
      const inner = childrenOf(node).find((child) => this.isExpression(child));
      return inner && this.targetOf(inner);
    }
    if (node.name === "ArrayAccess") {
      const [list] = this.parts(node);
      return list && { kind: "member", object: list, name: "?" };
    }
    const value = this.read(node);
    if (value.kind === "name") return { kind: "name", name: value.name };
    return value.kind === "member" ? { kind: "member", object: value.object, name: value.name } : undefined;
  }

  /** The parts of an assignment: what it assigns to, and what. */
  assignment(node: SyntaxNode): { readonly target: Target | undefined; readonly value: Expression } | undefined {
    const [left, right] = childrenOf(node).filter((child) => this.isExpression(child));
    const operator = node.getChild("AssignOp");
    if (!left || !right) return undefined;
    const value = this.read(right);
    const isPlain = !operator || this.slice(operator) === "=";
    const sum: Expression = { kind: "template", parts: [this.read(left), value], start: node.from };
    return { target: this.targetOf(left), value: isPlain ? value : sum };
  }

  private assigned(node: SyntaxNode): Expression {
    const found = this.assignment(node);
    if (!found) return this.other(this.parts(node), node.from);
    if (!found.target) return this.other([found.value], node.from);
    return { kind: "assignment", target: found.target, value: found.value, start: node.from };
  }

  /** `o instanceof Order order` declares a name for what it tests. */
  private tested(node: SyntaxNode, value: Expression | undefined): Expression {
    const named = node.getChild("TypePattern")?.getChild("Definition");
    if (!named || !value) return this.other(value ? [value] : [], node.from);
    const name = this.slice(named);
    this.names.declare(name);
    return { kind: "assignment", target: { kind: "name", name }, value, start: node.from };
  }

  /** The arguments of a call. */
  argumentsOf(list: SyntaxNode | null): readonly Argument[] {
    return separated(list ? childrenOf(list) : []).flatMap((group): readonly Argument[] => {
      const value = group.find((part) => this.isExpression(part));
      return value ? [{ name: undefined, value: this.read(value), isSpread: false }] : [];
    });
  }

  /** `a.b.c`: a variable with members, a class with members, or one of a package. */
  private dotted(node: SyntaxNode): Expression {
    const parts = this.partsOf(node);
    if (parts) return this.named(parts, node.from) ?? this.other([], node.from);
    const [object, ...rest] = childrenOf(node).filter(({ name }) => name !== ".");
    const last = rest.at(-1);
    if (!object || !last) return this.other([], node.from);
    // `Orders.this`
    if (last.name === "this") return this.outerSelf(this.slice(object), node.from);
    return { kind: "member", object: this.read(object), name: this.slice(last), start: node.from };
  }

  private outerSelf(name: string, start: number): Expression {
    const own = this.names.path;
    const self = own === name || own.endsWith(`.${name}`) ? this.names.self(start) : undefined;
    return self ?? this.types.named([name], own, start)?.class ?? this.other([], start);
  }

  /** The identifiers of a dotted name, if it consists of nothing else. */
  private partsOf(node: SyntaxNode): readonly string[] | undefined {
    if (node.name === "Identifier") return [this.slice(node)];
    if (node.name !== "FieldAccess" && node.name !== "ScopedIdentifier") return undefined;
    const parts: string[] = [];
    for (const child of childrenOf(node)) {
      if (child.name === ".") continue;
      const inner = this.partsOf(child);
      if (!inner) return undefined;
      parts.push(...inner);
    }
    return parts;
  }

  private named(parts: readonly string[], start: number): Expression | undefined {
    const [first = "", ...rest] = parts;
    const variable = this.names.known(first, start);
    if (variable) return withMembers(variable, rest, start);
    const found = this.types.named(parts, this.names.path, start);
    const isClass = found && (found.source !== "" || /[a-z]/.test(first));
    if (found && isClass) return withMembers(found.class, found.rest, start);
    const unknown = this.names.elsewhere(first, start);
    return unknown && withMembers(unknown, rest, start);
  }

  private call(node: SyntaxNode): Expression {
    const start = node.from;
    const named = node.getChild("MethodName");
    const list = node.getChild("ArgumentList");
    const name = named ? this.slice(named) : "";
    const passed = this.argumentsOf(list);
    const object = childrenOf(node).find((child) => this.isExpression(child));
    if (!object) {
      const callee = this.names.method(name, passed.length, start);
      const inner = passed.map(({ value }) => value);
      return callee ? { kind: "call", callee, arguments: passed, start } : this.other(inner, start);
    }
    const made = object.name === "Identifier" ? this.collection(this.slice(object), name, passed, start) : undefined;
    if (made) return made;
    const callee: Expression = { kind: "member", object: this.read(object), name, count: passed.length, start };
    return { kind: "call", callee, arguments: passed, start };
  }

  /** `List.of(a, b)`, `Map.of(key, value)`. */
  private collection(type: string, name: string, passed: readonly Argument[], start: number): Expression | undefined {
    const isList = LISTS.get(type)?.test(name) === true;
    if (!isList && MAPS.get(type)?.test(name) !== true) return undefined;
    if (this.names.known(type, start) || this.types.isElsewhere(type, this.names.path)) return undefined;
    const values = passed.map(({ value }) => value);
    if (isList) return { kind: "list", elements: values, start };
    const entries = values.flatMap((key, i): readonly Entry[] => {
      const value = values[i + 1];
      if (i % 2 === 1 || !value) return [];
      return [key.kind === "text" ? { key: key.value, value } : { key: undefined, computedKey: key, value }];
    });
    return { kind: "object", entries, spreads: [], start };
  }

  /** `new Order(id)`, `new Runnable() { … }`. */
  private created(node: SyntaxNode): Expression {
    const start = node.from;
    const type = childrenOf(node).find((child) => this.types.isType(child));
    const passed = this.argumentsOf(node.getChild("ArgumentList"));
    const named = type && this.types.classOf(type, this.names.path);
    const body = node.getChild("ClassBody");
    if (body) {
      const callee: Expression = { kind: "class", class: this.inner.anonymousClass(body, named), start };
      return { kind: "call", callee, arguments: passed, start };
    }
    const bare = type ? (this.types.partsOf(type).at(-1) ?? "") : "";
    if (/^(?:Linked|Concurrent|Tree)?(?:Hash)?Map$/.test(bare) && passed.length === 0)
      return { kind: "object", entries: [], spreads: [], start };
    if (/^(?:Array|Linked)List$/.test(bare)) {
      const [first] = passed;
      return first?.value.kind === "list" ? first.value : { kind: "list", elements: [], start };
    }
    if (!named)
      return this.other(
        passed.map(({ value }) => value),
        start,
      );
    return { kind: "call", callee: named, arguments: passed, start };
  }

  /** A function; or a switch that has a value, which is called at once. */
  private lambda(node: SyntaxNode): Expression {
    const start = node.from;
    const callee: Expression = { kind: "function", function: this.inner.functionOf(node), start };
    const isSwitch = this.text.startsWith(`(${SWITCH_PARAMETER})->{switch`, start);
    return isSwitch ? { kind: "call", callee, arguments: [], start } : callee;
  }

  /** `this::save`, `Orders::new`. */
  private reference(node: SyntaxNode): Expression {
    const [object, ...rest] = childrenOf(node).filter(({ name }) => name !== "::" && name !== "TypeArguments");
    const last = rest.at(-1);
    if (!object) return this.other([], node.from);
    const of = this.types.isType(object) ? this.classOrVariable(object) : this.read(object);
    if (!of) return this.other([], node.from);
    if (!last || last.name === "new") return of;
    return { kind: "member", object: of, name: this.slice(last), start: node.from };
  }

  /** What stands before `::` may be either. */
  private classOrVariable(node: SyntaxNode): Expression | undefined {
    return this.named(this.types.partsOf(node), node.from);
  }

  private parts(node: SyntaxNode): readonly Expression[] {
    return childrenOf(node)
      .filter((child) => this.isExpression(child))
      .map((child) => this.read(child));
  }

  private other(inner: readonly Expression[], start: number): Expression {
    return { kind: "other", inner, start };
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

function withMembers(object: Expression, names: readonly string[], start: number): Expression {
  return names.reduce<Expression>((of, name) => ({ kind: "member", object: of, name, start }), object);
}

/** The text between three quotation marks, without its indentation. */
function textOfBlock(written: string): string {
  const lines = written.slice(3, -3).split("\n").slice(1);
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents, written.length);
  return unescapeText(lines.map((line) => line.slice(indent)).join("\n"));
}

/** Whether an expression is the object itself. */
export function isSelf(expression: Expression): boolean {
  return expression.kind === "name" && expression.name === THIS;
}
