import type { SyntaxNode } from "@lezer/common";
import type { Expression, Statement } from "../syntax.ts";
import type { JavaExpressions } from "./java-expressions.ts";
import { type JavaNames, THIS } from "./java-names.ts";
import { settingName } from "./java-setting.ts";
import type { JavaTypes } from "./java-types.ts";
import { childrenOf } from "./syntax-tree.ts";

/** What the statements of a file refer to. */
export interface JavaSurroundings {
  readonly names: JavaNames;
  readonly types: JavaTypes;
  readonly expressions: JavaExpressions;
  /** Converts a class that is declared inside of a method. */
  readonly localClass: (node: SyntaxNode) => readonly Statement[];
}

/** Reads the statements of methods in Java. */
export class JavaStatements {
  private readonly text: string;
  private readonly names: JavaNames;
  private readonly types: JavaTypes;
  private readonly expressions: JavaExpressions;
  private readonly localClass: JavaSurroundings["localClass"];

  constructor(text: string, { names, types, expressions, localClass }: JavaSurroundings) {
    this.text = text;
    this.names = names;
    this.types = types;
    this.expressions = expressions;
    this.localClass = localClass;
  }

  /** The statements in a block, or in the body of a method. */
  body(node: SyntaxNode): readonly Statement[] {
    return childrenOf(node).flatMap((child) => this.statement(child));
  }

  private statement(node: SyntaxNode): readonly Statement[] {
    const start = node.from;
    switch (node.name) {
      case "LocalVariableDeclaration":
        return this.declaration(node);
      case "Resource":
        return this.variable(node, typeIn(node, this.types));
      case "ReturnStatement":
        return [{ kind: "return", value: this.inner(node)[0] ?? { kind: "other", inner: [], start }, start }];
      case "EnhancedForStatement":
        return this.block(node, () => this.each(node));
      case "CatchClause":
        return this.block(node, () => {
          const named = node.getChild("CatchFormalParameter")?.getChild("Definition");
          return [...(named ? this.declared(named, undefined) : []), ...this.body(node)];
        });
      case "ExplicitConstructorInvocation":
        return this.constructorCall(node);
      case "ClassDeclaration":
      case "RecordDeclaration":
      case "EnumDeclaration":
      case "InterfaceDeclaration":
        return this.localClass(node);
      case "SwitchLabel":
        return [];
      case "SwitchRule":
        return this.block(node, () => childrenOf(node).flatMap((child) => this.ruled(child)));
      case "Block":
      case "IfStatement":
      case "ForStatement":
      case "WhileStatement":
      case "DoStatement":
      case "SwitchStatement":
      case "TryStatement":
      case "TryWithResourcesStatement":
        return this.block(node, () => this.body(node));
      default:
        return this.expressions.isExpression(node) ? this.evaluated(node) : this.body(node);
    }
  }

  /** `case 1 -> value;` may be what the switch evaluates to. */
  private ruled(node: SyntaxNode): readonly Statement[] {
    const [value] = node.name === "ExpressionStatement" ? this.inner(node) : [];
    return value ? [{ kind: "return", value, start: node.from }] : this.statement(node);
  }

  /** Converts code with its own scope of names. */
  private block(node: SyntaxNode, read: () => readonly Statement[]): readonly Statement[] {
    return [{ kind: "block", body: this.names.within(read), start: node.from }];
  }

  private declaration(node: SyntaxNode): readonly Statement[] {
    const type = typeIn(node, this.types);
    return node.getChildren("VariableDeclarator").flatMap((each) => this.variable(each, type));
  }

  /** `name = value`, or a name alone. */
  private variable(node: SyntaxNode, type: SyntaxNode | undefined): readonly Statement[] {
    const named = node.getChild("Definition");
    if (!named) return this.body(node);
    const declared = this.declared(named, type);
    const value = childrenOf(node).findLast((child) => this.expressions.isExpression(child));
    if (!value) return declared;
    const target = { kind: "name", name: this.slice(named) } as const;
    const read = this.expressions.read(value);
    return [...declared, { kind: "assign", target, value: read, takes: "value", declares: true, start: node.from }];
  }

  private declared(named: SyntaxNode, type: SyntaxNode | undefined): readonly Statement[] {
    const name = this.slice(named);
    this.names.declare(name);
    return [{ kind: "declare", names: [name], type: type && this.typed(type), start: named.from }];
  }

  private typed(type: SyntaxNode): Expression | undefined {
    return this.types.valueOf(type, this.names.path);
  }

  /** `for (Order order : orders)` */
  private each(node: SyntaxNode): readonly Statement[] {
    const spec = node.getChild("ForSpec");
    const named = spec?.getChild("Definition");
    const list = spec && childrenOf(spec).findLast((child) => this.expressions.isExpression(child));
    const rest = childrenOf(node).filter(({ name }) => name !== "ForSpec");
    if (!spec || !named || !list) return this.body(node);
    const value = this.expressions.read(list);
    const target = { kind: "name", name: this.slice(named) } as const;
    return [
      ...this.declared(named, typeIn(spec, this.types)),
      { kind: "assign", target, value, takes: "element", declares: true, start: spec.from },
      ...rest.flatMap((child) => this.statement(child)),
    ];
  }

  /** `this(…)` and `super(…)` in a constructor. */
  private constructorCall(node: SyntaxNode): readonly Statement[] {
    const start = node.from;
    const passed = this.expressions.argumentsOf(node.getChild("ArgumentList"));
    const self: Expression = { kind: "name", name: THIS, start };
    const callee: Expression = node.getChild("this")
      ? { kind: "member", object: self, name: "constructor", count: passed.length, start }
      : { kind: "name", name: "super", start };
    return [{ kind: "evaluate", expression: { kind: "call", callee, arguments: passed, start }, start }];
  }

  /** An expression on its own; what is set in an object of a variable is kept as a value of the object's member. */
  private evaluated(node: SyntaxNode): readonly Statement[] {
    const start = node.from;
    const assigned = node.name === "AssignmentExpression" ? this.expressions.assignment(node) : undefined;
    if (assigned?.target)
      return [
        { kind: "assign", target: assigned.target, value: assigned.value, takes: "value", declares: false, start },
      ];
    const expression = this.expressions.read(node);
    return [{ kind: "evaluate", expression, start }, ...settings(expression)];
  }

  private inner(node: SyntaxNode): readonly Expression[] {
    return childrenOf(node)
      .filter((child) => this.expressions.isExpression(child))
      .map((child) => this.expressions.read(child));
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

/** The type that a declaration begins with; undefined for `var`. */
export function typeIn(node: SyntaxNode, types: JavaTypes): SyntaxNode | undefined {
  return childrenOf(node).find((child) => types.isType(child));
}

/** `request.setTableName(table)`, `builder.tableName(table).key(key)`: as assignments to members of the variable. */
function settings(expression: Expression): readonly Statement[] {
  if (expression.kind !== "call" || expression.callee.kind !== "member") return [];
  const { callee, arguments: passed, start } = expression;
  const [first] = passed;
  const before = settings(callee.object);
  const variable = variableOf(callee.object);
  if (variable === undefined || !first) return before;
  const target = { kind: "member", object: variable, name: settingName(callee.name) } as const;
  const value: Expression =
    passed.length === 1 ? first.value : { kind: "list", elements: passed.map((each) => each.value), start };
  return [...before, { kind: "assign", target, value, takes: "value", declares: false, start }];
}

/** The variable that a chain of calls begins with, other than the object itself. */
function variableOf(expression: Expression): Expression | undefined {
  if (expression.kind === "name") return /^(?:this|super)$|[.A-Z]/.test(expression.name) ? undefined : expression;
  const isCall = expression.kind === "call" && expression.callee.kind === "member";
  return isCall && expression.callee.kind === "member" ? variableOf(expression.callee.object) : undefined;
}
