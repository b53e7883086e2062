import path from "node:path";
import { parseHcl, SourceFile, variablesFault } from "../../hcl/index.ts";
import { limits } from "../../limits.ts";
import { readNamedFile } from "../../named-path.ts";
import { namesIn } from "../../names-in.ts";
import { oncePer } from "../../once-per.ts";
import { readRegularFile } from "../../regular-file.ts";
import { UserError } from "../../user-error.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { Scope } from "../evaluation/scope.ts";
import { known, type Value } from "../values/value.ts";
import { parseVariables } from "./directory.ts";

/** Values of root variables from outside of the configuration. */
export interface VariableSources {
  /** `--var name=value`, as written. */
  readonly assignments: readonly { readonly name: string; readonly text: string }[];
  /** `--var-file`, absolute paths; later ones take precedence. */
  readonly files: readonly string[];
  /** The environment, for TF_VAR_name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Nothing is set from outside, so that defaults and the module's own tfvars files apply. */
export const NO_VARIABLES: VariableSources = { assignments: [], files: [], environment: {} };

/**
 * The values of a root module's variables, in increasing precedence: TF_VAR_ variables, terraform.tfvars,
 * terraform.tfvars.json, *.auto.tfvars sorted by name, then --var-file and --var (Terraform language, Variable
 * Definition Precedence).
 */
export function rootVariableValues(
  directory: string,
  sources: VariableSources,
  scope: Scope,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [key, text] of environmentVariables(sources))
    values.set(key.slice(PREFIX.length), textValue(key, text, scope));
  for (const file of [...automaticFiles(directory), ...sources.files]) readDefinitions(file, scope, values);
  for (const { name, text } of sources.assignments) values.set(name, textValue(`--var ${name}`, text, scope));
  return values;
}

const PREFIX = "TF_VAR_";

/** The environment variables that set variables of a configuration: the same for every root of a run. */
const environmentVariables = oncePer(({ environment }: VariableSources): readonly (readonly [string, string])[] =>
  Object.entries(environment).flatMap(([key, text]) =>
    key.startsWith(PREFIX) && text !== undefined ? [[key, text] as const] : [],
  ),
);

/** The variable definition files that Terraform reads by itself. */
export function automaticFiles(directory: string): string[] {
  const names = namesIn(directory);
  const auto = names.filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name)).sort();
  return ["terraform.tfvars", "terraform.tfvars.json", ...auto]
    .filter((name) => names.includes(name))
    .map((name) => path.join(directory, name));
}

/**
 * Reads a file of variable values, early, since rules ask for values one at a time.
 * @param shown the file's name in messages
 * @throws UserError if it cannot be read
 */
export function requireReadable(file: string, shown: string): string {
  return readNamedFile(file, shown, limits.fileSize);
}

/**
 * The same for a file that the user named, which has to be valid.
 * @throws UserError if it cannot be read or parsed
 */
export function requireValues(file: string, shown: string): void {
  const fault = variablesFault(requireReadable(file, shown), shown);
  if (fault !== undefined) throw new UserError(fault);
}

function readDefinitions(file: string, scope: Scope, values: Map<string, Value>): void {
  const { source, parsed } = parseVariables(file, readRegularFile(file, limits.fileSize));
  for (const item of parsed.body.items) {
    if (item.kind === "attribute") values.set(item.name, evaluate(item.expression, scope, source));
  }
}

/** A value given as text: an expression for complex types (lists, objects), otherwise the text itself. */
function textValue(origin: string, text: string, scope: Scope): Value {
  const source = new SourceFile(origin, /^\s*[[{]/.test(text) ? `value = ${text}` : "");
  const parsed = parseHcl(source);
  const [item] = parsed.body.items;
  if (parsed.errors.length === 0 && item?.kind === "attribute") return evaluate(item.expression, scope, source);
  const place = { file: new SourceFile(origin, text), start: 0, end: text.length };
  return known(text, place);
}
