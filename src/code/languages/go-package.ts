import type { SyntaxNode } from "@lezer/common";
import type { FunctionNode } from "../syntax.ts";
import { childrenOf } from "./syntax-tree.ts";

/** The kind of a type of a package, which determines how its values are written. */
export type GoTypeKind = "struct" | "interface" | "map" | "list" | "other";

const KINDS: Readonly<Record<string, GoTypeKind>> = {
  StructType: "struct",
  InterfaceType: "interface",
  MapType: "map",
  SliceType: "list",
  ArrayType: "list",
};

/** What the files of a package have to know of each other before they are read. */
export class GoPackage {
  readonly types = new Map<string, GoTypeKind>();
  /** Its variables and constants, with the types of the package that they have. */
  readonly variables = new Map<string, string | undefined>();
  private readonly methods = new Map<string, Map<string, FunctionNode>>();
  private readonly isOwnPath: (path: string) => boolean;

  constructor(isOwn: (path: string) => boolean) {
    this.isOwnPath = isOwn;
  }

  /** Whether a path is that of a package of the program. */
  isOwn(path: string): boolean {
    return this.isOwnPath(path);
  }

  /** Notes the types that a file declares. */
  addTypes(top: SyntaxNode, text: string): void {
    for (const declaration of top.getChildren("TypeDecl"))
      for (const spec of typeSpecs(declaration)) {
        const [name, ...rest] = childrenOf(spec);
        const kind = rest.map((child) => KINDS[child.name]).find((each) => each !== undefined);
        if (name) this.types.set(text.slice(name.from, name.to), kind ?? "other");
      }
  }

  /** The methods of a type, which any file of the package may add to. */
  methodsOf(type: string): Map<string, FunctionNode> {
    const known = this.methods.get(type) ?? new Map<string, FunctionNode>();
    this.methods.set(type, known);
    return known;
  }
}

/** The types of a declaration: one, or several in parentheses. */
export function typeSpecs(declaration: SyntaxNode): readonly SyntaxNode[] {
  return declarationSpecs(declaration, "TypeSpec");
}

/** What is declared by `const`, `var`, `type` or `import`: once, or several times in parentheses. */
export function declarationSpecs(declaration: SyntaxNode, kind: string): readonly SyntaxNode[] {
  const list = declaration.getChild("SpecList");
  return (list ?? declaration).getChildren(kind);
}
