import type { SourceFile, TemplateExpression } from "../hcl/index.ts";
import { limits } from "../limits.ts";
import type { Resource } from "./resource.ts";
import type { Declarations } from "./scope.ts";

/** A stretch of a file, by offsets; `end` exclusive. */
export interface Place {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  /** The instance of a module that was evaluated there, where it was: a file can belong to several. */
  readonly module?: Declarations | undefined;
}

/** Which attribute of which resource a value came through; `from` is the one that this one was set from, if any. */
export interface Reference {
  readonly resource: Resource;
  readonly path: readonly (string | number)[];
  readonly from?: Reference | undefined;
}

/** Why a value is not known. */
export type UnknownReason =
  | "no-value" // a variable that nothing sets
  | "computed" // the provider decides
  | "not-read" // a module or file that is not there
  | "not-evaluated" // a function or construct outside what is evaluated
  | "too-large" // more than is worked out, see limits.ts
  | "invalid" // Terraform would report an error here
  | "cycle";

interface Common {
  /** Where the value is written: the literal, not the argument that hands it on. */
  readonly place: Place;
  /** The resource attribute it came through. A known value can have one as well. */
  readonly via?: Reference | undefined;
  readonly sensitive?: boolean | undefined;
}

/**
 * What is known of a value. Rules do not look at the cases: they ask (see queries.ts and BlockValue), and every question
 * has a safe answer for what is not known.
 */
export type Value =
  | NullValue
  | KnownValue
  | TemplateValue
  | JsonValue
  | ListValue
  | ObjectValue
  | ResourceValue
  | ChoiceValue
  | UnknownValue;

/** Not written, or written as null: for an argument Terraform makes no difference. */
export interface NullValue extends Common {
  readonly kind: "null";
}

/** A string as it is written, for places inside it: the value of each part of the template, in order. */
export interface WrittenString {
  readonly template: TemplateExpression;
  readonly pieces: readonly (string | Value)[];
}

export interface KnownValue extends Common {
  readonly kind: "known";
  readonly value: string | number | boolean;
  readonly written?: WrittenString | undefined;
  /** Resource attributes that the string was put together from. */
  readonly mentions?: readonly Reference[] | undefined;
  /** It, or a part of it, is known from a plan only: it is not written out anywhere. */
  readonly planned?: boolean | undefined;
}

/** A string of which parts are not known: `"${aws_s3_bucket.in.arn}/*"`. No two neighbours are both text. */
export interface TemplateValue extends Common {
  readonly kind: "template";
  readonly parts: readonly (string | Value)[];
  readonly written?: WrittenString | undefined;
  readonly mentions?: readonly Reference[] | undefined;
}

/** A string that is the JSON of a value: what `jsonencode` gives. */
export interface JsonValue extends Common {
  readonly kind: "json";
  readonly content: Value;
}

export interface ListValue extends Common {
  readonly kind: "list";
  readonly elements: readonly Value[];
  readonly collection: "tuple" | "list" | "set";
  /** There may be more elements than these; `rest` is what is known of each of them. */
  readonly open: boolean;
  readonly rest?: Value | undefined;
}

export interface ObjectValue extends Common {
  readonly kind: "object";
  readonly entries: ReadonlyMap<string, Value>;
  /** Surely a map, all of whose values are of one type; what is not marked may be one too. */
  readonly isMap?: boolean | undefined;
  /** There may be more keys than these; `rest` is what is known of each of their values. */
  readonly open: boolean;
  readonly rest?: Value | undefined;
  /** Where each key is written. */
  readonly keyPlaces?: ReadonlyMap<string, Place> | undefined;
}

/** A whole resource, as in `queue = aws_sqs_queue.jobs`. */
export interface ResourceValue extends Common {
  readonly kind: "resource";
  readonly resource: Resource;
}

/** One of several, and it is not known which: the arms of a conditional whose test is unknown. */
export interface ChoiceValue extends Common {
  readonly kind: "choice";
  readonly options: readonly Value[];
  /** It may be none of them as well: then Terraform stops, as where a key that is not known is not there. */
  readonly mayFail?: boolean | undefined;
}

export interface UnknownValue extends Common {
  readonly kind: "unknown";
  readonly why: UnknownReason;
}

/** A value that is known, a number in the unit of its argument. */
export function known(value: string | number | boolean, place: Place): KnownValue {
  return { kind: "known", value, place };
}

/** A null, which for an argument is the same as not written. */
export function nullValue(place: Place): NullValue {
  return { kind: "null", place };
}

/** A value that is not known, with the reason, and the attribute that it is where it is one. */
export function unknown(why: UnknownReason, place: Place, via?: Reference): UnknownValue {
  return via ? { kind: "unknown", why, place, via } : { kind: "unknown", why, place };
}

/** A list of these elements and no others. */
export function list(
  elements: readonly Value[],
  place: Place,
  collection: ListValue["collection"] = "tuple",
): ListValue {
  return { kind: "list", elements, collection, open: false, place };
}

/** An object of these entries and no others. */
export function object(entries: ReadonlyMap<string, Value>, place: Place): ObjectValue {
  return { kind: "object", entries, open: false, place };
}

/** The choice between values, flattened; the value itself where there is but one. Unknown where there are too many. */
export function choice(options: readonly Value[], place: Place, { mayFail = false } = {}): Value {
  const flat = options.flatMap((option) => (option.kind === "choice" ? option.options : [option]));
  if (flat.length > limits.options)
    return withSensitivity(
      unknown("too-large", place),
      flat.some((option) => option.sensitive),
    );
  const [first] = flat;
  if (mayFail || options.some((option) => option.kind === "choice" && option.mayFail))
    return { kind: "choice", options: flat, place, mayFail: true };
  if (first && flat.length === 1) return first;
  return { kind: "choice", options: flat, place };
}

/** A string put together from text and values; known when all its parts are, unknown where it would be too long. */
export function concatenation(parts: readonly (string | Value)[], place: Place, written?: WrittenString): Value {
  const values = parts.filter((part) => typeof part !== "string");
  const sensitive = values.some((value) => value.sensitive);
  if (parts.reduce((length, part) => length + lengthOf(part), 0) > limits.text)
    return withSensitivity(unknown("too-large", place), sensitive);
  const merged: (string | Value)[] = [];
  for (const part of parts) for (const piece of piecesOf(part)) append(merged, piece);
  const mentions = values.flatMap(mentionsOf);
  const common = {
    place,
    written,
    mentions: mentions.length > 0 ? mentions : undefined,
    sensitive: sensitive || undefined,
  };
  const [only = ""] = merged;
  if (merged.length > 1 || typeof only !== "string") return { kind: "template", parts: merged, ...common };
  return { kind: "known", value: composed(only), ...common, planned: values.some(isPlanned) || undefined };
}

/** The values that a value is put together from; not what an open collection may hold more. */
export function innerValues(value: Value): readonly Value[] {
  switch (value.kind) {
    case "template":
      return value.parts.filter((part) => typeof part !== "string");
    case "json":
      return [value.content];
    case "list":
      return value.elements;
    case "object":
      return [...value.entries.values()];
    case "choice":
      return value.options;
    default:
      return [];
  }
}

/** Terraform keeps all strings in composed form (NFC): an "e" and an accent are one character. */
export function composed(text: string): string {
  return /^[\0-\u02ff]*$/.test(text) ? text : text.normalize("NFC");
}

/** In characters; an unknown part counts as a word. */
function lengthOf(part: string | Value): number {
  if (typeof part === "string") return part.length;
  if (part.kind !== "template") return primitiveText(part)?.length ?? 100;
  return part.parts.reduce((sum, inner) => sum + (typeof inner === "string" ? inner.length : 100), 0);
}

/** What a part adds to a string: its text, or itself where that is not known. */
function piecesOf(part: string | Value): readonly (string | Value)[] {
  if (typeof part === "string") return [part];
  return part.kind === "template" ? part.parts : [primitiveText(part) ?? part];
}

/** The attributes that a string with this value in it is put together from. */
function mentionsOf(value: Value): readonly Reference[] {
  const inner = value.kind === "known" || value.kind === "template" ? (value.mentions ?? []) : [];
  return value.via ? [value.via, ...inner] : inner;
}

function append(parts: (string | Value)[], part: string | Value): void {
  const last = parts.at(-1);
  if (part === "") return;
  if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
  else parts.push(part);
}

/** Whether a value is known from a plan only, so that no literal is to blame for it. */
export function isPlanned(value: string | Value): boolean {
  return typeof value !== "string" && value.kind === "known" && value.planned === true;
}

/** How Terraform writes a known primitive into a string; undefined for all else. */
export function primitiveText(value: Value): string | undefined {
  if (value.kind !== "known") return undefined;
  return typeof value.value === "number" ? numberText(value.value) : String(value.value);
}

/** Terraform never writes exponents: 1e21 is 1000000000000000000000. */
export function numberText(value: number): string {
  const text = String(value);
  return text.includes("e")
    ? value.toLocaleString("fullwide", { useGrouping: false, maximumSignificantDigits: 21 })
    : text;
}

/** The same value with the mark of sensitivity, where `mark` says so. */
export function withSensitivity<T extends Value>(value: T, mark: boolean | undefined): T {
  return mark && !value.sensitive ? { ...value, sensitive: true } : value;
}
