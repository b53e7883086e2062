import { limits } from "../../limits.ts";
import { known, unknown, type Value } from "../values/value.ts";
import { type CallContext, type FunctionTable, lenient } from "./definition.ts";
import { formatVerb, type Verb } from "./format-verb.ts";
import { isWhole } from "./knowledge.ts";

import { toPlain } from "./plain-value.ts";
import { invalid, notEvaluated, tooLarge } from "./refusal.ts";
import { listOf } from "./sequence.ts";
import { joinParts, knownText, textParts } from "./text-parts.ts";

/** `format` and `formatlist`, after Go's fmt. Unknown arguments are kept as parts of the string. */
export const formatFunctions: FunctionTable = {
  format: lenient(1, Number.POSITIVE_INFINITY, format),
  formatlist: lenient(1, Number.POSITIVE_INFINITY, formatList),
};

function format({ place }: CallContext, template: Value, ...args: Value[]): Value {
  // Terraform leaves the formatting of null unknown until apply
  if (args.some(({ kind }) => kind === "null")) return notEvaluated();
  const parts: (string | Value)[] = [];
  const used = new Set<number>();
  let next = 0;
  const take = (position?: number): Value => {
    if (position !== undefined) next = position - 1;
    used.add(next);
    return args[next++] ?? invalid();
  };
  for (const token of tokens(knownText(template) ?? notEvaluated())) {
    if (typeof token === "string") parts.push(token);
    else parts.push(formatted(token, take(token.position)));
  }
  // with explicit positions, arguments may be unused
  if (used.size < args.length && next < args.length) return invalid();
  return joinParts(parts, place);
}

interface Token extends Verb {
  readonly position: number | undefined;
}

const VERB = /%([-+ 0#]*)([1-9]\d{0,3})?(?:\.(\d{0,3}))?(?:\[(\d{1,4})\])?([a-zA-Z%])/y;

function tokens(template: string): readonly (string | Token)[] {
  const result: (string | Token)[] = [];
  let at = 0;
  while (at < template.length) {
    const next = template.indexOf("%", at);
    if (next !== at) result.push(template.slice(at, next < 0 ? undefined : next));
    if (next < 0) break;
    VERB.lastIndex = next;
    const [all, flags = "", width, precision, position, letter = ""] = VERB.exec(template) ?? invalid();
    at = next + all.length;
    if (letter === "%") {
      if (all !== "%%") invalid();
      result.push("%");
    } else {
      result.push({
        flags,
        letter,
        width: Number(width ?? 0),
        precision: precision === undefined ? undefined : Number(precision),
        position: position === undefined ? undefined : Number(position),
      });
    }
  }
  return result;
}

/** The result of a verb for an argument: text, or the argument itself if the verb does not change it. */
function formatted(verb: Verb, value: Value): string | Value {
  const isBare = verb.width === 0 && verb.precision === undefined && verb.flags === "";
  if (isBare && (verb.letter === "s" || verb.letter === "v") && isString(value)) return value;
  if (isWhole(value)) return formatVerb(verb, toPlain(value));
  return unknown("not-evaluated", value.place, isBare ? value.via : undefined);
}

function isString(value: Value): boolean {
  return (
    value.kind === "template" ||
    value.kind === "json" ||
    value.kind === "unknown" ||
    value.kind === "choice" ||
    (value.kind === "known" && typeof value.value === "string")
  );
}

/** Formats once for each element of the lists among the arguments, which must have the same length. */
function formatList(context: CallContext, template: Value, ...args: Value[]): Value {
  if (template.kind === "list") return invalid();
  const lists = args.filter((arg) => arg.kind === "list");
  if (args.some((arg) => arg.kind === "unknown") || lists.some((list) => list.open)) return notEvaluated();
  const lengths = new Set(lists.map((list) => list.elements.length));
  if (lengths.size > 1) return invalid();
  const [length = 1] = lengths;
  if (length > limits.elements) return tooLarge();
  const at = (arg: Value, i: number): Value => (arg.kind === "list" ? (arg.elements[i] ?? known("", arg.place)) : arg);
  const elements = Array.from({ length }, (_, i) => {
    const row = args.map((arg) => at(arg, i));
    textParts(template);
    return format({ ...context, place: placeOfRow(args, i) ?? context.place }, template, ...row);
  });
  return listOf(elements, context.place, { collection: "list" });
}

/** The place of the list element that a string was made from, so that a finding points at it. */
function placeOfRow(args: readonly Value[], i: number): CallContext["place"] | undefined {
  const list = args.find((arg) => arg.kind === "list");
  return list?.elements[i]?.place;
}
