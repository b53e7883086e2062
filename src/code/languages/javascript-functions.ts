import type { SyntaxNode } from "@lezer/common";
import type { ClassNode, Expression, FunctionNode, Parameter, Statement, Target } from "../syntax.ts";
import type { JavaScriptExpressions } from "./javascript-expressions.ts";
import { typedValue } from "./javascript-types.ts";
import { childrenOf, separated } from "./syntax-tree.ts";

/** What functions and classes consist of. */
interface Readers {
  readonly expressions: JavaScriptExpressions;
  readonly statements: (block: SyntaxNode) => readonly Statement[];
}

/** Reads the functions and classes of JavaScript and TypeScript. */
export class JavaScriptFunctions {
  private readonly text: string;
  private readonly expressions: JavaScriptExpressions;
  private readonly statements: (block: SyntaxNode) => readonly Statement[];

  constructor(text: string, { expressions, statements }: Readers) {
    this.text = text;
    this.expressions = expressions;
    this.statements = statements;
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
  arrowOf(node: SyntaxNode): FunctionNode {
    const written = this.functionOf(node);
    const children = childrenOf(node);
    const arrow = children.findIndex(({ name }) => name === "Arrow");
    const single = children.slice(0, arrow).find(({ name }) => name === "VariableDefinition");
    const hasBlock = children.some(({ name }) => name === "Block");
    const value = hasBlock
      ? undefined
      : children.slice(arrow + 1).find((child) => this.expressions.isExpression(child));
    return {
      ...written,
      name: undefined,
      parameters: single
        ? [
            {
              target: this.expressions.targetOf(single) ?? NOTHING,
              name: this.slice(single),
              fallback: undefined,
              rest: undefined,
            },
          ]
        : written.parameters,
      body: value ? [{ kind: "return", value: this.expressions.read(value), start: value.from }] : written.body,
    };
  }

  classOf(node: SyntaxNode): ClassNode {
    const children = childrenOf(node);
    const named = children.find(({ name }) => name === "VariableDefinition");
    const extended = children.findIndex(({ name }) => name === "extends");
    const base =
      extended < 0 ? undefined : children.slice(extended + 1).find((child) => this.expressions.isExpression(child));
    const body = children.find(({ name }) => name === "ClassBody");
    const methods = new Map<string, FunctionNode>();
    const fields: { name: string; value: Expression }[] = [];
    const types = new Map<string, Expression>();
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
        const type = typedValue(parts, this.text);
        if (type) types.set(this.slice(name), type);
        if (value) fields.push(this.field(this.slice(name), this.expressions.read(value), methods));
      }
    }
    return {
      name: named && this.slice(named),
      bases: base ? [this.expressions.read(base)] : [],
      methods,
      fields: fields.filter(({ name }) => !methods.has(name)),
      ...(types.size > 0 && { types }),
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
  methodOf(node: SyntaxNode, parts: readonly SyntaxNode[]): FunctionNode {
    return { ...this.withThis(this.functionOf(node)), isProperty: parts.some(({ name }) => name === "get") };
  }

  /** A function in which `this` is the object. */
  withThis(method: FunctionNode): FunctionNode {
    return { ...method, self: "this" };
  }

  private parametersOf(node: SyntaxNode | undefined): readonly Parameter[] {
    if (!node) return [];
    return separated(childrenOf(node)).flatMap((group): readonly Parameter[] => {
      const target = group.map((part) => this.expressions.targetOf(part)).find((found) => found !== undefined);
      if (!target) return [];
      const equals = group.findIndex(({ name }) => name === "Equals");
      const fallback = equals < 0 ? undefined : group[equals + 1];
      const isRest = group.some(({ name }) => name === "Spread");
      return [
        {
          target,
          name: target.kind === "name" ? target.name : undefined,
          fallback: fallback && this.expressions.read(fallback),
          rest: isRest ? "list" : undefined,
          type: isRest ? undefined : typedValue(group, this.text),
        },
      ];
    });
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

const NOTHING: Target = { kind: "elements", elements: [] };
