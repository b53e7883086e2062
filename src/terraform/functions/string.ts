import { known, type Value } from "../value.ts";
import { type CallContext, type FunctionTable, lenient, strict } from "./definition.ts";
import { graphemes } from "./graphemes.ts";
import { number, text, texts, wholeNumber } from "./parameters.ts";
import { MAX_TEXT } from "./plain.ts";
import { invalid, notEvaluated } from "./refusal.ts";
import { joinParts, knownText, leadingText, textParts, trailingText } from "./text-parts.ts";
import { changeText } from "./text-parts.ts";

/** Functions on strings. Those that can tell something of a partly known string are lenient. */
export const stringFunctions: FunctionTable = {
  chomp: lenient(1, 1, ([value], { place }) => trimEnds(value, place, { end: (unit) => unit === "\n" || unit === "\r" })),
  endswith: lenient(2, 2, (args, context) => testEnd(args, context, "end")),
  indent: lenient(2, 2, indent),
  join: lenient(2, Number.POSITIVE_INFINITY, join),
  lower: lenient(1, 1, ([value], { place }) => changeText(required(value), (part) => perCharacter(part, (one) => one.toLowerCase()), place)),
  upper: lenient(1, 1, ([value], { place }) => changeText(required(value), (part) => perCharacter(part, (one) => one.toUpperCase()), place)),
  split: strict([text, text], (separator, value) => (separator === "" ? [...value] : value.split(separator))),
  startswith: lenient(2, 2, (args, context) => testEnd(args, context, "start")),
  strcontains: lenient(2, 2, contains),
  strrev: strict([text], (value) => [...graphemes(value)].reverse().join("")),
  substr: strict([text, wholeNumber, wholeNumber], substring),
  title: strict([text], titleCase),
  trim: lenient(2, 2, trim),
  trimprefix: lenient(2, 2, (args, context) => trimAffix(args, context, "start")),
  trimsuffix: lenient(2, 2, (args, context) => trimAffix(args, context, "end")),
  trimspace: lenient(1, 1, ([value], { place }) => trimEnds(value, place, { start: isSpace, end: isSpace })),
};
