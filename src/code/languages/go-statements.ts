import type { SyntaxNode } from "@lezer/common";
import type { Expression, SourceText, Statement } from "../syntax.ts";
import type { GoExpressions } from "./go-expressions.ts";
import type { GoNames } from "./go-names.ts";
import { declarationSpecs, type GoPackage } from "./go-package.ts";
import { childrenOf } from "./syntax-tree.ts";

/** What the statements of a file of Go refer to. */
interface Surroundings {
  readonly own: GoPackage;
  readonly names: GoNames;
  readonly expressions: GoExpressions;
}

/** Reads the statements of functions in Go, and declarations of variables and constants. */
export class GoStatements {
  private readonly text: string;
  private readonly start: number;
  private readonly own: GoPackage;
  private readonly names: GoNames;
  private readonly expressions: GoExpressions;
  /** The named results of the functions around a statement. */
  private readonly results: (readonly string[])[] = [];

  constructor({ text, start }: SourceText, { own, names, expressions }: Surroundings) {
    this.text = text;
    this.start = start;
    this.own = own;
    this.names = names;
    this.expressions = expressions;
  }

  /** The body of a function, with the names of its results. */
  body(block: SyntaxNode, results: readonly string[]): readonly Statement[] {
    this.results.push(results);
    const body = this.statements(block);
    this.results.pop();
    return body;
  }

  private statements(node: SyntaxNode): readonly Statement[] {
    return childrenOf(node).flatMap((child) => this.statement(child));
  }

  /** Converts code with its own scope of names. */
  private block(node: SyntaxNode, read: () => readonly Statement[]): readonly Statement[] {
    return [{ kind: "block", body: this.names.within(read), start: this.at(node) }];
  }

  /** Converts a statement. */
  statement(node: SyntaxNode): readonly Statement[] {
    switch (node.name) {
      case "ConstDecl":
        return declarationSpecs(node, "ConstSpec").flatMap((spec) => this.assignment(spec));
      case "VarDecl": {
        const specs = declarationSpecs(node, "VarSpec");
        return specs.length > 0 || node.firstChild?.name === "var"
          ? specs.flatMap((spec) => this.assignment(spec))
          : this.assignment(node);
      }
      case "Assignment":
      case "RangeClause":
      case "ReceiveStatement":
        return this.assignment(node);
      case "ReturnStatement":
        return this.returned(node);
      case "Block":
      case "IfStatement":
      case "ForStatement":
      case "SwitchStatement":
      case "SelectStatement":
        return this.block(node, () => this.statements(node));
      case "TypeSwitchStatement":
        return this.block(node, () => [...this.assignment(node), ...this.statements(node)]);
      case "SwitchBlock":
      case "SelectBlock":
        return this.cases(node);
      case "LabelName":
      case "TypeDecl":
        return [];
      default: {
        const start = this.at(node);
        if (this.expressions.isExpression(node))
          return [{ kind: "evaluate", expression: this.expressions.read(node), start }];
        return this.statements(node);
      }
    }
  }

  /** Each case is a separate scope of names. */
  private cases(node: SyntaxNode): readonly Statement[] {
    const groups: SyntaxNode[][] = [];
    for (const child of childrenOf(node))
      if (child.name === "Case") groups.push([child]);
      else groups.at(-1)?.push(child);
    return groups.flatMap(([first, ...rest]) =>
      first
        ? this.block(first, () => [...this.statements(first), ...rest.flatMap((each) => this.statement(each))])
        : [],
    );
  }

  private returned(node: SyntaxNode): readonly Statement[] {
    const start = this.at(node);
    const written = childrenOf(node).filter((child) => this.expressions.isExpression(child));
    const named = this.results.at(-1) ?? [];
    const elements: readonly Expression[] =
      written.length > 0
        ? written.map((child) => this.expressions.read(child))
        : named.map((name) => ({ kind: "name", name, start }));
    const [only] = elements;
    if (!only) return [];
    return [{ kind: "return", value: elements.length > 1 ? { kind: "list", elements, start } : only, start }];
  }

  /** `a, b := f()`, `a, b = c, d`, `var a Type`, `for key, value := range list`. */
  private assignment(node: SyntaxNode): readonly Statement[] {
    const children = childrenOf(node);
    const sign = children.findIndex(({ name }) => /^(?::?=|range|UpdateOp)$/.test(name));
    const operator = children[sign]?.name;
    const isRange = children.some(({ name }) => name === "range");
    const left = (sign < 0 ? children : children.slice(0, sign)).filter(
      (child) => child.name === "DefName" || this.expressions.isExpression(child),
    );
    const values = (sign < 0 ? [] : children.slice(sign + 1))
      .filter((child) => this.expressions.isExpression(child))
      .map((child) => this.expressions.read(child));
    const type = children.slice(0, sign < 0 ? undefined : sign).find((child) => this.expressions.types.isType(child));
    const start = this.at(node);
    const declares =
      node.name === "ConstSpec" || node.name === "VarSpec" || operator === ":=" || left[0]?.name === "DefName";
    const given = this.given(left.length, values, isRange);
    const assigned = left.flatMap((target, index): readonly Statement[] => {
      const value = given[index];
      const read = this.expressions.targetOf(target);
      if (!read || operator === "UpdateOp")
        return value ? [{ kind: "evaluate", expression: value, start: value.start }] : [];
      return value ? [{ kind: "assign", target: read, value, takes: "value", declares, start: value.start }] : [];
    });
    const names = left.filter(({ name }) => declares && name === "DefName").map((child) => this.slice(child));
    for (const [index, name] of names.entries()) this.names.declare(name, this.ownType(type, given[index]));
    const valueOfType = type && this.expressions.types.valueOf(type);
    const declared: readonly Statement[] = declares ? [{ kind: "declare", names, type: valueOfType, start }] : [];
    const unused = given.slice(left.length).map((value): Statement => ({ kind: "evaluate", expression: value, start }));
    return [...declared, ...assigned, ...unused];
  }

  /** What each of some targets gets. */
  private given(targets: number, values: readonly Expression[], isRange: boolean): readonly Expression[] {
    const [only] = values;
    if (!only) return [];
    const { start } = only;
    if (isRange) {
      const some: Expression = { kind: "index", object: only, key: { kind: "other", inner: [], start }, start };
      return targets > 1 ? [{ kind: "other", inner: [], start }, some] : [{ kind: "other", inner: [only], start }];
    }
    if (values.length > 1 || targets < 2) return values;
    // `value, found := table[key]`
    if (only.kind !== "call") return [only];
    const call: Expression = only;
    return Array.from({ length: targets }, (_, index): Expression => ({ kind: "result", call, index, start }));
  }

  /** The type of the package that a variable is declared or made with. */
  private ownType(type: SyntaxNode | undefined, value: Expression | undefined): string | undefined {
    if (type) return this.expressions.types.ownName(type);
    const name = value?.kind === "call" && value.callee.kind === "name" ? value.callee.name : "";
    return this.own.types.get(name) === "struct" ? name : undefined;
  }

  private at(node: SyntaxNode): number {
    return this.start + node.from;
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}
