import type { CallExpression, ClassNode, Expression, FunctionNode, Parameter, ProgramFile } from "../syntax.ts";

/** An expression with its scope. */
export interface Located {
  readonly expression: Expression;
  readonly scope: Scope;
}

/** A step into a value: an `entry` of an object, an element of a list, or the rest of either. */
export type Step =
  | { readonly kind: "entry"; readonly name: string; readonly fallback: Expression | undefined }
  | { readonly kind: "element"; readonly index: number | undefined }
  | { readonly kind: "rest" };

/** Something that assigns a value to a name; a name may have several. */
export type Binding =
  | { readonly kind: "value"; readonly value: Located; readonly path: readonly Step[] }
  | {
      readonly kind: "parameter";
      readonly function: FunctionUnit;
      readonly parameter: Parameter;
      readonly index: number;
      readonly path: readonly Step[];
    }
  /** What has the type that a name is declared with: only counts where no other value of it is known. */
  | { readonly kind: "type"; readonly value: Located }
  | { readonly kind: "self"; readonly class: ClassUnit; readonly method: FunctionUnit }
  /** What a class extends, within its methods. */
  | { readonly kind: "super"; readonly class: ClassUnit; readonly method: FunctionUnit }
  | { readonly kind: "function"; readonly function: FunctionUnit }
  | { readonly kind: "class"; readonly class: ClassUnit }
  | { readonly kind: "import"; readonly source: string; readonly imported: string };

/** The names bound in a file, function or block. */
export class Scope {
  readonly file: BoundFile;
  readonly outer: Scope | undefined;
  readonly bindings = new Map<string, Binding[]>();
  /** Values assigned to members of this scope's variables (`params.TableName = …`), by variable and member. */
  readonly members = new Map<string, Map<string, Located[]>>();
  /** Names that belong to an outer scope although they are assigned here (Python's `global` and `nonlocal`). */
  readonly outerNames = new Set<string>();

  constructor(file: BoundFile, outer: Scope | undefined) {
    this.file = file;
    this.outer = outer;
  }

  /** Adds a value that a name of this scope may have. */
  bind(name: string, binding: Binding): void {
    const scope = this.outerNames.has(name) ? this.file.scope : this;
    const known = scope.bindings.get(name);
    if (known) known.push(binding);
    else scope.bindings.set(name, [binding]);
  }

  /** Declares a name, without a value so far. */
  declare(name: string): void {
    if (!this.bindings.has(name)) this.bindings.set(name, []);
  }

  /** The scope in which a name is bound. */
  find(name: string): Scope | undefined {
    for (let at: Scope | undefined = this; at; at = at.outer) if (at.bindings.has(name)) return at;
    return undefined;
  }
}

/** A function with its scope and the expressions it evaluates. */
export interface FunctionUnit {
  readonly node: FunctionNode;
  readonly scope: Scope;
  /** What a call evaluates, without the functions declared inside it. */
  readonly work: Work;
  readonly returns: Located[];
}

/** A class of the code. */
export interface ClassUnit {
  readonly node: ClassNode;
  readonly scope: Scope;
  readonly methods: Map<string, FunctionUnit>;
  /** Values assigned to `this.name` in its methods, or to the class itself. */
  readonly fields: Map<string, Located[]>;
  /** Values assigned to members of its fields (`this.clients[region] = …`), by field and member. */
  readonly members: Map<string, Map<string, Located[]>>;
}

/** The expressions that a function or a file evaluates when it runs. */
export interface Work {
  readonly roots: Root[];
  readonly imports: { readonly source: string; readonly names: readonly string[]; readonly start: number }[];
  /** Functions that a decorator registers somewhere, so that others may call them. */
  readonly registered: FunctionUnit[];
  /** Functions passed to a decorator, with the equivalent call. */
  readonly decorated: { readonly call: CallExpression; readonly scope: Scope; readonly function: FunctionUnit }[];
}

/** An expression that is evaluated whenever its file or function runs. */
export interface Root extends Located {
  /** Whether the value is assigned to a name, so that a function in it runs only if that name is used. */
  readonly isKept: boolean;
}

/** A file with its names resolved. */
export interface BoundFile {
  readonly file: ProgramFile;
  readonly scope: Scope;
  readonly work: Work;
  readonly exports: Map<string, Located[]>;
  readonly reexports: { readonly source: string; readonly imported: string; readonly local: string }[];
  readonly functions: Map<FunctionNode, FunctionUnit>;
  /** Functions that are written as members of objects, or assigned to them, by the names of these. */
  readonly members: Map<string, FunctionUnit[]>;
  readonly classes: Map<ClassNode, ClassUnit>;
}
