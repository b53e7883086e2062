import type { SyntaxNode } from "@lezer/common";
import type {
  Argument,
  ClassNode,
  Entry,
  Expression,
  FunctionNode,
  Parameter,
  Statement,
  Target,
  TargetEntry,
} from "./syntax.ts";
import { childrenOf, separated } from "./syntax-tree.ts";

/** Nodes that represent a value. */
const EXPRESSIONS =
  /^(?:.*Expression|VariableName|String|TemplateString|TaggedTemplateExpression|ArrowFunction|Number|BooleanLiteral|null|RegExp|this|super|DynamicImport|PrefixCast)$/;
const NO_EXPRESSIONS: ReadonlySet<string> = new Set(["ExpressionStatement", "ClassBody"]);

/** Reads the expressions of JavaScript and TypeScript. */
export class JavaScriptExpressions {
  private readonly text: string;
  private readonly statements: (block: SyntaxNode) => readonly Statement[];

  constructor(text: string, statements: (block: SyntaxNode) => readonly Statement[]) {
    this.text = text;
    this.statements = statements;
  }

  isExpression(node: SyntaxNode): boolean {
    return EXPRESSIONS.test(node.name) && !NO_EXPRESSIONS.has(node.name);
  }

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
        return {
          kind: "call",
          callee: { kind: "name", name: "import", start },
          arguments: this.inner(node).map((value) => ({ name: undefined, value, isSpread: false })),
          start,
        };
      case "ObjectExpression":
        return this.object(node);
      case "ArrayExpression":
        return { kind: "list", elements: this.inner(node), start };
      case "ArrowFunction":
      case "FunctionExpression":
        return {
          kind: "function",
          function: node.name === "ArrowFunction" ? this.arrowOf(node) : this.functionOf(node),
          start,
        };
      case "ClassExpression":
        return { kind: "class", class: this.classOf(node), start };
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

  stringOf(node: SyntaxNode): string {
    return unescapeText(this.text.slice(node.from + 1, node.to - 1));
  }

  /** A declared function or a method: its block, and its name unless it is a method. */
  functionOf(node: SyntaxNode): FunctionNode {
    const children = childrenOf(node);
    const named = children.find(({ name }) => name === "VariableDefinition");
    const block = children.find(({ name }) => name === "Block");
    return {
      name: named && this.slice(named),
      parameters: this.parametersOf(children.find(({ name }) => name === "ParamList")),
      body: block ? this.statements(block) : [],
      self: undefined,
      isProperty: false,
      decorators: [],
      start: node.from,
    };
  }

  /** `(order) => …` and `order => …`, with a block or an expression as its body. */
  private arrowOf(node: SyntaxNode): FunctionNode {
    const written = this.functionOf(node);
    const children = childrenOf(node);
    const arrow = children.findIndex(({ name }) => name === "Arrow");
    const single = children.slice(0, arrow).find(({ name }) => name === "VariableDefinition");
    const hasBlock = children.some(({ name }) => name === "Block");
    const value = hasBlock ? undefined : children.slice(arrow + 1).find((child) => this.isExpression(child));
    return {
      ...written,
      name: undefined,
      parameters: single
        ? [{ target: this.targetOf(single) ?? NOTHING, name: this.slice(single), fallback: undefined, rest: undefined }]
        : written.parameters,
      body: value ? [{ kind: "return", value: this.read(value), start: value.from }] : written.body,
    };
  }

  classOf(node: SyntaxNode): ClassNode {
    const children = childrenOf(node);
    const named = children.find(({ name }) => name === "VariableDefinition");
    const extended = children.findIndex(({ name }) => name === "extends");
    const base = extended < 0 ? undefined : children.slice(extended + 1).find((child) => this.isExpression(child));
    const body = children.find(({ name }) => name === "ClassBody");
    const methods = new Map<string, FunctionNode>();
    const fields: { name: string; value: Expression }[] = [];
    for (const member of body ? childrenOf(body) : []) {
      const parts = childrenOf(member);
      const name = parts.find(({ name: part }) => /^(?:Private)?PropertyDefinition$/.test(part));
      if (!name) continue;
      if (member.name === "MethodDeclaration") {
        const method = { ...this.methodOf(member, parts), name: this.slice(name) };
        const isSetter = parts.some(({ name: part }) => part === "set");
        if (!isSetter || !methods.has(method.name)) methods.set(method.name, method);
        fields.push(...this.parameterFields(parts.find(({ name: part }) => part === "ParamList")));
      } else if (member.name === "PropertyDeclaration") {
        const equals = parts.findIndex(({ name: part }) => part === "Equals");
        const value = equals < 0 ? undefined : parts[equals + 1];
        if (value) fields.push(this.field(this.slice(name), this.read(value), methods));
      }
    }
    return {
      name: named && this.slice(named),
      bases: base ? [this.read(base)] : [],
      methods,
      fields: fields.filter(({ name }) => !methods.has(name)),
      start: node.from,
    };
  }

  /** `private readonly client: S3Client` among a constructor's parameters declares a field of that name. */
  private parameterFields(parameters: SyntaxNode | undefined): readonly { name: string; value: Expression }[] {
    return separated(parameters ? childrenOf(parameters) : []).flatMap((group) => {
      if (!group.some(({ name }) => name === "Privacy" || name === "readonly")) return [];
      const name = group.find((part) => part.name === "VariableDefinition");
      if (!name) return [];
      return [{ name: this.slice(name), value: { kind: "name" as const, name: this.slice(name), start: name.from } }];
    });
  }

  /** A field that holds an arrow function is treated as a method. */
  private field(
    name: string,
    value: Expression,
    methods: Map<string, FunctionNode>,
  ): { name: string; value: Expression } {
    if (value.kind === "function") methods.set(name, this.withThis(value.function));
    return { name, value };
  }

  /** A method of a class or an object, which `get` makes a property. */
  private methodOf(node: SyntaxNode, parts: readonly SyntaxNode[]): FunctionNode {
    return { ...this.withThis(this.functionOf(node)), isProperty: parts.some(({ name }) => name === "get") };
  }

  private withThis(method: FunctionNode): FunctionNode {
    return { ...method, self: "this" };
  }

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

  private parametersOf(node: SyntaxNode | undefined): readonly Parameter[] {
    if (!node) return [];
    return separated(childrenOf(node)).flatMap((group): readonly Parameter[] => {
      const target = group.map((part) => this.targetOf(part)).find((found) => found !== undefined);
      if (!target) return [];
      const equals = group.findIndex(({ name }) => name === "Equals");
      const fallback = equals < 0 ? undefined : group[equals + 1];
      const isRest = group.some(({ name }) => name === "Spread");
      return [
        {
          target,
          name: target.kind === "name" ? target.name : undefined,
          fallback: fallback && this.read(fallback),
          rest: isRest ? "list" : undefined,
        },
      ];
    });
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
    if (!callee) return { kind: "other", inner: values.map(({ value }) => value), start: node.from };
    return {
      kind: "call",
      callee: this.read(callee),
      arguments: values,
      start: node.from,
    };
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
      return { key, computedKey, value: { kind: "function", function: this.methodOf(property, parts), start } };
    const colon = parts.findIndex(({ name: part }) => part === ":");
    const value = colon < 0 ? undefined : parts[colon + 1];
    const read: Expression = value ? this.read(value) : { kind: "name", name: key ?? "", start };
    if (read.kind !== "function" || value?.name === "ArrowFunction") return { key, computedKey, value: read };
    return { key, computedKey, value: { ...read, function: this.withThis(read.function) } };
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

const NOTHING: Target = { kind: "elements", elements: [] };

/** The name under which values assigned to a computed member (`clients[name] = …`) are kept. */
export const ANY_MEMBER = "?";

/** The target of an assignment to a member. */
export function memberTarget(member: Expression): Target | undefined {
  if (member.kind === "member") return { kind: "member", object: member.object, name: member.name };
  return member.kind === "index" ? { kind: "member", object: member.object, name: ANY_MEMBER } : undefined;
}

/** Decodes a string literal; less common escapes do not matter for names. */
export function unescapeText(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => (character === "n" ? "\n" : character));
}
