import type { SyntaxNode } from "@lezer/common";
import type { Statement } from "../syntax.ts";
import { JavaClasses } from "./java-classes.ts";
import { JavaExpressions } from "./java-expressions.ts";
import { JavaNames } from "./java-names.ts";
import { JavaStatements } from "./java-statements.ts";
import { type JavaSources, JavaTypes } from "./java-types.ts";
import { childrenOf } from "./syntax-tree.ts";

/** Reads a file of Java: its classes, and the imports of those that they mention. */
export class JavaReader {
  private readonly types: JavaTypes;
  private readonly classes: JavaClasses;

  constructor(text: string, sources: JavaSources) {
    this.types = new JavaTypes(text, sources);
    const { types } = this;
    const names = new JavaNames(types);
    const expressions = new JavaExpressions(text, names, types, {
      functionOf: (node) => this.classes.functions.functionOf(node, undefined),
      anonymousClass: (body, base) => this.classes.anonymous(body, base),
    });
    const statements = new JavaStatements(text, {
      names,
      types,
      expressions,
      localClass: (node) => this.classes.declared(node),
    });
    this.classes = new JavaClasses(text, { names, types, expressions, statements });
  }

  file(top: SyntaxNode): readonly Statement[] {
    this.types.note(top);
    const classes = childrenOf(top).flatMap((node) => this.classes.declared(node));
    return [...this.types.imports.values(), ...classes];
  }
}

/** The code with which Lambda runs a handler: it makes an object of the class, and calls the method. */
export function handlerCall(source: string, method: string): readonly Statement[] {
  const start = 0;
  const name = source.replace(/^.*\./, "");
  const [file = "", ...inner] = name.split("$");
  const imported = [file, ...inner].join(".");
  const outer = source.slice(0, source.length - name.length) + file;
  const local = "handler";
  const made = { kind: "call", callee: { kind: "name", name: local, start }, arguments: [], start } as const;
  const callee = { kind: "member", object: made, name: method, start } as const;
  return [
    { kind: "import", source: outer, names: [{ imported, local }], start },
    { kind: "evaluate", expression: { kind: "call", callee, arguments: [], start }, start },
  ];
}
