import type { SyntaxNode } from "@lezer/common";
import { memberTarget } from "../member-target.ts";
import type { Argument, Entry, Expression, Statement, Target, TargetEntry } from "../syntax.ts";
import { JavaScriptFunctions } from "./javascript-functions.ts";
import { unescapeText } from "./string-escapes.ts";
import { childrenOf, separated } from "./syntax-tree.ts";

/** Nodes that represent a value. */
const EXPRESSIONS =
  /^(?:.*Expression|VariableName|String|TemplateString|TaggedTemplateExpression|ArrowFunction|Number|BooleanLiteral|null|RegExp|this|super|DynamicImport|PrefixCast)$/;
const NO_EXPRESSIONS: ReadonlySet<string> = new Set(["ExpressionStatement", "ClassBody"]);

/** Reads the expressions of JavaScript and TypeScript. */
export class JavaScriptExpressions {
  private readonly text: string;
  readonly functions: JavaScriptFunctions;

  constructor(text: string, statements: (block: SyntaxNode) => readonly Statement[]) {
    this.text = text;
    this.functions = new JavaScriptFunctions(text, { expressions: this, statements });
  }

  /** Whether a node of the grammar is an expression. */
  isExpression(node: SyntaxNode): boolean {
    return EXPRESSIONS.test(node.name) && !NO_EXPRESSIONS.has(node.name);
  }

  /** Converts an expression. */
  read(node: SyntaxNode): Expression {
    const start = node.from;
    switch (node.name) {
      case "VariableName":
      case "this":
      case "super":
        return { kind: "name", name: this.slice(node), start };
      case "String":
        return { kind: "text", value: this.stringOf(node), start };
      case "Number":
        return { kind: "text", value: this.slice(node), start };
      case "TemplateString":
        return { kind: "template", parts: this.templateParts(node), start };
      case "ParenthesizedExpression":
      case "AwaitExpression":
      case "PrefixCast":
      case "PostfixExpression":
      case "InstantiationExpression":
        return this.last(this.inner(node), start);
      case "MemberExpression":
        return this.member(node);
      case "CallExpression":
      case "NewExpression":
        return this.call(node);
      case "DynamicImport":
        return this.dynamicImport(node);
      case "ObjectExpression":
        return this.object(node);
      case "ArrayExpression":
        return { kind: "list", elements: this.inner(node), start };
      case "ArrowFunction":
        return { kind: "function", function: this.functions.arrowOf(node), start };
      case "FunctionExpression":
        return { kind: "function", function: this.functions.functionOf(node), start };
      case "ClassExpression":
        return { kind: "class", class: this.functions.classOf(node), start };
      case "ConditionalExpression": {
        const [test, ...options] = this.inner(node);
        return { kind: "either", options, tested: test ? [test] : [], start };
      }
      case "BinaryExpression":
        return this.binary(node);
      case "AssignmentExpression":
        return this.assignment(node);
      default:
        return { kind: "other", inner: this.inner(node), start };
    }
  }

  private dynamicImport(node: SyntaxNode): Expression {
    const start = node.from;
    return {
      kind: "call",
      callee: { kind: "name", name: "import", start },
      arguments: this.inner(node).map((value) => ({ name: undefined, value, isSpread: false })),
      start,
    };
  }

  /** The value of a string literal. */
  stringOf(node: SyntaxNode): string {
    return unescapeText(this.text.slice(node.from + 1, node.to - 1));
  }

  /** The target of an assignment; undefined if it is not a name, a member or a pattern. */
  targetOf(node: SyntaxNode): Target | undefined {
    switch (node.name) {
      case "VariableDefinition":
      case "VariableName":
        return { kind: "name", name: this.slice(node) };
      case "ObjectPattern":
      case "ObjectExpression":
        return this.entriesTarget(node);
      case "ArrayPattern":
      case "ArrayExpression":
        return {
          kind: "elements",
          elements: separated(childrenOf(node)).map((group) => (group[0] ? this.targetOf(group[0]) : undefined)),
        };
      case "MemberExpression":
        return memberTarget(this.member(node));
      default:
        return undefined;
    }
  }

  private entriesTarget(node: SyntaxNode): Target {
    const entries: TargetEntry[] = [];
    let rest: string | undefined;
    for (const child of childrenOf(node)) {
      if (child.name !== "PatternProperty" && child.name !== "Property") continue;
      const parts = childrenOf(child);
      const [first] = parts;
      if (first?.name === "Spread") {
        rest = parts[1] && this.slice(parts[1]);
        continue;
      }
      if (!first) continue;
      const colon = parts.findIndex(({ name }) => name === ":");
      const target = colon < 0 ? undefined : parts[colon + 1];
      const equals = parts.findIndex(({ name }) => name === "Equals");
      const fallback = equals < 0 ? undefined : parts[equals + 1];
      const key = first.name === "String" ? this.stringOf(first) : this.slice(first);
      entries.push({
        key,
        target: (target && this.targetOf(target)) ?? { kind: "name", name: key },
        fallback: fallback && this.read(fallback),
      });
    }
    return { kind: "entries", entries, rest };
  }

  private member(node: SyntaxNode): Expression {
    const start = node.from;
    const children = childrenOf(node);
    const [object] = children;
    const last = children.findLast(({ name }) => /^(?:Private)?PropertyName$/.test(name));
    if (!object) return { kind: "other", inner: [], start };
    if (last && last.from > object.from)
      return { kind: "member", object: this.read(object), name: this.slice(last), start: last.from };
    const key = children.slice(1).find((child) => this.isExpression(child));
    if (!key) return this.read(object);
    if (key.name === "String") return { kind: "member", object: this.read(object), name: this.stringOf(key), start };
    return { kind: "index", object: this.read(object), key: this.read(key), start };
  }

  private call(node: SyntaxNode): Expression {
    const children = childrenOf(node).filter(({ name }) => name !== "new");
    const callee = children.find((child) => this.isExpression(child));
    const list = children.find(({ name }) => name === "ArgList");
    const values = this.argumentsOf(list);
    const start = node.from;
    if (!callee) return { kind: "other", inner: values.map(({ value }) => value), start };
    const read = this.read(callee);
    return combined(read, values, start) ?? { kind: "call", callee: read, arguments: values, start };
  }

  private argumentsOf(list: SyntaxNode | undefined): readonly Argument[] {
    return separated(list ? childrenOf(list) : []).flatMap((group): readonly Argument[] => {
      const value = group.find((part) => this.isExpression(part));
      const isSpread = group.some(({ name }) => name === "Spread");
      return value ? [{ name: undefined, value: this.read(value), isSpread }] : [];
    });
  }

  private object(node: SyntaxNode): Expression {
    const entries: Entry[] = [];
    const spreads: Expression[] = [];
    for (const property of childrenOf(node)) {
      if (property.name !== "Property") continue;
      const parts = childrenOf(property);
      if (parts[0]?.name === "Spread") {
        if (parts[1]) spreads.push(this.read(parts[1]));
        continue;
      }
      entries.push(this.entry(parts, property));
    }
    return { kind: "object", entries, spreads, start: node.from };
  }

  private entry(parts: readonly SyntaxNode[], property: SyntaxNode): Entry {
    const start = property.from;
    const name = parts.find(({ name: part }) => /^(?:PropertyDefinition|String|Number)$/.test(part));
    const isComputed = parts.some(({ name: part }) => part === "[");
    const computed = isComputed ? parts.find((part) => this.isExpression(part)) : undefined;
    const key = isComputed || !name ? undefined : name.name === "String" ? this.stringOf(name) : this.slice(name);
    const computedKey = computed && this.read(computed);
    if (parts.some(({ name: part }) => part === "ParamList"))
      return {
        key,
        computedKey,
        value: { kind: "function", function: this.functions.methodOf(property, parts), start },
      };
    const colon = parts.findIndex(({ name: part }) => part === ":");
    const value = colon < 0 ? undefined : parts[colon + 1];
    const read: Expression = value ? this.read(value) : { kind: "name", name: key ?? "", start };
    if (read.kind !== "function" || value?.name === "ArrowFunction") return { key, computedKey, value: read };
    return { key, computedKey, value: { ...read, function: this.functions.withThis(read.function) } };
  }

  private binary(node: SyntaxNode): Expression {
    const start = node.from;
    const children = childrenOf(node);
    const operator = children.find((child) => !this.isExpression(child));
    const inner = this.inner(node);
    const sign = operator ? this.slice(operator) : "";
    if (sign === "as" || sign === "satisfies") return inner[0] ?? { kind: "other", inner: [], start };
    if (sign === "+") return { kind: "template", parts: inner, start };
    if (sign === "||" || sign === "??") return { kind: "either", options: inner, tested: [], start };
    if (sign === "&&") return { kind: "either", options: inner.slice(1), tested: inner.slice(0, 1), start };
    return { kind: "other", inner, start };
  }

  private assignment(node: SyntaxNode): Expression {
    const start = node.from;
    const children = childrenOf(node);
    const [first] = children;
    const value = children.at(-1);
    const target = first && this.targetOf(first);
    if (!value || !target) return { kind: "other", inner: this.inner(node), start };
    return { kind: "assignment", target, value: this.read(value), start };
  }

  private templateParts(node: SyntaxNode): readonly (string | Expression)[] {
    const parts: (string | Expression)[] = [];
    let at = node.from + 1;
    for (const child of childrenOf(node)) {
      if (child.name !== "Interpolation") continue;
      parts.push(unescapeText(this.text.slice(at, child.from)));
      const value = childrenOf(child).find((part) => this.isExpression(part));
      parts.push(value ? this.read(value) : { kind: "other", inner: [], start: child.from });
      at = child.to;
    }
    parts.push(unescapeText(this.text.slice(at, node.to - 1)));
    return parts.filter((part) => part !== "");
  }

  private inner(node: SyntaxNode): readonly Expression[] {
    return childrenOf(node).flatMap((child) => (this.isExpression(child) ? [this.read(child)] : []));
  }

  private last(inner: readonly Expression[], start: number): Expression {
    return inner.at(-1) ?? { kind: "other", inner: [], start };
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

/**
 * `Object.assign({}, defaults, { TableName })` is `{ ...defaults, TableName }`; what is not made here gets the members.
 */
function combined(callee: Expression, values: readonly Argument[], start: number): Expression | undefined {
  const isAssign = callee.kind === "member" && callee.name === "assign" && callee.object.kind === "name";
  const [target, ...sources] = values.map(({ value }) => value);
  if (!isAssign || callee.object.name !== "Object" || !target || isPrototype(target)) return undefined;
  // the last that has a member counts
  const spreads = [target, ...sources].reverse();
  const whole: Expression = { kind: "object", entries: [], spreads, start };
  if (target.kind === "object") return whole;
  const set = sources.flatMap((source) => (source.kind === "object" ? source.entries : []));
  const tested = set.flatMap(({ key, value }): Expression[] =>
    key === undefined
      ? []
      : [{ kind: "assignment", target: { kind: "member", object: target, name: key }, value, start }],
  );
  return { kind: "either", options: [whole], tested, start };
}

function isPrototype(target: Expression): boolean {
  return target.kind === "member" && target.name === "prototype";
}
