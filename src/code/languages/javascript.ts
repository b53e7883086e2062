import type { SyntaxNode } from "@lezer/common";
import type { Expression, ImportedName, Statement, Target } from "../syntax.ts";
import { JavaScriptExpressions } from "./javascript-expressions.ts";
import { withPrototypes } from "./prototypes.ts";
import { childrenOf, separated } from "./syntax-tree.ts";

/** Conditions that hold only when a file is run directly, which never happens in Lambda. */
const IS_SCRIPT = /^\(\s*(?:require\.main\s*===?\s*module|import\.meta\.main)\s*\)$/;

/** Reads JavaScript and TypeScript. */
export class JavaScriptReader {
  private readonly text: string;
  private readonly expressions: JavaScriptExpressions;

  constructor(text: string) {
    this.text = text;
    this.expressions = new JavaScriptExpressions(text, (node) => this.statements(node));
  }

  /** Converts the statements of a file or block. */
  statements(node: SyntaxNode): readonly Statement[] {
    return withPrototypes(childrenOf(node).flatMap((child) => this.statement(child)));
  }

  private statement(node: SyntaxNode): readonly Statement[] {
    const start = node.from;
    switch (node.name) {
      case "ImportDeclaration":
        return this.importDeclaration(node);
      case "ExportDeclaration":
        return this.exportDeclaration(node);
      case "VariableDeclaration":
        return this.variables(node);
      case "FunctionDeclaration": {
        const value = this.expressions.functions.functionOf(node);
        return value.name === undefined ? [] : [{ kind: "function", name: value.name, function: value, start }];
      }
      case "ClassDeclaration": {
        const value = this.expressions.functions.classOf(node);
        return value.name === undefined ? [] : [{ kind: "class", name: value.name, class: value, start }];
      }
      case "ReturnStatement": {
        const value = childrenOf(node).find((child) => this.expressions.isExpression(child));
        return value ? [{ kind: "return", value: this.expressions.read(value), start }] : [];
      }
      case "ExpressionStatement":
        return this.expressionStatement(node);
      case "IfStatement":
        return this.branches(node);
      case "ForOfSpec":
      case "ForInSpec":
        return this.loop(node);
      case "Block":
      case "SwitchBody":
        return [{ kind: "block", body: this.statements(node), start }];
      case "TypeAliasDeclaration":
      case "InterfaceDeclaration":
      case "AmbientDeclaration":
      case "LineComment":
      case "BlockComment":
        return [];
      default:
        if (this.expressions.isExpression(node))
          return [{ kind: "evaluate", expression: this.expressions.read(node), start }];
        return this.statements(node);
    }
  }

  /** A statement, or an export in the style of CommonJS: `exports.handler = …`, `module.exports = { … }`. */
  private expressionStatement(node: SyntaxNode): readonly Statement[] {
    return childrenOf(node)
      .filter((child) => this.expressions.isExpression(child))
      .flatMap((child): readonly Statement[] => {
        const expression = this.expressions.read(child);
        const start = node.from;
        if (expression.kind !== "assignment") return [{ kind: "evaluate", expression, start }];
        const { targets, value } = chainOf(expression);
        return targets.flatMap((target) => assignmentOf(target, value, start));
      });
  }

  private variables(node: SyntaxNode): readonly Statement[] {
    return separated(childrenOf(node).slice(1)).flatMap((group): readonly Statement[] => {
      const target = group.map((part) => this.expressions.targetOf(part)).find((found) => found !== undefined);
      const equals = group.findIndex(({ name }) => name === "Equals");
      const value = equals < 0 ? undefined : group[equals + 1];
      if (!target) return [];
      if (!value) return [{ kind: "declare", names: targetNames(target), start: node.from }];
      const read = this.expressions.read(value);
      const start = value.from;
      if (read.kind !== "assignment")
        return [{ kind: "assign", target, value: read, takes: "value", declares: true, start }];
      // `const api = module.exports = {}`
      const chain = chainOf(read);
      const named: Expression = target.kind === "name" ? { kind: "name", name: target.name, start } : chain.value;
      return [
        { kind: "assign", target, value: chain.value, takes: "value", declares: true, start },
        ...chain.targets.flatMap((each) => assignmentOf(each, named, start)),
      ];
    });
  }

  /** All branches, as any may run, except those for a file that is run directly as a script. */
  private branches(node: SyntaxNode): readonly Statement[] {
    const children = childrenOf(node);
    const isForScript = children.some((child) => IS_SCRIPT.test(this.slice(child)));
    const others = children.findIndex(({ name }) => name === "else");
    const running = !isForScript ? children : others < 0 ? [] : children.slice(others + 1);
    return running.flatMap((child) => this.statement(child));
  }

  private loop(node: SyntaxNode): readonly Statement[] {
    const children = childrenOf(node);
    const of = children.findIndex(({ name }) => name === "of" || name === "in");
    const target = children.slice(0, of).map((part) => this.expressions.targetOf(part));
    const found = target.find((each): each is Target => each !== undefined);
    const collection = children.slice(of + 1).find((child) => this.expressions.isExpression(child));
    if (!collection) return [];
    const value = this.expressions.read(collection);
    if (!found) return [{ kind: "evaluate", expression: value, start: node.from }];
    return [{ kind: "assign", target: found, value, takes: "element", declares: true, start: node.from }];
  }

  private importDeclaration(node: SyntaxNode): readonly Statement[] {
    const children = childrenOf(node);
    const source = children.find(({ name }) => name === "String");
    if (!source) return [];
    const isOfTypes = children[1]?.name === "type";
    const names: ImportedName[] = [];
    const types: ImportedName[] = [];
    for (const child of children) {
      if (child.name === "VariableDefinition") {
        const isAll = names.length === 0 && children.some(({ name }) => name === "Star");
        names.push({ imported: isAll ? "*" : "default", local: this.slice(child) });
      } else if (child.name === "ImportGroup") {
        names.push(...this.importGroup(child, false));
        types.push(...this.importGroup(child, true));
      }
    }
    const [path, start] = [this.expressions.stringOf(source), node.from];
    const ofTypes: Statement = { kind: "import", source: path, names: types, isOfTypes: true, start };
    return [
      { kind: "import", source: path, names, start, ...(isOfTypes && { isOfTypes }) },
      ...(types.length > 0 ? [ofTypes] : []),
    ];
  }

  /** The names of a group, or the types in it. */
  private importGroup(node: SyntaxNode, isOfTypes: boolean): readonly ImportedName[] {
    return separated(childrenOf(node)).flatMap((group) => {
      if (group.some(({ name }) => name === "type") !== isOfTypes) return [];
      return this.renamed(group, /^(?:VariableName|VariableDefinition|PropertyName|String)$/);
    });
  }

  /** `name`, or `name as other`; which kinds of node these are depends on the statement. */
  private renamed(group: readonly SyntaxNode[], kinds: RegExp): readonly ImportedName[] {
    const words = group.filter(({ name }) => kinds.test(name));
    const [first, last] = [words[0], words.at(-1)];
    return first && last ? [{ imported: this.slice(first), local: this.slice(last) }] : [];
  }

  private exportDeclaration(node: SyntaxNode): readonly Statement[] {
    const children = childrenOf(node);
    const start = node.from;
    const source = children.find(({ name }) => name === "String");
    const group = children.find(({ name }) => name === "ExportGroup");
    const isDefault = children.some(({ name }) => name === "default");
    if (source && !isDefault) {
      const names = group ? this.exportGroup(group) : this.exportAll(children);
      return [{ kind: "reexport", source: this.expressions.stringOf(source), names, start }];
    }
    if (group)
      return this.exportGroup(group).map(({ imported, local }) => ({
        kind: "export",
        name: local,
        value: { kind: "name", name: imported, start },
        start,
      }));
    const declared = children.flatMap((child) => (/Declaration$/.test(child.name) ? this.statement(child) : []));
    const exported = declared.flatMap((statement) => exportsOf(statement, isDefault));
    if (!isDefault || exported.length > 0) return [...declared, ...exported];
    const value = children
      .filter((child) => this.expressions.isExpression(child) || /^(?:Function|Class)Declaration$/.test(child.name))
      .map((child) => this.defaultValue(child));
    return value.map((each) => ({ kind: "export", name: "default", value: each, start }));
  }

  private defaultValue(node: SyntaxNode): Expression {
    const start = node.from;
    if (node.name === "FunctionDeclaration")
      return { kind: "function", function: this.expressions.functions.functionOf(node), start };
    if (node.name === "ClassDeclaration")
      return { kind: "class", class: this.expressions.functions.classOf(node), start };
    return this.expressions.read(node);
  }

  private exportGroup(node: SyntaxNode): readonly ImportedName[] {
    return separated(childrenOf(node)).flatMap((group) =>
      this.renamed(group, /^(?:VariableName|VariableDefinition|PropertyName)$/),
    );
  }

  private exportAll(children: readonly SyntaxNode[]): readonly ImportedName[] {
    const named = children.find(({ name }) => /^Variable(?:Name|Definition)$/.test(name));
    return [{ imported: "*", local: named ? this.slice(named) : "*" }];
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

function exportsOf(statement: Statement, isDefault: boolean): readonly Statement[] {
  const { start } = statement;
  const named = (name: string): Statement => ({
    kind: "export",
    name: isDefault ? "default" : name,
    value: { kind: "name", name, start },
    start,
  });
  if (statement.kind === "function" || statement.kind === "class") return [named(statement.name)];
  return statement.kind === "assign" ? targetNames(statement.target).map(named) : [];
}

/** The names that a pattern declares. */
function targetNames(target: Target): readonly string[] {
  switch (target.kind) {
    case "name":
      return [target.name];
    case "member":
      return [];
    case "entries":
      return [
        ...target.entries.flatMap(({ target: inner }) => targetNames(inner)),
        ...(target.rest ? [target.rest] : []),
      ];
    case "elements":
      return target.elements.flatMap((inner) => (inner ? targetNames(inner) : []));
  }
}

/** What `a = b = value` assigns to. */
function chainOf(expression: Extract<Expression, { kind: "assignment" }>): {
  readonly targets: readonly Target[];
  readonly value: Expression;
} {
  const { target, value } = expression;
  if (value.kind !== "assignment") return { targets: [target], value };
  const inner = chainOf(value);
  return { targets: [target, ...inner.targets], value: inner.value };
}

/** An assignment, which may be an export in the style of CommonJS: `exports.handler = …`, `module.exports = { … }`. */
function assignmentOf(target: Target, value: Expression, start: number): readonly Statement[] {
  const exported = target.kind === "member" ? exportedName(target) : undefined;
  if (exported === undefined) return [{ kind: "assign", target, value, takes: "value", declares: false, start }];
  if (exported !== "*") return [{ kind: "export", name: exported, value, start }];
  if (value.kind !== "object")
    return [
      { kind: "export", name: "default", value, start },
      { kind: "export", name: "*", value, start },
    ];
  return [
    ...value.entries.flatMap(({ key, value: entry }): Statement[] =>
      key === undefined ? [] : [{ kind: "export", name: key, value: entry, start: entry.start }],
    ),
    ...value.spreads.map((spread): Statement => ({ kind: "export", name: "*", value: spread, start })),
  ];
}

/** The name in `exports.name`, or `*` for `module.exports` itself. */
function exportedName({ object, name }: Extract<Target, { kind: "member" }>): string | undefined {
  if (object.kind === "name" && object.name === "module" && name === "exports") return "*";
  const isExports =
    (object.kind === "name" && object.name === "exports") ||
    (object.kind === "member" &&
      object.name === "exports" &&
      object.object.kind === "name" &&
      object.object.name === "module");
  return isExports ? name : undefined;
}
