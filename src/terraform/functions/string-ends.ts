import { known, type Value } from "../values/value.ts";
import { type CallContext, type FunctionTable, lenient } from "./definition.ts";
import { notEvaluated } from "./refusal.ts";
import { joinParts, knownText, textParts } from "./text-parts.ts";

/** Functions on either end of a string, which can be evaluated once that end is known, whatever the rest. */
export const stringEndFunctions: FunctionTable = {
  chomp: lenient(1, 1, ({ place }, value) => trimmed(value, ["end"], (unit) => unit === "\n" || unit === "\r", place)),
  endswith: lenient(2, 2, ({ place }, value, affix) => known(endsWith(value, affix, "end"), place)),
  startswith: lenient(2, 2, ({ place }, value, affix) => known(endsWith(value, affix, "start"), place)),
  trim: lenient(2, 2, ({ place }, value, set) => {
    const units = new Set(knownText(set) ?? notEvaluated());
    return trimmed(value, ["start", "end"], (unit) => units.has(unit), place);
  }),
  trimprefix: lenient(2, 2, ({ place }, value, affix) => withoutAffix(value, affix, "start", place)),
  trimsuffix: lenient(2, 2, ({ place }, value, affix) => withoutAffix(value, affix, "end", place)),
  trimspace: lenient(1, 1, ({ place }, value) =>
    trimmed(value, ["start", "end"], (unit) => unit !== "\ufeff" && /[\s\u0085]/.test(unit), place),
  ),
};

type End = "start" | "end";

/** Whether a string has a prefix or suffix; refuses if the known text at that end is too short to tell. */
function endsWith(value: Value, affix: Value, end: End): boolean {
  const wanted = knownText(affix) ?? notEvaluated();
  const text = textAt(textParts(value), end);
  const common = Math.min(text.length, wanted.length);
  const [has, needs] =
    end === "start"
      ? [text.slice(0, common), wanted.slice(0, common)]
      : [text.slice(text.length - common), wanted.slice(wanted.length - common)];
  if (has !== needs) return false;
  return text.length >= wanted.length || (knownText(value) === undefined ? notEvaluated() : false);
}

function withoutAffix(value: Value, affix: Value, end: End, place: CallContext["place"]): Value {
  if (!endsWith(value, affix, end)) return joinParts(textParts(value), place);
  const { length } = knownText(affix) ?? notEvaluated();
  return joinParts(
    changeEnd(textParts(value), end, (text) =>
      end === "start" ? text.slice(length) : text.slice(0, text.length - length),
    ),
    place,
  );
}

/** Removes the characters for which `isCut` holds from the ends; refuses if it is not known where that stops. */
function trimmed(
  value: Value,
  ends: readonly End[],
  isCut: (character: string) => boolean,
  place: CallContext["place"],
): Value {
  let parts = textParts(value);
  const isText = knownText(value) !== undefined;
  for (const end of ends) {
    const text = textAt(parts, end);
    const characters = Array.from(text);
    if (end === "end") characters.reverse();
    const kept = characters.findIndex((character) => !isCut(character));
    if (kept < 0 && !isText) return notEvaluated();
    const cut = characters.slice(0, kept < 0 ? characters.length : kept).join("").length;
    parts = changeEnd(parts, end, () => (end === "start" ? text.slice(cut) : text.slice(0, text.length - cut)));
  }
  return joinParts(parts, place);
}

function textAt(parts: readonly (string | Value)[], end: End): string {
  const part = parts.at(end === "start" ? 0 : -1);
  return typeof part === "string" ? part : "";
}

function changeEnd(
  parts: readonly (string | Value)[],
  end: End,
  change: (text: string) => string,
): readonly (string | Value)[] {
  const at = end === "start" ? 0 : parts.length - 1;
  return parts.map((part, i) => (i === at && typeof part === "string" ? change(part) : part));
}
