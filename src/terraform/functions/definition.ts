import type { Expression, SourceFile, Span } from "../../hcl/index.ts";
import type { FileReader } from "../scope.ts";
import type { ObjectValue, Place, Value } from "../value.ts";
import { knowledgeOf } from "./knowledge.ts";
import type { Parameter } from "./parameters.ts";
import type { Plain } from "./plain.ts";
import { toValue } from "./plain-value.ts";
import { notEvaluated } from "./refusal.ts";

/** What a call has around it. */
export interface CallContext {
  /** The call's own stretch: the place of what is made by it. */
  readonly place: Place;
  readonly files: FileReader;
  /** The value of the template that a stretch of a file is, with these variables: for `templatefile` and `templatestring`. */
  evaluateTemplate(file: SourceFile, stretch: Span, variables: ObjectValue): Value;
  /** The value of an expression in which no name and no function means anything: for `decode_tfvars`. */
  evaluateAlone(expression: Expression, file: SourceFile): Value;
}

/** What a function of the language does with its arguments. */
export type Implementation = (context: CallContext, ...args: Value[]) => Value;

/** A function of the language. */
export interface Definition {
  readonly minimum: number;
  readonly maximum: number;
  /** The function wants to see choices, invalid arguments and marks itself: nothing is done for it beforehand. */
  readonly raw: boolean;
  readonly call: Implementation;
}

/** Functions by their name. */
export type FunctionTable = Readonly<Record<string, Definition>>;

/** A function over values, which may be partly known. Choices are distributed and marks of sensitivity kept for it. */
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
  /** The last so many parameters may be left out. */
  readonly optional?: number;
  /** What all further arguments are. */
  readonly rest?: Parameter<R>;
}

/** A function over plain data: it is called when every argument is wholly known, and has the right type. */
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
