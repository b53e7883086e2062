import type { SyntaxNode } from "@lezer/common";
import type { Expression, FunctionNode, Parameter, Statement } from "../syntax.ts";
import { fieldParameter } from "./field-constructor.ts";
import type { JavaExpressions } from "./java-expressions.ts";
import type { JavaNames } from "./java-names.ts";
import { type JavaStatements, typeIn } from "./java-statements.ts";
import type { JavaTypes } from "./java-types.ts";
import { childrenOf } from "./syntax-tree.ts";

/** What reads the other parts of a file. */
export interface JavaReaders {
  readonly names: JavaNames;
  readonly types: JavaTypes;
  readonly expressions: JavaExpressions;
  readonly statements: JavaStatements;
}

/** Reads the methods, constructors and lambdas of a file of Java. */
export class JavaFunctions {
  private readonly text: string;
  private readonly at: JavaReaders;

  constructor(text: string, at: JavaReaders) {
    this.text = text;
    this.at = at;
  }

  /** A method, a constructor or a lambda. */
  functionOf(node: SyntaxNode, self: string | undefined): FunctionNode {
    const { names, statements, expressions } = this.at;
    return names.within(() => {
      const parameters = this.parametersOf(node);
      const block = node.getChild("Block") ?? node.getChild("ConstructorBody");
      const value = block ? undefined : childrenOf(node).findLast((child) => expressions.isExpression(child));
      const start = node.from;
      const body: readonly Statement[] = block
        ? statements.body(block)
        : value
          ? [{ kind: "return", value: expressions.read(value), start: value.from }]
          : [];
      const name = node.getChild("Definition");
      const isLambda = node.name === "LambdaExpression";
      return {
        name: name && !isLambda ? this.slice(name) : undefined,
        parameters,
        body,
        self,
        isProperty: false,
        decorators: [],
        start,
      };
    });
  }

  private parametersOf(node: SyntaxNode): readonly Parameter[] {
    const list = node.getChild("FormalParameters") ?? node.getChild("InferredParameters");
    if (!list)
      return node.name === "LambdaExpression" ? node.getChildren("Definition").map((each) => this.parameter(each)) : [];
    return childrenOf(list).flatMap((child): readonly Parameter[] => {
      if (child.name === "Definition") return [this.parameter(child)];
      if (!/^(?:Formal|Spread)Parameter$/.test(child.name)) return [];
      const named = child.getChild("Definition") ?? child.getChild("VariableDeclarator")?.getChild("Definition");
      const type = typeIn(child, this.at.types);
      const rest = child.name === "SpreadParameter" ? ("list" as const) : undefined;
      return named ? [{ ...this.parameter(named), rest, type: type && !rest ? this.typed(type) : undefined }] : [];
    });
  }

  private parameter(named: SyntaxNode): Parameter {
    const name = this.slice(named);
    this.at.names.declare(name);
    return fieldParameter(name, undefined);
  }

  /** The class that a type refers to. */
  typed(type: SyntaxNode): Expression | undefined {
    return this.at.types.valueOf(type, this.at.names.path);
  }

  private slice(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}
