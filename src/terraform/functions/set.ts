import { limits } from "../../limits.ts";
import { convert } from "../evaluation/conversion.ts";
import { asBoolean, decimal } from "../evaluation/operators.ts";
import { compareText } from "../values/text-order.ts";
import { known, type ListValue, type Place, type Value } from "../values/value.ts";
import { type CallContext, type FunctionTable, lenient, strict } from "./definition.ts";
import { jsonText } from "./json.ts";
import { isWhole } from "./knowledge.ts";
import { numbers } from "./parameters.ts";
import { toPlain } from "./plain-value.ts";
import { invalid, notEvaluated, tooLarge } from "./refusal.ts";
import { asClosedList, asList, commonRest, listOf } from "./sequence.ts";
import { knownText } from "./text-parts.ts";

/** Functions on sets, and on whole lists. */
export const setFunctions: FunctionTable = {
  alltrue: lenient(1, 1, decidedBy(false)),
  anytrue: lenient(1, 1, decidedBy(true)),
  setintersection: lenient(1, Number.POSITIVE_INFINITY, ({ place }, ...values) =>
    select(values, (isIn) => !isIn.includes(false), place),
  ),
  setproduct: lenient(2, Number.POSITIVE_INFINITY, product),
  setsubtract: lenient(2, 2, ({ place }, ...values) => select(values, (isIn) => !isIn.includes(true), place)),
  setunion: lenient(1, Number.POSITIVE_INFINITY, union),
  sort: lenient(1, 1, sort),
  sum: strict([numbers], (values) =>
    values.length === 0 ? invalid() : decimal(values.reduce((total, value) => total + value, 0)),
  ),
};

/** `anytrue` is decided by one true element, `alltrue` by one that is not. Null counts as not true. */
function decidedBy(decisive: boolean) {
  return ({ place }: CallContext, value: Value): Value => {
    const list = asList(value);
    const answers = list.elements.map((element) => {
      if (element.kind === "null") return false;
      if (element.kind !== "known") return undefined;
      return asBoolean(element) ?? invalid();
    });
    if (answers.includes(decisive)) return known(decisive, place);
    return list.open || answers.includes(undefined) ? notEvaluated() : known(!decisive, place);
  };
}

/** A text for each element; only equal elements have the same text. */
function identities(list: ListValue): readonly string[] {
  return isWhole(list) ? list.elements.map((element) => jsonText(toPlain(element))) : notEvaluated();
}

/** Lists with elements converted to the common type of all. */
function unified(values: readonly Value[], place: Place): readonly ListValue[] {
  const lists = values.map(asClosedList);
  const all = listOf(
    lists.flatMap(({ elements }) => elements),
    place,
    {},
  );
  const converted = asClosedList(convert(all, { kind: "list", of: { kind: "any" } }));
  let start = 0;
  return lists.map(({ elements: { length } }) => {
    const elements = converted.elements.slice(start, start + length);
    start += length;
    return listOf(elements, place, {});
  });
}

/** The elements of the first set, selected by whether they are in each of the others. */
function select(values: readonly Value[], isKept: (isIn: readonly boolean[]) => boolean, place: Place): Value {
  const [first, ...others] = unified(values, place);
  if (!first) return invalid();
  const keys = others.map((other) => new Set(identities(other)));
  const own = identities(first);
  const elements = first.elements.filter((_, i) => isKept(keys.map((set) => set.has(own[i] ?? ""))));
  return convert(listOf(elements, place, {}), { kind: "set", of: { kind: "any" } });
}

function union({ place }: CallContext, ...values: Value[]): Value {
  const lists = values.map(asList);
  const all: ListValue = listOf(
    lists.flatMap((list) => list.elements),
    place,
    { open: lists.some((list) => list.open), rest: commonRest(lists, place) },
  );
  return convert(all, { kind: "set", of: { kind: "any" } });
}

function product({ place }: CallContext, ...values: Value[]): Value {
  // with one set among the arguments, the result is a set
  const kind = values.some((value) => value.kind === "list" && value.collection === "set") ? "set" : "list";
  const lists = values.map((value) => asClosedList(convert(value, { kind, of: { kind: "any" } })));
  if (lists.reduce((size, { elements }) => size * elements.length, lists.length) > limits.elements) return tooLarge();
  const rows = lists.reduce<readonly (readonly Value[])[]>(
    (heads, { elements }) => heads.flatMap((head) => elements.map((element) => [...head, element])),
    [[]],
  );
  return listOf(
    rows.map((row) => listOf(row, place, {})),
    place,
    { collection: kind },
  );
}

/** If elements are unknown, so is the order: the elements are kept, but at no certain positions. */
function sort({ place }: CallContext, value: Value): Value {
  const strings = convert(asList(value), { kind: "list", of: { kind: "string" } });
  if (strings.kind !== "list") return strings;
  if (!isWhole(strings)) return listOf(strings.elements, place, { collection: "list", open: true, rest: strings.rest });
  if (strings.elements.some((element) => element.kind === "null")) return invalid();
  const sorted = [...strings.elements].sort((a, b) => compareText(knownText(a) ?? "", knownText(b) ?? ""));
  return listOf(sorted, place, { collection: "list" });
}
