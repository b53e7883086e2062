import type { TypeConstraint } from "../evaluation/type-constraint.ts";
import { choice, unknown, type Value, withSensitivity } from "../values/value.ts";
import { awsFunctions } from "./aws-provider.ts";
import { choosingFunctions } from "./choose.ts";
import { conversionFunctions } from "./conversion-functions.ts";
import { dateFunctions } from "./date.ts";
import type { CallContext, Definition, FunctionTable } from "./definition.ts";
import { encodingFunctions } from "./encoding.ts";
import { filesystemFunctions } from "./filesystem.ts";
import { formatFunctions } from "./format.ts";
import { hashFunctions } from "./hash.ts";
import { ipFunctions } from "./ip.ts";
import { isInvalid } from "./knowledge.ts";
import { listFunctions } from "./list.ts";
import { numericFunctions } from "./numeric.ts";
import { objectFunctions } from "./object.ts";
import { Refusal } from "./refusal.ts";
import { regexFunctions } from "./regex.ts";
import { MAX_OPTIONS } from "./sequence.ts";
import { setFunctions } from "./set.ts";
import { functionSignature } from "./signatures.ts";
import { stringFunctions } from "./string.ts";
import { stringEndFunctions } from "./string-ends.ts";
import { terraformFunctions } from "./terraform-provider.ts";

export type { CallContext } from "./definition.ts";

const TABLES: readonly FunctionTable[] = [
  awsFunctions,
  choosingFunctions,
  conversionFunctions,
  dateFunctions,
  encodingFunctions,
  filesystemFunctions,
  formatFunctions,
  hashFunctions,
  ipFunctions,
  listFunctions,
  numericFunctions,
  objectFunctions,
  regexFunctions,
  setFunctions,
  stringEndFunctions,
  stringFunctions,
  terraformFunctions,
];

const REGISTRY: ReadonlyMap<string, Definition> = new Map(TABLES.flatMap((table) => Object.entries(table)));

/** The names of the functions that can be evaluated, sorted. */
export const functionNames: readonly string[] = [...REGISTRY.keys()].sort();

/**
 * Evaluates a function call as far as it can be known. Never throws: what Terraform would refuse is unknown with the
 * reason "invalid"; functions that depend on the time, on chance or on a provider are unknown, as are those that do not
 * exist.
 */
export function callFunction(name: string, args: readonly Value[], context: CallContext): Value {
  const definition = REGISTRY.get(name);
  if (!definition) return withSensitivity(unknown("not-evaluated", context.place), isAnySensitive(args));
  if (args.length < definition.minimum || args.length > definition.maximum) return unknown("invalid", context.place);
  if (definition.raw) return attempt(definition, args, context);
  if (args.some(isInvalid)) return unknown("invalid", context.place);
  return asDeclared(overOptions(definition, args, context), () => functionSignature(name)?.result);
}

/** A result as the kind of collection in the function's signature, which plain data does not distinguish. */
function asDeclared(value: Value, type: () => TypeConstraint | undefined): Value {
  switch (value.kind) {
    case "choice":
      return choice(
        value.options.map((option) => asDeclared(option, type)),
        value.place,
      );
    case "list": {
      const declared = type();
      if (declared?.kind !== "list" && declared?.kind !== "set") return value;
      const elements = value.elements.map((element) => asDeclared(element, () => declared.of));
      return { ...value, elements, collection: declared.kind };
    }
    case "object": {
      const declared = type();
      if (declared?.kind !== "map") return value;
      const entries = [...value.entries].map(([key, entry]) => [key, asDeclared(entry, () => declared.of)] as const);
      return { ...value, entries: new Map(entries), isMap: true };
    }
    default:
      return value;
  }
}

/** A function of a choice is the choice between its results; with too many options it is not evaluated. */
function overOptions(definition: Definition, args: readonly Value[], context: CallContext): Value {
  if (!args.some((arg) => arg.kind === "choice")) return attempt(definition, args, context);
  const isSensitive = isAnySensitive(args);
  let rows: readonly (readonly Value[])[] = [[]];
  for (const arg of args) {
    const options = arg.kind === "choice" ? arg.options : [arg];
    if (rows.length * options.length > MAX_OPTIONS)
      return withSensitivity(unknown("not-evaluated", context.place), isSensitive);
    rows = rows.flatMap((row) => options.map((option) => [...row, option]));
  }
  const results = rows.map((row) => attempt(definition, row, context));
  // an option for which Terraform would stop is not the one taken
  const possible = results.filter((result) => !isInvalid(result));
  return withSensitivity(
    possible.length === 0 ? unknown("invalid", context.place) : choice(withoutRepeats(possible), context.place),
    isSensitive,
  );
}

function withoutRepeats(results: readonly Value[]): readonly Value[] {
  return results.filter(
    (result, i) =>
      result.kind !== "known" ||
      !results.slice(0, i).some((earlier) => earlier.kind === "known" && earlier.value === result.value),
  );
}

function attempt(definition: Definition, args: readonly Value[], context: CallContext): Value {
  if (!definition.raw && args.some(isInvalid)) return unknown("invalid", context.place);
  try {
    const result = definition.call(context, ...args);
    return definition.raw ? result : withSensitivity(result, isAnySensitive(args));
  } catch (error) {
    if (error instanceof Refusal) return withSensitivity(unknown(error.why, context.place), isAnySensitive(args));
    throw error;
  }
}

function isAnySensitive(args: readonly Value[]): boolean {
  return args.some((arg) => arg.sensitive);
}
