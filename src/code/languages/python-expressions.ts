import type { SyntaxNode } from "@lezer/common";
import { memberTarget } from "../member-target.ts";
import type { Argument, Entry, Expression, FunctionNode, Parameter, Statement, Target } from "../syntax.ts";
import { unescapeText } from "./string-escapes.ts";
import { childrenOf, separated } from "./syntax-tree.ts";

/** Nodes that represent a value. */
const EXPRESSIONS = /^(?:.*Expression|VariableName|String|ContinuedString|FormatString|Number|Boolean|None|Ellipsis)$/;

/** Reads the expressions of Python. */
export class PythonExpressions {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether a node of the grammar is an expression. */
  isExpression(node: SyntaxNode): boolean {
    return EXPRESSIONS.test(node.name);
  }

  /** Converts an expression. */
  read(node: SyntaxNode): Expression {
    const start = node.from;
    switch (node.name) {
      case "VariableName":
        return { kind: "name", name: this.slice(node), start };
      case "String":
        return { kind: "text", value: this.stringOf(node), start };
      case "Number":
        return { kind: "text", value: this.slice(node), start };
      case "FormatString":
        return { kind: "template", parts: this.formatParts(node), start };
      case "ContinuedString":
        return { kind: "template", parts: this.inner(node), start };
      case "ParenthesizedExpression":
      case "AwaitExpression":
        return this.inner(node).at(-1) ?? { kind: "other", inner: [], start };
      case "MemberExpression":
        return this.member(node);
      case "CallExpression":
        return this.call(node);
      case "DictionaryExpression":
        return this.dictionary(node);
      case "ArrayExpression":
      case "TupleExpression":
      case "SetExpression":
        return { kind: "list", elements: this.inner(node), start };
      case "LambdaExpression":
        return { kind: "function", function: this.lambda(node), start };
      case "ConditionalExpression": {
        const [first, test, second] = this.inner(node);
        const options = [first, second].filter((option) => option !== undefined);
        return { kind: "either", options, tested: test ? [test] : [], start };
      }
      case "BinaryExpression":
        return this.binary(node);
      case "NamedExpression":
        return this.named(node);
      case "ArrayComprehensionExpression":
      case "SetComprehensionExpression":
      case "DictionaryComprehensionExpression":
      case "ComprehensionExpression":
        return this.comprehension(node);
      default:
        return { kind: "other", inner: this.inner(node), start };
    }
  }

  /** A comprehension is treated as a function with its own scope, called at once. */
  private comprehension(node: SyntaxNode): Expression {
    const start = node.from;
    const children = childrenOf(node);
    const body: Statement[] = [];
    const results: Expression[] = [];
    for (let i = 0; i < children.length; i++) {
      const child = children[i];
      if (!child) continue;
      if (child.name === "for") {
        const of = children.findIndex((each, at) => at > i && each.name === "in");
        if (of < 0) break;
        const target = this.targetOfGroup(children.slice(i + 1, of));
        const collection = children[of + 1];
        if (target && collection)
          body.push({ kind: "assign", target, value: this.read(collection), takes: "element", declares: true, start });
        i = of + 1;
      } else if (this.isExpression(child)) results.push(this.read(child));
    }
    const isDictionary = node.name === "DictionaryComprehensionExpression";
    const [first, second] = results;
    const value: Expression =
      isDictionary && first && second
        ? { kind: "object", entries: [{ key: undefined, computedKey: first, value: second }], spreads: [], start }
        : { kind: "list", elements: results.slice(0, 1), start };
    const tests = results.slice(isDictionary ? 2 : 1);
    body.push({ kind: "evaluate", expression: { kind: "other", inner: tests, start }, start });
    body.push({ kind: "return", value, start });
    const own: FunctionNode = {
      name: undefined,
      parameters: [],
      body,
      self: undefined,
      isProperty: false,
      decorators: [],
      start,
    };
    return { kind: "call", callee: { kind: "function", function: own, start }, arguments: [], start };
  }

  /** The value of a string literal. */
  stringOf(node: SyntaxNode): string {
    const written = this.slice(node);
    const [, prefix = "", quotes = ""] = /^([a-zA-Z]*)("""|'''|"|')/.exec(written) ?? [];
    const inner = written.slice(prefix.length + quotes.length, written.length - quotes.length);
    return /r/i.test(prefix) ? inner : unescapeText(inner);
  }

  /** The target of an assignment; undefined if it is not a name, a member or a pattern. */
  targetOf(node: SyntaxNode): Target | undefined {
    if (node.name === "VariableName") return { kind: "name", name: this.slice(node) };
    if (node.name === "MemberExpression") {
      return memberTarget(this.member(node));
    }
    if (/^(?:Tuple|Array|Parenthesized)Expression$/.test(node.name)) return this.targetOfGroup(childrenOf(node));
    return undefined;
  }

  /** The target that comma-separated nodes make. */
  targetOfGroup(nodes: readonly SyntaxNode[]): Target | undefined {
    const groups = separated(nodes.filter(({ name }) => name !== "TypeDef")).filter((group) => group.length > 0);
    const targets = groups.map(([first]) => first && this.targetOf(first));
    return targets.length > 1 ? { kind: "elements", elements: targets } : targets[0];
  }

  /** The parameters of a function. */
  parametersOf(node: SyntaxNode | undefined): readonly Parameter[] {
    return separated(node ? childrenOf(node) : []).flatMap((group): readonly Parameter[] => {
      const named = group.find(({ name }) => name === "VariableName");
      if (!named) return [];
      const equals = group.findIndex(({ name }) => name === "AssignOp");
      const fallback = equals < 0 ? undefined : group[equals + 1];
      const name = this.slice(named);
      const star = group[0]?.name;
      return [
        {
          target: { kind: "name", name },
          name,
          fallback: fallback && this.read(fallback),
          rest: star === "**" ? "object" : star === "*" ? "list" : undefined,
        },
      ];
    });
  }

  argumentsOf(list: SyntaxNode | undefined): readonly Argument[] {
    return separated(list ? childrenOf(list) : []).flatMap((group): readonly Argument[] => {
      const [first] = group;
      const value = group.findLast((part) => this.isExpression(part));
      if (!first || !value) return [];
      // a generator expression without its own parentheses
      if (group.some(({ name }) => name === "for") && list)
        return [{ name: undefined, value: this.comprehension(list), isSpread: false }];
      const isKeyword = group[1]?.name === "AssignOp";
      return [
        {
          name: isKeyword ? this.slice(first) : first.name === "**" ? "**" : undefined,
          value: this.read(value),
          isSpread: first.name === "*" || first.name === "**",
        },
      ];
    });
  }

  private member(node: SyntaxNode): Expression {
    const start = node.from;
    const children = childrenOf(node);
    const [object] = children;
    if (!object) return { kind: "other", inner: [], start };
    const last = children.at(-1);
    if (last?.name === "PropertyName")
      return { kind: "member", object: this.read(object), name: this.slice(last), start: last.from };
    const keys = children.slice(1).filter((child) => this.isExpression(child));
    const [key] = keys;
    const isSlice = children.some(({ name }) => name === ":");
    if (!key || isSlice) return isSlice ? this.read(object) : { kind: "other", inner: [this.read(object)], start };
    if (key.name === "String") return { kind: "member", object: this.read(object), name: this.stringOf(key), start };
    return { kind: "index", object: this.read(object), key: this.read(key), start };
  }

  private call(node: SyntaxNode): Expression {
    const [callee, list] = [node.firstChild, node.getChild("ArgList")];
    const start = node.from;
    if (!callee) return { kind: "other", inner: [], start };
    // what other languages write without a call
    if (this.slice(callee) === "super") return { kind: "name", name: "super", start };
    return {
      kind: "call",
      callee: this.read(callee),
      arguments: this.argumentsOf(list ?? undefined),
      start,
    };
  }

  private dictionary(node: SyntaxNode): Expression {
    const entries: Entry[] = [];
    const spreads: Expression[] = [];
    for (const group of separated(childrenOf(node))) {
      const [first] = group;
      const colon = group.findIndex(({ name }) => name === ":");
      const value = group.at(-1);
      if (!first || !value) continue;
      if (first.name === "**") spreads.push(this.read(value));
      else if (colon > 0) {
        const isText = first.name === "String";
        entries.push({
          key: isText ? this.stringOf(first) : undefined,
          computedKey: isText ? undefined : this.read(first),
          value: this.read(value),
        });
      }
    }
    return { kind: "object", entries, spreads, start: node.from };
  }

  private lambda(node: SyntaxNode): FunctionNode {
    const children = childrenOf(node);
    const value = children.at(-1);
    const parameters = children.find(({ name }) => name === "ParamList");
    return {
      name: undefined,
      parameters: this.parametersOf(parameters),
      body: value && this.isExpression(value) ? [{ kind: "return", value: this.read(value), start: value.from }] : [],
      self: undefined,
      isProperty: false,
      decorators: [],
      start: node.from,
    };
  }

  private binary(node: SyntaxNode): Expression {
    const start = node.from;
    const inner = this.inner(node);
    const operator = childrenOf(node).find((child) => !this.isExpression(child));
    const sign = operator ? this.slice(operator) : "";
    if (sign === "+") return { kind: "template", parts: inner, start };
    if (sign === "or") return { kind: "either", options: inner, tested: [], start };
    if (sign === "and") return { kind: "either", options: inner.slice(1), tested: inner.slice(0, 1), start };
    const [format, value] = inner;
    if (sign === "%" && format?.kind === "text" && value) return percentFormat(format.value, value, start);
    return { kind: "other", inner, start };
  }

  private named(node: SyntaxNode): Expression {
    const [name, value] = [node.firstChild, node.lastChild];
    const target = name && this.targetOf(name);
    if (!target || !value) return { kind: "other", inner: this.inner(node), start: node.from };
    return { kind: "assignment", target, value: this.read(value), start: node.from };
  }

  private formatParts(node: SyntaxNode): readonly (string | Expression)[] {
    const written = this.slice(node);
    const [, prefix = "", quotes = ""] = /^([a-zA-Z]*)("""|'''|"|')/.exec(written) ?? [];
    const parts: (string | Expression)[] = [];
    let at = node.from + prefix.length + quotes.length;
    const text = (end: number) => unescapeText(this.text.slice(at, end)).replaceAll("{{", "{").replaceAll("}}", "}");
    for (const child of childrenOf(node)) {
      if (child.name !== "FormatReplacement") continue;
      parts.push(text(child.from));
      const value = childrenOf(child).find((part) => this.isExpression(part));
      parts.push(value ? this.read(value) : { kind: "other", inner: [], start: child.from });
      at = child.to;
    }
    parts.push(text(node.to - quotes.length));
    return parts.filter((part) => part !== "");
  }

  private inner(node: SyntaxNode): readonly Expression[] {
    return childrenOf(node).flatMap((child) => (this.isExpression(child) ? [this.read(child)] : []));
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

/** `"orders-%s" % stage`. */
function percentFormat(format: string, value: Expression, start: number): Expression {
  const values = value.kind === "list" ? value.elements : [value];
  const texts = format.split(/%[sdr]/);
  const parts = texts.flatMap((text, i): (string | Expression)[] => {
    const next = i < texts.length - 1 ? (values[i] ?? { kind: "other" as const, inner: [], start }) : undefined;
    return [...(text === "" ? [] : [text]), ...(next ? [next] : [])];
  });
  return { kind: "template", parts, start };
}
