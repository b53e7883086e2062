import type { Expression, SourceFile, TemplateExpression } from "../../hcl/index.ts";
import { limits } from "../../limits.ts";
import type { Declarations, Scope } from "../evaluation/scope.ts";
import type { Resource } from "../modules/resource.ts";

/** A span of a file, by offsets; `end` is exclusive. */
export interface Place {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  /** The module instance that was evaluated there, if any: a file can belong to several. */
  readonly module?: Declarations | undefined;
  /** In a stand-in, what decides about an argument or block that is asked for. */
  readonly wanted?: Wanted | undefined;
}

/** An expression that decides about an argument or block, and the names that are visible to it. */
export interface Wanted {
  readonly expression: Expression;
  readonly scope: Scope;
}

/**
 * The resource attribute that a value was set from; `from` is the attribute that this one was set from in turn, if any.
 */
export interface Reference {
  readonly resource: Resource;
  readonly path: readonly (string | number)[];
  readonly from?: Reference | undefined;
}

/** Why a value is not known. */
export type UnknownReason =
  | "no-value" // a variable without a value
  | "computed" // determined by the provider
  | "not-read" // a module or file that is not available
  | "not-evaluated" // a function or construct that is not supported
  | "too-large" // exceeds a limit, see limits.ts
  | "invalid" // Terraform would report an error here
  | "cycle";

interface Common {
  /** Where the value is written: the literal, not the argument that passes it on. */
  readonly place: Place;
  /** The resource attribute it was set from. A known value can have one too. */
  readonly via?: Reference | undefined;
  readonly sensitive?: boolean | undefined;
}

/**
 * What is known of a value. Rules do not look at its kind but ask questions (see queries.ts and BlockValue), each of
 * which has a safe answer for unknown values.
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

/** Not written, or null, which Terraform treats alike for arguments. */
export interface NullValue extends Common {
  readonly kind: "null";
}

/** What a string consists of, in order. */
export interface WrittenString {
  /**
   * To find places inside the string: the template whose parts the pieces are. Undefined for a string of a JSON text.
   */
  readonly template?: TemplateExpression | undefined;
  readonly pieces: readonly (string | Value)[];
}

/** A string, number or boolean that is known exactly. */
export interface KnownValue extends Common {
  readonly kind: "known";
  readonly value: string | number | boolean;
  readonly written?: WrittenString | undefined;
  /** The resource attributes in the string. */
  readonly mentions?: readonly Reference[] | undefined;
  /** It, or a part of it, is known only from a plan, and so is not written anywhere. */
  readonly planned?: boolean | undefined;
}

/** A string with unknown parts: `"${aws_s3_bucket.in.arn}/*"`. No two literal parts are adjacent. */
export interface TemplateValue extends Common {
  readonly kind: "template";
  readonly parts: readonly (string | Value)[];
  readonly written?: WrittenString | undefined;
  readonly mentions?: readonly Reference[] | undefined;
}

/** A string with the JSON of a value: the result of `jsonencode`. */
export interface JsonValue extends Common {
  readonly kind: "json";
  readonly content: Value;
}

/** A tuple, list or set with its elements in order, each of which may be unknown. */
export interface ListValue extends Common {
  readonly kind: "list";
  readonly elements: readonly Value[];
  readonly collection: "tuple" | "list" | "set";
  /** There may be further elements; `rest` is what is known of each of them. */
  readonly open: boolean;
  readonly rest?: Value | undefined;
}

/** An object or map with its values by key, each of which may be unknown. */
export interface ObjectValue extends Common {
  readonly kind: "object";
  readonly entries: ReadonlyMap<string, Value>;
  /** Certainly a map, with values of a single type; an unmarked one may be a map too. */
  readonly isMap?: boolean | undefined;
  /** There may be further keys; `rest` is what is known of each of their values. */
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

/** One of several values, and it is not known which: the arms of a conditional with an unknown test. */
export interface ChoiceValue extends Common {
  readonly kind: "choice";
  readonly options: readonly Value[];
  /** It may be none of them: then Terraform reports an error, for example where an unknown key does not exist. */
  readonly mayFail?: boolean | undefined;
}

/** A value of which nothing is known, and the reason, which some questions depend on. */
export interface UnknownValue extends Common {
  readonly kind: "unknown";
  readonly why: UnknownReason;
}

/** A known value; a number is in the unit of its argument. */
export function known(value: string | number | boolean, place: Place): KnownValue {
  return { kind: "known", value, place };
}

/** A null, which for an argument is the same as not being written. */
export function nullValue(place: Place): NullValue {
  return { kind: "null", place };
}

/** An unknown value, with the reason, and the attribute that it is, if any. */
export function unknown(why: UnknownReason, place: Place, via?: Reference): UnknownValue {
  return via ? { kind: "unknown", why, place, via } : { kind: "unknown", why, place };
}

/** A list of exactly these elements. */
export function list(
  elements: readonly Value[],
  place: Place,
  collection: ListValue["collection"] = "tuple",
): ListValue {
  return { kind: "list", elements, collection, open: false, place };
}

/** An object of exactly these entries. */
export function object(entries: ReadonlyMap<string, Value>, place: Place): ObjectValue {
  return { kind: "object", entries, open: false, place };
}

/** The choice between values, flattened; a single value is returned as it is. Unknown if there are too many. */
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

/** A string of text and values; known if all its parts are, unknown if it would be too long. */
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

/** The values inside a value, without what an open collection may contain in addition. */
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

/** Terraform normalizes all strings to NFC: an "e" and an accent become one character. */
export function composed(text: string): string {
  return /^[\0-\u02ff]*$/.test(text) ? text : text.normalize("NFC");
}

/** In characters; an unknown part counts as a word. */
function lengthOf(part: string | Value): number {
  if (typeof part === "string") return part.length;
  if (part.kind !== "template") return primitiveText(part)?.length ?? 100;
  return part.parts.reduce((sum, inner) => sum + (typeof inner === "string" ? inner.length : 100), 0);
}

/** The parts that a value adds to a string: its text, or itself if it is not known. */
function piecesOf(part: string | Value): readonly (string | Value)[] {
  if (typeof part === "string") return [part];
  return part.kind === "template" ? part.parts : [primitiveText(part) ?? part];
}

/** The attributes that a string mentions if it contains this value. */
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

/** Whether a value is known only from a plan, so that no literal can be blamed for it. */
export function isPlanned(value: string | Value): boolean {
  return typeof value !== "string" && value.kind === "known" && value.planned === true;
}

/** A known primitive as Terraform converts it to a string; undefined for other values. */
export function primitiveText(value: Value): string | undefined {
  if (value.kind !== "known") return undefined;
  return typeof value.value === "number" ? numberText(value.value) : String(value.value);
}

/** Terraform never uses exponents: 1e21 is 1000000000000000000000. */
export function numberText(value: number): string {
  const text = String(value);
  return text.includes("e")
    ? value.toLocaleString("fullwide", { useGrouping: false, maximumSignificantDigits: 21 })
    : text;
}

/** Marks a value as sensitive if `mark` is true. */
export function withSensitivity<T extends Value>(value: T, mark: boolean | undefined): T {
  return mark && !value.sensitive ? { ...value, sensitive: true } : value;
}
