import type { Place, Value } from "../values/value.ts";
import type { Budget } from "./budget.ts";

/**
 * The names that are visible at a place in a module: the module's declarations, and those bound around the expression.
 */
export interface Scope {
  readonly declarations: Declarations;
  /** `each`, `count`, `self`, for-expression variables, dynamic block iterators; innermost first. */
  readonly bindings: Bindings | undefined;
}

interface Bindings {
  readonly name: string;
  readonly value: Value;
  readonly outer: Bindings | undefined;
}

/** The declarations of a module, each evaluated when first asked for. An undeclared name has an unknown value. */
export interface Declarations {
  variable(name: string, at: Place): Value;
  local(name: string, at: Place): Value;
  resource(mode: "managed" | "data" | "ephemeral", type: string, name: string, at: Place): Value;
  moduleCall(name: string, at: Place): Value;
  path(name: string, at: Place): Value;
  terraform(name: string, at: Place): Value;
  /** The name of a function in our tables (see function-names.ts); undefined if no functions can be called. */
  functionName(written: string): string | undefined;
  readonly files: FileReader;
  /** The limits on evaluation. */
  readonly budget: Budget;
}

/** Reads files for `file()`, `templatefile()` and the like, only inside the linted tree. */
export interface FileReader {
  /** The text and path of a file named in the configuration, relative to the root; undefined if it cannot be read. */
  read(path: string): { readonly text: string; readonly path: string } | undefined;
  exists(path: string): boolean | undefined;
  /** The paths below `directory` that match a Terraform fileset pattern, sorted; undefined if they are not known. */
  set(directory: string, pattern: string): readonly string[] | undefined;
}

/** The scope with one more name, as within a `for` or a dynamic block; it hides an outer one of the same name. */
export function bind(scope: Scope, name: string, value: Value): Scope {
  return { declarations: scope.declarations, bindings: { name, value, outer: scope.bindings } };
}

/** The value of a name bound by `bind`; undefined for others. */
export function boundValue(scope: Scope, name: string): Value | undefined {
  for (let at = scope.bindings; at; at = at.outer) if (at.name === name) return at.value;
  return undefined;
}
