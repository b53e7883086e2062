import type { CallExpression, ClassNode, Expression, FunctionNode, Parameter, ProgramFile } from "./syntax.ts";

/** An expression where it stands. */
export interface Located {
  readonly expression: Expression;
  readonly scope: Scope;
}

/** A way into a value: `entry` of an object, one element of a list, what is left of it. */
export type Step =
  | { readonly kind: "entry"; readonly name: string; readonly fallback: Expression | undefined }
  | { readonly kind: "element"; readonly index: number | undefined }
  | { readonly kind: "rest" };

/** What gives a name its value; a name may have several. */
export type Binding =
  | { readonly kind: "value"; readonly value: Located; readonly path: readonly Step[] }
  | {
      readonly kind: "parameter";
      readonly function: FunctionUnit;
      readonly parameter: Parameter;
      readonly index: number;
      readonly path: readonly Step[];
    }
  | { readonly kind: "self"; readonly class: ClassUnit }
  | { readonly kind: "function"; readonly function: FunctionUnit }
  | { readonly kind: "class"; readonly class: ClassUnit }
  | { readonly kind: "import"; readonly source: string; readonly imported: string };

/** Names and what they are bound to, within a file, a function or a block. */
export class Scope {
  readonly file: BoundFile;
  readonly outer: Scope | undefined;
  readonly bindings = new Map<string, Binding[]>();
  /** What is assigned to members of a variable of this scope: `params.TableName = …`, by variable and member. */
  readonly members = new Map<string, Map<string, Located[]>>();
  /** Names that an assignment here gives a value to further out (Python's `global` and `nonlocal`). */
  readonly outerNames = new Set<string>();

  constructor(file: BoundFile, outer: Scope | undefined) {
    this.file = file;
    this.outer = outer;
  }

  bind(name: string, binding: Binding): void {
    const scope = this.outerNames.has(name) ? this.file.scope : this;
    const known = scope.bindings.get(name);
    if (known) known.push(binding);
    else scope.bindings.set(name, [binding]);
  }

  /** A name without a value as yet. */
  declare(name: string): void {
    if (!this.bindings.has(name)) this.bindings.set(name, []);
  }

  /** The scope that a name is bound in. */
  find(name: string): Scope | undefined {
    for (let at: Scope | undefined = this; at; at = at.outer) if (at.bindings.has(name)) return at;
    return undefined;
  }
}

/** A function with its scope, and what it does. */
export interface FunctionUnit {
  readonly node: FunctionNode;
  readonly scope: Scope;
  readonly class: ClassUnit | undefined;
  /** What runs when it is called, the functions inside it apart. */
  readonly work: Work;
  readonly returns: Located[];
}

/** A class of the code. */
export interface ClassUnit {
  readonly node: ClassNode;
  readonly scope: Scope;
  readonly methods: Map<string, FunctionUnit>;
  /** What is assigned to `this.name` in its methods, or to the class itself. */
  readonly fields: Map<string, Located[]>;
  /** What is assigned to members of its fields: `this.clients[region] = …`, by field and member. */
  readonly members: Map<string, Map<string, Located[]>>;
}

/** The expressions that a function or a file evaluates as it runs. */
export interface Work {
  readonly roots: Root[];
  readonly imports: { readonly source: string; readonly names: readonly string[]; readonly start: number }[];
  /** Classes declared in it, and functions that a decorator hands to somebody. */
  readonly registered: FunctionUnit[];
  /** Functions that a decorator is called with, and that call as it would be written. */
  readonly decorated: { readonly call: CallExpression; readonly scope: Scope; readonly function: FunctionUnit }[];
}

/** An expression that is evaluated whenever its file or function runs. */
export interface Root extends Located {
  /** Whether the value is kept under a name, so that a function in it runs only when that name is used. */
  readonly isKept: boolean;
}

/** A file with its names bound. */
export interface BoundFile {
  readonly file: ProgramFile;
  readonly scope: Scope;
  readonly work: Work;
  readonly exports: Map<string, Located[]>;
  readonly reexports: { readonly source: string; readonly imported: string; readonly local: string }[];
  readonly functions: Map<FunctionNode, FunctionUnit>;
  readonly classes: Map<ClassNode, ClassUnit>;
}
