import type { BoundFile, ClassUnit, FunctionUnit, Located, Scope } from "../program/scope.ts";
import type { SdkValue } from "../sdk/sdk-value.ts";
import type { ObjectExpression } from "../syntax.ts";

/** How many values an expression may have; further ones become unknown. */
export const MAX_OPTIONS = 24;

/** A piece of a string: a literal, an environment variable, or unknown. */
export type TextPart =
  | string
  | { readonly kind: "environment"; readonly name: string; readonly fallback: readonly TextPart[] | undefined }
  | { readonly kind: "unknown" };

/** An expression with what evaluating it takes: its scope, and the calls that led to it. */
export interface Bound extends Located {
  readonly frame: Frame | undefined;
}

/** A call being evaluated, in which the function's parameters have the values passed. */
export interface Frame {
  readonly function: FunctionUnit;
  readonly call: CallSite;
  readonly outer: Frame | undefined;
}

/** A call and its arguments. */
export interface CallSite {
  readonly arguments: readonly PassedArgument[];
  /** Where it is, and where the calls that led to it are. */
  readonly at?: () => string;
  /** What a method is called on. */
  readonly self?: Instance | undefined;
  /** Whether it stands for all calls on `self`, so that its own arguments do not count. */
  readonly isAny?: boolean;
}

/** An object of a class of the program. */
export interface Instance {
  readonly kind: "instance";
  readonly class: ClassUnit;
  /** The call that makes it; undefined where it may be any object of the class. */
  readonly made: CallSite | undefined;
}

/** An argument of a call, evaluated lazily. */
export interface PassedArgument {
  readonly name: string | undefined;
  readonly isSpread: boolean;
  readonly values: () => readonly CodeValue[];
}

/** What an expression may evaluate to, as far as that matters for calls of AWS. */
export type CodeValue =
  | { readonly kind: "text"; readonly parts: readonly TextPart[] }
  | {
      readonly kind: "object";
      readonly node: ObjectExpression;
      readonly scope: Scope;
      readonly frame: Frame | undefined;
      /** Values assigned to its members later on. */
      readonly assigned: ReadonlyMap<string, readonly Located[]> | undefined;
    }
  /** An object out of keyword arguments. */
  | { readonly kind: "keywords"; readonly arguments: readonly PassedArgument[] }
  | { readonly kind: "list"; readonly elements: readonly Bound[] }
  /** `self`: the object whose method it is. `within`: in Java the call in which a lambda was evaluated. */
  | {
      readonly kind: "function";
      readonly function: FunctionUnit;
      readonly self?: Instance | undefined;
      readonly within?: Frame | undefined;
    }
  /** `self`: the object whose class extends this one, in what `super` stands for. */
  | { readonly kind: "class"; readonly class: ClassUnit; readonly self?: Instance | undefined }
  | Instance
  /** A file of the program as a whole. */
  | { readonly kind: "module"; readonly file: BoundFile }
  /** A name of a package, or a global one where the package is empty. */
  | { readonly kind: "external"; readonly source: string; readonly path: readonly string[] }
  /** A function of something that is not written here: `client.send`, `list.map`. */
  | { readonly kind: "method"; readonly of: CodeValue; readonly name: string }
  | {
      readonly kind: "sdk";
      readonly sdk: SdkValue;
      /** What is assigned to the members of a configuration later on. */
      readonly assigned?: ReadonlyMap<string, readonly Located[]>;
    }
  | { readonly kind: "unknown" };

/** A value of which nothing is known. */
export const UNKNOWN: CodeValue = { kind: "unknown" };

/** The value of a string literal. */
export function textValue(text: string): CodeValue {
  return { kind: "text", parts: [text] };
}

/** The string that a value is; undefined unless it is fully known. */
function plainText(value: CodeValue): string | undefined {
  if (value.kind !== "text") return undefined;
  if (value.parts.length === 0) return "";
  const [part] = value.parts;
  return value.parts.length === 1 && typeof part === "string" ? part : undefined;
}

/** The known strings among values. */
export function plainTexts(values: readonly CodeValue[]): readonly string[] {
  return values.map(plainText).filter((text) => text !== undefined);
}

/** Distinct values; further ones than there may be become unknown. */
export function limited(values: readonly CodeValue[]): readonly CodeValue[] {
  const distinct = [...new Set(values)];
  return distinct.length > MAX_OPTIONS ? [...distinct.slice(0, MAX_OPTIONS), UNKNOWN] : distinct;
}
