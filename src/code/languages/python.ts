import type { SyntaxNode } from "@lezer/common";
import type { ClassNode, Expression, FunctionNode, ImportedName, Parameter, Statement } from "../syntax.ts";
import { fieldConstructor, fieldParameter } from "./field-constructor.ts";
import { PythonExpressions } from "./python-expressions.ts";
import { childrenOf, separated } from "./syntax-tree.ts";

/** Conditions that never hold in Lambda: a file run as a script, and type checking. */
const NEVER_IN_LAMBDA = /^(?:\(?\s*__name__\s*==\s*["']__main__["']\s*\)?|(?:typing\.)?TYPE_CHECKING)$/;

/** Reads Python. */
export class PythonReader {
  private readonly text: string;
  private readonly expressions: PythonExpressions;

  constructor(text: string) {
    this.text = text;
    this.expressions = new PythonExpressions(text);
  }

  /** Converts the statements of a file or block. */
  statements(node: SyntaxNode): readonly Statement[] {
    return childrenOf(node).flatMap((child) => this.statement(child, []));
  }

  private statement(node: SyntaxNode, decorators: readonly Expression[]): readonly Statement[] {
    const start = node.from;
    switch (node.name) {
      case "ImportStatement":
        return this.importStatement(node);
      case "AssignStatement":
        return this.assignStatement(node);
      case "UpdateStatement":
        return this.evaluateAll(node);
      case "FunctionDefinition": {
        const value = this.functionOf(node, decorators);
        return value.name === undefined ? [] : [{ kind: "function", name: value.name, function: value, start }];
      }
      case "ClassDefinition": {
        const value = this.classOf(node, decorators);
        const { name } = value;
        if (name === undefined) return [];
        return [
          { kind: "class", name, class: value, start },
          ...decorators.flatMap((each) => decoratedClass(each, name)),
        ];
      }
      case "DecoratedStatement":
        return this.decorated(node);
      case "ReturnStatement":
      case "YieldStatement": {
        const value = this.oneOrTuple(childrenOf(node), start);
        return value ? [{ kind: "return", value, start }] : [];
      }
      case "IfStatement":
        return this.branches(node);
      case "ForStatement":
        return this.loop(node);
      case "WithStatement":
        return this.withStatement(node);
      case "ScopeStatement":
        return [{ kind: "outer-names", names: this.names(node), start }];
      case "Comment":
        return [];
      default:
        if (this.expressions.isExpression(node))
          return [{ kind: "evaluate", expression: this.expressions.read(node), start }];
        return this.statements(node);
    }
  }

  /** The expression that some nodes make; several, separated by commas, make a tuple. */
  private oneOrTuple(nodes: readonly SyntaxNode[], start: number): Expression | undefined {
    const elements = nodes
      .filter((node) => this.expressions.isExpression(node))
      .map((node) => this.expressions.read(node));
    return elements.length > 1 ? { kind: "list", elements, start } : elements[0];
  }

  private assignStatement(node: SyntaxNode): readonly Statement[] {
    const groups: SyntaxNode[][] = [[]];
    for (const child of childrenOf(node)) {
      if (child.name === "AssignOp") groups.push([]);
      else groups.at(-1)?.push(child);
    }
    const start = node.from;
    const value = this.oneOrTuple(groups.at(-1) ?? [], start);
    if (groups.length < 2 || !value) return [];
    return groups.slice(0, -1).flatMap((group): readonly Statement[] => {
      const target = this.expressions.targetOfGroup(group);
      return target
        ? [{ kind: "assign", target, value, takes: "value", declares: true, start }]
        : [{ kind: "evaluate", expression: value, start }];
    });
  }

  /** All branches, as any may run, except those that never run in Lambda. */
  private branches(node: SyntaxNode): readonly Statement[] {
    let test: SyntaxNode | undefined;
    return childrenOf(node).flatMap((child): readonly Statement[] => {
      if (child.name === "else") test = undefined;
      if (child.name === "Body") return test && NEVER_IN_LAMBDA.test(this.slice(test)) ? [] : this.statements(child);
      if (!this.expressions.isExpression(child)) return [];
      test = child;
      return [{ kind: "evaluate", expression: this.expressions.read(child), start: child.from }];
    });
  }

  private loop(node: SyntaxNode): readonly Statement[] {
    const children = childrenOf(node);
    const of = children.findIndex(({ name }) => name === "in");
    const begin = children.findIndex(({ name }) => name === "for");
    const target = this.expressions.targetOfGroup(children.slice(begin + 1, of));
    const collection = children[of + 1];
    const body = children.filter(({ name }) => name === "Body").flatMap((child) => this.statements(child));
    if (!collection) return body;
    const value = this.expressions.read(collection);
    const start = node.from;
    if (!target) return [{ kind: "evaluate", expression: value, start }, ...body];
    return [{ kind: "assign", target, value, takes: "element", declares: true, start }, ...body];
  }

  private withStatement(node: SyntaxNode): readonly Statement[] {
    const children = childrenOf(node);
    const body = children.find(({ name }) => name === "Body");
    const groups = separated(children.filter((child) => child !== body && !/^(?:with|async)$/.test(child.name)));
    const opened = groups.flatMap((group): readonly Statement[] => {
      const value = group.find((part) => this.expressions.isExpression(part));
      const as = group.findIndex(({ name }) => name === "as");
      const named = as < 0 ? undefined : group[as + 1];
      const target = named && this.expressions.targetOf(named);
      if (!value) return [];
      const read = this.expressions.read(value);
      return target
        ? [{ kind: "assign", target, value: read, takes: "value", declares: true, start: value.from }]
        : [{ kind: "evaluate", expression: read, start: value.from }];
    });
    return [...opened, ...(body ? this.statements(body) : [])];
  }

  private decorated(node: SyntaxNode): readonly Statement[] {
    const decorators = node.getChildren("Decorator").map((decorator) => this.decorator(decorator));
    return childrenOf(node)
      .filter(({ name }) => name !== "Decorator")
      .flatMap((child) => this.statement(child, decorators));
  }

  private decorator(node: SyntaxNode): Expression {
    const [, first, ...rest] = childrenOf(node);
    const start = node.from;
    if (!first) return { kind: "other", inner: [], start };
    let expression: Expression = { kind: "name", name: this.slice(first), start };
    for (const part of rest) {
      if (part.name === "VariableName" || part.name === "PropertyName")
        expression = { kind: "member", object: expression, name: this.slice(part), start };
      if (part.name === "ArgList") {
        const values = this.expressions.argumentsOf(part);
        expression = { kind: "call", callee: expression, arguments: values, start };
      }
    }
    return expression;
  }

  private functionOf(node: SyntaxNode, decorators: readonly Expression[]): FunctionNode {
    const name = node.getChild("VariableName");
    const body = node.getChild("Body");
    return {
      name: name ? this.slice(name) : undefined,
      parameters: this.expressions.parametersOf(node.getChild("ParamList") ?? undefined),
      body: body ? this.statements(body) : [],
      self: undefined,
      isProperty: decorators.some((each) => /^(?:cached_)?property$/.test(lastName(each))),
      decorators,
      start: node.from,
    };
  }

  /** The first parameter of a method is the instance, unless the method is static. */
  private methodOf(node: SyntaxNode, decorators: readonly Expression[]): FunctionNode {
    const written = this.functionOf(node, decorators);
    const isStatic = decorators.some((each) => each.kind === "name" && each.name === "staticmethod");
    const [self, ...parameters] = written.parameters;
    return isStatic || !self ? written : { ...written, parameters, self: self.name };
  }

  private classOf(node: SyntaxNode, decorators: readonly Expression[]): ClassNode {
    const name = node.getChild("VariableName");
    const bases = this.expressions.argumentsOf(node.getChild("ArgList") ?? undefined);
    const methods = new Map<string, FunctionNode>();
    const fields: { name: string; value: Expression }[] = [];
    const parameters: Parameter[] = [];
    const body = node.getChild("Body");
    for (const member of body ? childrenOf(body) : []) {
      const definition = member.name === "DecoratedStatement" ? member.getChild("FunctionDefinition") : member;
      if (definition?.name === "FunctionDefinition") {
        const own = member.getChildren("Decorator").map((decorator) => this.decorator(decorator));
        const method = this.methodOf(definition, own);
        if (method.name !== undefined) methods.set(method.name, method);
        continue;
      }
      const own = this.statement(member, []).flatMap((statement) =>
        statement.kind === "assign" && statement.target.kind === "name"
          ? [{ name: statement.target.name, value: statement.value }]
          : [],
      );
      fields.push(...own);
      const annotated = member.getChild("TypeDef") && member.getChild("VariableName");
      if (annotated) {
        const value = own[0]?.value;
        parameters.push(fieldParameter(this.slice(annotated), value && fieldDefault(value)));
      }
    }
    const extended = bases.filter(({ name: keyword }) => keyword === undefined).map(({ value }) => value);
    if (!methods.has("__init__") && takesFields(extended, decorators)) {
      methods.set("__init__", fieldConstructor(parameters, node.from));
    }
    return {
      name: name ? this.slice(name) : undefined,
      bases: extended,
      methods,
      fields,
      start: node.from,
    };
  }

  private importStatement(node: SyntaxNode): readonly Statement[] {
    const children = childrenOf(node);
    const start = node.from;
    const isFrom = children[0]?.name === "from";
    if (!isFrom)
      return separated(children.slice(1)).map((group) => {
        const as = group.findIndex(({ name }) => name === "as");
        const source = this.joined(as < 0 ? group : group.slice(0, as));
        const named = as < 0 ? undefined : group[as + 1];
        // `import a.b` binds `a`; the member b is resolved when it is used
        const local = named ? this.slice(named) : (source.split(".")[0] ?? source);
        return { kind: "import", source: named ? source : local, names: [{ imported: "*", local }], start };
      });
    const at = children.findIndex(({ name }) => name === "import");
    const source = this.joined(children.slice(1, at));
    const names = separated(children.slice(at + 1)).flatMap((group): readonly ImportedName[] => {
      const [first, last] = [group[0], group.at(-1)];
      if (!first || !last) return [];
      return [{ imported: this.slice(first), local: this.slice(last) }];
    });
    return [{ kind: "import", source, names, start }];
  }

  private evaluateAll(node: SyntaxNode): readonly Statement[] {
    return childrenOf(node)
      .filter((child) => this.expressions.isExpression(child))
      .map((child) => ({ kind: "evaluate", expression: this.expressions.read(child), start: node.from }));
  }

  private names(node: SyntaxNode): readonly string[] {
    return node.getChildren("VariableName").map((child) => this.slice(child));
  }

  private joined(nodes: readonly SyntaxNode[]): string {
    return nodes.map((node) => this.slice(node)).join("");
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

/** Whether a class gets a constructor from its annotated fields: a dataclass, a NamedTuple, a pydantic model. */
function takesFields(bases: readonly Expression[], decorators: readonly Expression[]): boolean {
  const isMade = decorators.map(lastName).some((name) => /^(?:dataclass|define|frozen|mutable|attrs|s)$/.test(name));
  return isMade || bases.some((base) => /^(?:NamedTuple|BaseModel)$/.test(lastName(base)));
}

/** Decorators of classes that are not told to others by them. */
const PLAIN_DECORATORS = /^(?:attrs|dataclass|define|final|frozen|mutable|runtime_checkable|s|total_ordering|unique)$/;

/** What a decorator does with a class: it is called with it. */
function decoratedClass(decorator: Expression, name: string): readonly Statement[] {
  const { start } = decorator;
  if (PLAIN_DECORATORS.test(lastName(decorator))) return [];
  const passed = { name: undefined, value: { kind: "name" as const, name, start }, isSpread: false };
  return [{ kind: "evaluate", expression: { kind: "call", callee: decorator, arguments: [passed], start }, start }];
}

/** `dataclass` of `@dataclasses.dataclass(frozen=True)`. */
function lastName(expression: Expression): string {
  if (expression.kind === "call") return lastName(expression.callee);
  return expression.kind === "name" || expression.kind === "member" ? expression.name : "";
}

/** The default of a field: the value itself, or what `field(default_factory=list)` makes. */
function fieldDefault(value: Expression): Expression {
  if (value.kind !== "call") return value;
  const { start } = value;
  const given = (name: string) => value.arguments.find((argument) => argument.name === name)?.value;
  const factory = given("default_factory") ?? given("factory");
  if (factory) return { kind: "call", callee: factory, arguments: [], start };
  return given("default") ?? value;
}
