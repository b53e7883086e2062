import type { Budget } from "./budget.ts";
import type { Place, Value } from "./value.ts";

/** What names mean at a place of a module: the module's own declarations, and what is bound around the expression. */
export interface Scope {
  readonly declarations: Declarations;
  /** `each`, `count`, `self`, for-expression variables, dynamic block iterators; the innermost first. */
  readonly bindings: Bindings | undefined;
}

interface Bindings {
  readonly name: string;
  readonly value: Value;
  readonly outer: Bindings | undefined;
}

/** What a module declares, each evaluated when first asked for. An undeclared name gives an unknown value. */
export interface Declarations {
  variable(name: string, at: Place): Value;
  local(name: string, at: Place): Value;
  resource(mode: "managed" | "data" | "ephemeral", type: string, name: string, at: Place): Value;
  moduleCall(name: string, at: Place): Value;
  path(name: string, at: Place): Value;
  terraform(name: string, at: Place): Value;
  /** The name of a function as it is known here (see function-names.ts); undefined where none may be called. */
  functionName(written: string): string | undefined;
  readonly files: FileReader;
  /** What evaluation may take. */
  readonly budget: Budget;
}

/** Reads files for `file()`, `templatefile()` and the like, inside the linted tree only. */
export interface FileReader {
  /** The text of a file named as in the configuration (relative to the process's view of path.module), or why not. */
  read(path: string): { readonly text: string; readonly path: string } | undefined;
  exists(path: string): boolean | undefined;
  /** Paths below `directory` that match a Terraform fileset pattern, sorted; undefined where they can't be known. */
  set(directory: string, pattern: string): readonly string[] | undefined;
}

/** The scope with one name more, as within a `for` or a dynamic block; it hides an outer one of that name. */
export function bind(scope: Scope, name: string, value: Value): Scope {
  return { declarations: scope.declarations, bindings: { name, value, outer: scope.bindings } };
}

/** What a name stands for that `bind` gave a value; undefined for all others. */
export function boundValue(scope: Scope, name: string): Value | undefined {
  for (let at = scope.bindings; at; at = at.outer) if (at.name === name) return at.value;
  return undefined;
}
