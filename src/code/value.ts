import type { BoundFile, ClassUnit, FunctionUnit, Located, Scope } from "./scope.ts";
import type { SdkValue } from "./sdk-value.ts";
import type { ObjectExpression } from "./syntax.ts";

/** How many values an expression may have: with more of them some are not known. */
export const MAX_OPTIONS = 24;

/** A piece of a text: as it is, from the environment, or not known. */
export type TextPart =
  | string
  | { readonly kind: "environment"; readonly name: string; readonly fallback: readonly TextPart[] | undefined }
  | { readonly kind: "unknown" };

/** An expression with what it takes to evaluate it: where it stands, and the calls that led there. */
export interface Bound extends Located {
  readonly frame: Frame | undefined;
}

/** A call that is looked into, so that the function's parameters have the values given there. */
export interface Frame {
  readonly function: FunctionUnit;
  readonly call: CallSite;
  readonly outer: Frame | undefined;
}

/** A call, with what it passes. */
export interface CallSite {
  readonly arguments: readonly PassedArgument[];
}

/** An argument of a call, its values worked out when asked for. */
export interface PassedArgument {
  readonly name: string | undefined;
  readonly isSpread: boolean;
  readonly values: () => readonly CodeValue[];
}

/** What an expression may evaluate to, as far as calls of AWS depend on it. */
export type CodeValue =
  | { readonly kind: "text"; readonly parts: readonly TextPart[] }
  | {
      readonly kind: "object";
      readonly node: ObjectExpression;
      readonly scope: Scope;
      readonly frame: Frame | undefined;
      /** What is assigned to its members later on. */
      readonly assigned: ReadonlyMap<string, readonly Located[]> | undefined;
    }
  /** An object out of keyword arguments. */
  | { readonly kind: "keywords"; readonly arguments: readonly PassedArgument[] }
  | { readonly kind: "list"; readonly elements: readonly Bound[] }
  | { readonly kind: "function"; readonly function: FunctionUnit }
  | { readonly kind: "class"; readonly class: ClassUnit }
  | { readonly kind: "instance"; readonly class: ClassUnit }
  /** A file of the program as a whole. */
  | { readonly kind: "module"; readonly file: BoundFile }
  /** A name of a package, or a global one where the package is empty. */
  | { readonly kind: "external"; readonly source: string; readonly path: readonly string[] }
  /** A function of something that is not written here: `client.send`, `list.map`. */
  | { readonly kind: "method"; readonly of: CodeValue; readonly name: string }
  | { readonly kind: "sdk"; readonly sdk: SdkValue }
  | { readonly kind: "unknown" };

/** What nothing is known of. */
export const UNKNOWN: CodeValue = { kind: "unknown" };

/** The value of a text that is written out. */
export function textValue(text: string): CodeValue {
  return { kind: "text", parts: [text] };
}

/** The text that a value is; undefined unless it is known. */
function plainText(value: CodeValue): string | undefined {
  if (value.kind !== "text") return undefined;
  if (value.parts.length === 0) return "";
  const [part] = value.parts;
  return value.parts.length === 1 && typeof part === "string" ? part : undefined;
}

/** The texts among values that are known. */
export function plainTexts(values: readonly CodeValue[]): readonly string[] {
  return values.map(plainText).filter((text) => text !== undefined);
}
