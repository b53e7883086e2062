import type { Expression, SourceFile, Span } from "../../hcl/index.ts";
import type { FileReader } from "../evaluation/scope.ts";
import type { ObjectValue, Place, Value } from "../values/value.ts";
import { knowledgeOf } from "./knowledge.ts";
import type { Parameter } from "./parameters.ts";
import type { Plain } from "./plain.ts";
import { toValue } from "./plain-value.ts";
import { notEvaluated } from "./refusal.ts";

/** The context of a call. */
export interface CallContext {
  /** The place of the call, which is that of its result. */
  readonly place: Place;
  readonly files: FileReader;
  /** Evaluates a template in a span of a file with these variables, for `templatefile` and `templatestring`. */
  evaluateTemplate(file: SourceFile, stretch: Span, variables: ObjectValue): Value;
  /** Evaluates an expression without any names and functions, for `decode_tfvars`. */
  evaluateAlone(expression: Expression, file: SourceFile): Value;
}

/** The implementation of a function. */
export type Implementation = (context: CallContext, ...args: Value[]) => Value;

/** A function of the Terraform language. */
export interface Definition {
  readonly minimum: number;
  readonly maximum: number;
  /** The function handles choices, invalid arguments and sensitivity itself. */
  readonly raw: boolean;
  readonly call: Implementation;
}

/** Functions by name. */
export type FunctionTable = Readonly<Record<string, Definition>>;

/** A function on values that may be partly known. Choices are distributed over, and sensitivity is kept. */
export function lenient(minimum: number, maximum: number, call: Implementation): Definition {
  return { minimum, maximum, raw: false, call };
}

/**
 * A function of at least one argument that gets its arguments as they are, including choices and errors, and marks its
 * result itself.
 */
export function raw(maximum: number, call: Implementation): Definition {
  return { minimum: 1, maximum, raw: true, call };
}

type ParameterList<T extends readonly unknown[]> = { readonly [K in keyof T]: Parameter<T[K]> };

interface StrictOptions<R> {
  /** How many of the last parameters are optional. */
  readonly optional?: number;
  /** The type of all further arguments. */
  readonly rest?: Parameter<R>;
}

/** A function on plain data, called only if all arguments are wholly known and have the right types. */
export function strict<T extends readonly unknown[], R = never>(
  parameters: ParameterList<T>,
  call: (...args: [...T, ...R[]]) => Plain,
  { optional = 0, rest }: StrictOptions<R> = {},
): Definition {
  const implementation: Implementation = ({ place }, ...args) => {
    const facts = args.map((arg) => knowledgeOf(arg));
    if (!facts.every((fact) => fact.whole)) notEvaluated();
    const read = args.map((arg, i) => (parameters[i] ?? rest)?.(arg)) as [...T, ...R[]];
    const result = toValue(call(...read), place);
    return facts.some((fact) => fact.sensitive) ? { ...result, sensitive: true } : result;
  };
  return lenient(parameters.length - optional, rest ? Number.POSITIVE_INFINITY : parameters.length, implementation);
}
