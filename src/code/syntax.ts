/**
 * A program in the terms that JavaScript, Python, Go and Java share. What does not affect which calls are made is left
 * out.
 */

interface Node {
  /** Offset in the file. */
  readonly start: number;
}

/** An expression. Kinds that do not affect calls of AWS are `other`. */
export type Expression = Node &
  (
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "template"; readonly parts: readonly (string | Expression)[] }
    | { readonly kind: "name"; readonly name: string }
    | {
        readonly kind: "member";
        readonly object: Expression;
        readonly name: string;
        /** How many arguments a method is called with, in Java, where several may have one name. */
        readonly count?: number;
      }
    | { readonly kind: "index"; readonly object: Expression; readonly key: Expression }
    | CallExpression
    | ObjectExpression
    | { readonly kind: "list"; readonly elements: readonly Expression[] }
    | { readonly kind: "function"; readonly function: FunctionNode }
    | { readonly kind: "class"; readonly class: ClassNode }
    /** One of several: `a || b`, `c ? a : b`. */
    | { readonly kind: "either"; readonly options: readonly Expression[]; readonly tested: readonly Expression[] }
    /** One of the values that a call returns: `client, err := connect()`. */
    | { readonly kind: "result"; readonly call: Expression; readonly index: number }
    | { readonly kind: "assignment"; readonly target: Target; readonly value: Expression }
    /** Whatever else: only what stands inside it counts. */
    | { readonly kind: "other"; readonly inner: readonly Expression[] }
  );

/** `callee(arguments)`, also with `new`. */
export interface CallExpression extends Node {
  readonly kind: "call";
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}

/** An object, a dictionary, or in Go a value of a struct or map. */
export interface ObjectExpression extends Node {
  readonly kind: "object";
  /** Of a package, where the language names it: `dynamodb.PutItemInput`. */
  readonly type?: ObjectType;
  readonly entries: readonly Entry[];
  readonly spreads: readonly Expression[];
}

/** The type of an object in Go: the package and the name. */
export interface ObjectType {
  readonly source: string;
  readonly name: string;
}

/** A member of an object. */
export interface Entry {
  /** Undefined if the key is computed. */
  readonly key: string | undefined;
  readonly computedKey?: Expression | undefined;
  readonly value: Expression;
}

/** An argument of a call. */
export interface Argument {
  /** The name of a keyword argument. */
  readonly name: string | undefined;
  readonly value: Expression;
  /** `...list`, `*list`, `**object`. */
  readonly isSpread: boolean;
}

/** What an assignment, a parameter or a loop assigns to. */
export type Target =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly object: Expression; readonly name: string }
  | { readonly kind: "entries"; readonly entries: readonly TargetEntry[]; readonly rest: string | undefined }
  | { readonly kind: "elements"; readonly elements: readonly (Target | undefined)[] };

/** A member that a pattern reads: `{ key: target = fallback }`. */
export interface TargetEntry {
  readonly key: string;
  readonly target: Target;
  readonly fallback: Expression | undefined;
}

/** A parameter of a function. */
export interface Parameter {
  readonly target: Target;
  /** Undefined for a pattern. */
  readonly name: string | undefined;
  readonly fallback: Expression | undefined;
  readonly rest: "list" | "object" | undefined;
  /** What has the type that it is declared with, for where the values that it gets are not known. */
  readonly type?: Expression | undefined;
}

/** A function or method. */
export interface FunctionNode extends Node {
  readonly name: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  /** The name of the instance within a method: `this`, `self`. */
  readonly self: string | undefined;
  /** Whether reading its name calls it: a getter, Python's `@property`. */
  readonly isProperty: boolean;
  readonly decorators: readonly Expression[];
}

/** A class, or in Java an interface; in Go a struct with its methods. */
export interface ClassNode extends Node {
  readonly name: string | undefined;
  /** Its base classes; Python allows several, and Java interfaces. */
  readonly bases: readonly Expression[];
  /** By their names; in Java those of a name that is not unique by their numbers of parameters too. */
  readonly methods: ReadonlyMap<string, FunctionNode>;
  /** Whether there are no objects of it, but of classes that extend it: an interface or an abstract class in Java. */
  readonly isAbstract?: boolean;
  readonly fields: readonly { readonly name: string; readonly value: Expression }[];
  /** What has the type that a field is declared with, for where its values are not known. */
  readonly types?: ReadonlyMap<string, Expression>;
}

/** A statement. */
export type Statement = Node &
  (
    | {
        readonly kind: "assign";
        readonly target: Target;
        readonly value: Expression;
        /** What is assigned: the value, or each of its elements, as in a loop. */
        readonly takes: "value" | "element";
        /** Whether this declares the names, rather than assigning to those of an outer scope. */
        readonly declares: boolean;
      }
    | { readonly kind: "declare"; readonly names: readonly string[]; readonly type?: Expression | undefined }
    | { readonly kind: "evaluate"; readonly expression: Expression }
    | { readonly kind: "return"; readonly value: Expression }
    | { readonly kind: "function"; readonly name: string; readonly function: FunctionNode }
    | { readonly kind: "class"; readonly name: string; readonly class: ClassNode }
    | ImportStatement
    | { readonly kind: "export"; readonly name: string; readonly value: Expression }
    | { readonly kind: "reexport"; readonly source: string; readonly names: readonly ImportedName[] }
    | { readonly kind: "outer-names"; readonly names: readonly string[] }
    | { readonly kind: "block"; readonly body: readonly Statement[] }
  );

/** An import of names from a file or package. */
export interface ImportStatement extends Node {
  readonly kind: "import";
  /** As written: `./orders`, `@aws-sdk/client-s3`, `..helpers.clients`. */
  readonly source: string;
  readonly names: readonly ImportedName[];
  /** Whether it imports types, which loads nothing. */
  readonly isOfTypes?: boolean;
}

/** An imported name, and its name in the importing file. */
export interface ImportedName {
  /** `*` for the whole module: as one object named `local`, or, if `local` is `*` too, each of its names as it is. */
  readonly imported: string;
  readonly local: string;
}

/** A parsed file of a program; in Go all files of a package, which share their names. */
export interface ProgramFile {
  /** Of a package of Go its folder. */
  readonly path: string;
  readonly language: Language;
  readonly texts: readonly SourceText[];
  readonly body: readonly Statement[];
  /** Whether it parsed without errors. */
  readonly isWhole: boolean;
}

/** A file as it is written. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  /** The offset that nodes have at its beginning. */
  readonly start: number;
}

/** The languages whose handlers are read. */
export type Language = "go" | "java" | "javascript" | "python";
