import { limits } from "../../limits.ts";
import { convert } from "../evaluation/conversion.ts";
import { isEqual } from "../evaluation/operators.ts";
import { index as elementAt } from "../evaluation/traversal.ts";
import { toNumber } from "../values/primitives.ts";
import { known, type ListValue, nullValue, primitiveText, unknown, type Value } from "../values/value.ts";
import { type CallContext, type FunctionTable, lenient, strict } from "./definition.ts";
import { graphemes } from "./graphemes.ts";
import { isWhole } from "./knowledge.ts";
import { number } from "./parameters.ts";

import { invalid, notEvaluated, tooLarge } from "./refusal.ts";
import { isCertainText } from "./scalar.ts";
import { asClosedList, asList, commonRest, listOf, oneOf, someElement } from "./sequence.ts";
import { knownText } from "./text-parts.ts";

/** A longer part of a list that is not known is unknown itself. */
const MAX_SLICE = 16;

/** Functions on lists; elements keep their places. */
export const listFunctions: FunctionTable = {
  chunklist: lenient(2, 2, chunks),
  coalescelist: lenient(1, Number.POSITIVE_INFINITY, firstNonEmpty),
  compact: lenient(1, 1, compact),
  concat: lenient(1, Number.POSITIVE_INFINITY, concat),
  contains: lenient(2, 2, contains),
  distinct: lenient(1, 1, distinct),
  element: lenient(2, 2, element),
  flatten: lenient(1, 1, flatten),
  index: lenient(2, 2, indexOf),
  length: lenient(1, 1, length),
  matchkeys: lenient(3, 3, matchKeys),
  one: lenient(1, 1, one),
  range: strict([number], range, { rest: number }),
  reverse: lenient(1, 1, ({ place }, value) => {
    const list = asList(value);
    return listOf([...list.elements].reverse(), place, {
      ...list,
      collection: list.collection === "set" ? "list" : list.collection,
    });
  }),
  slice: lenient(3, 3, slice),
};

/** A whole number among the arguments. */
function integer(value: Value): number {
  if (value.kind === "null") return invalid();
  if (value.kind !== "known") return notEvaluated();
  const read = toNumber(value.value);
  return Number.isInteger(read) ? (read ?? 0) : invalid();
}

function chunks({ place }: CallContext, value: Value, size: Value): Value {
  const { elements } = asClosedList(convert(value, { kind: "list", of: { kind: "any" } }));
  const count = integer(size);
  if (count < 0) return invalid();
  const step = count === 0 ? elements.length || 1 : count;
  const result: Value[] = [];
  for (let i = 0; i < elements.length; i += step)
    result.push(listOf(elements.slice(i, i + step), place, { collection: "list" }));
  return listOf(result, place, { collection: "list" });
}

function concat({ place }: CallContext, ...values: Value[]): Value {
  const lists = values.map(asList);
  if (lists.some(({ collection }) => collection === "set")) return invalid();
  const elements = lists.flatMap((list) => list.elements);
  if (elements.length > limits.elements) return tooLarge();
  const collection = lists.every((list) => list.collection === "list") ? "list" : "tuple";
  return listOf(elements, place, { collection, open: lists.some((list) => list.open), rest: commonRest(lists, place) });
}

function flatten({ place }: CallContext, value: Value): Value {
  const elements: Value[] = [];
  const open: { open: boolean; rest?: Value | undefined }[] = [];
  const visit = (list: ListValue) => {
    if (list.open) open.push(list);
    for (const each of list.elements) {
      if (each.kind === "list") visit(each);
      else if (elements.push(each) > limits.elements) tooLarge();
      // it may turn out to be a list of any length
      if ((each.kind === "unknown" && !isCertainText(each)) || each.kind === "choice") open.push({ open: true });
    }
  };
  visit(asList(value));
  return listOf(elements, place, { open: open.length > 0, rest: commonRest(open, place) });
}

/** An element that may be empty is no certain element of the result. */
function compact({ place }: CallContext, value: Value): Value {
  const list = asList(convert(asList(value), { kind: "list", of: { kind: "string" } }));
  const written = list.elements.filter((each) => each.kind !== "null" && primitiveText(each) !== "");
  if (written.some((each) => each.kind === "list" || each.kind === "object")) return invalid();
  const certain = written.filter(isCertainText);
  const open = list.open || certain.length < written.length;
  const doubtful = written.filter((each) => !isCertainText(each)).map((each) => ({ open: true, rest: each }));
  return listOf(certain, place, { collection: "list", open, rest: commonRest([list, ...doubtful], place) });
}

function distinct({ place }: CallContext, value: Value): Value {
  const list = asList(convert(asList(value), { kind: "list", of: { kind: "any" } }));
  const kept: Value[] = [];
  let open = list.open;
  // comparing is quadratic
  if (list.elements.length > 1000) return notEvaluated();
  for (const each of list.elements) {
    const answers = kept.map((other) => isEqual(other, each));
    if (!answers.includes(true)) {
      if (answers.includes(undefined)) open = true;
      kept.push(each);
    }
  }
  return listOf(kept, place, { collection: "list", open, rest: list.rest });
}

function contains({ place }: CallContext, value: Value, searched: Value): Value {
  if (searched.kind === "null") return invalid();
  const list = asList(value);
  const answers = list.elements.map((each) => isEqual(each, searched));
  if (answers.includes(true)) return known(true, place);
  return list.open || answers.includes(undefined) ? notEvaluated() : known(false, place);
}

function indexOf({ place }: CallContext, value: Value, searched: Value): Value {
  const list = asClosedList(value);
  if (list.collection === "set") return invalid();
  const answers = list.elements.map((each) => isEqual(each, searched));
  const found = answers.indexOf(true);
  const doubt = answers.indexOf(undefined);
  if (doubt >= 0 && (found < 0 || doubt < found)) return notEvaluated();
  return found < 0 ? invalid() : known(found, place);
}

function element({ place }: CallContext, value: Value, position: Value): Value {
  if (value.kind === "unknown") return elementAt(value, position, place);
  const list = asList(value);
  if (list.open || (position.kind !== "known" && position.kind !== "null")) {
    return oneOf([...list.elements, ...(list.open ? [list.rest ?? unknown("not-evaluated", place)] : [])], place);
  }
  if (list.collection === "set") return invalid();
  const at = integer(position);
  return list.elements.at(at % list.elements.length) ?? invalid();
}

/** The length of a string counts characters; that of a set with unknown elements is not known, as they may be equal. */
function length({ place }: CallContext, value: Value): Value {
  switch (value.kind) {
    case "list":
      if (value.open || (value.collection === "set" && value.elements.length > 1 && !isWhole(value)))
        return notEvaluated();
      return known(value.elements.length, place);
    case "object":
      return value.open ? notEvaluated() : known(value.entries.size, place);
    case "known":
      return typeof value.value === "string" ? known(graphemes(value.value).length, place) : invalid();
    case "null":
      return invalid();
    default:
      return isWhole(value) ? known(graphemes(knownText(value) ?? "").length, place) : notEvaluated();
  }
}

function matchKeys({ place }: CallContext, values: Value, keys: Value, searched: Value): Value {
  const [valueList, keyList, searchList] = [asClosedList(values), asClosedList(keys), asClosedList(searched)];
  if (valueList.elements.length !== keyList.elements.length) return invalid();
  if (!isWhole(keyList) || !isWhole(searchList)) return notEvaluated();
  const together = listOf([...keyList.elements, ...searchList.elements], place, {});
  const all = asClosedList(convert(together, { kind: "list", of: { kind: "any" } })).elements;
  const wanted = all.slice(keyList.elements.length);
  const isWanted = (key: Value) => wanted.some((each) => isEqual(each, key));
  return listOf(
    valueList.elements.filter((_, i) => isWanted(all[i] ?? nullValue(place))),
    place,
    { collection: "list" },
  );
}

function one({ place }: CallContext, value: Value): Value {
  if (value.kind === "unknown") return oneOf([nullValue(place), someElement(value)], place);
  const list = asList(value);
  const [first, ...others] = list.elements;
  if (others.length > 0) return list.collection === "set" && !isWhole(list) ? notEvaluated() : invalid();
  if (first) return first;
  return list.open ? oneOf([nullValue(place), list.rest ?? unknown("not-evaluated", place)], place) : nullValue(place);
}

function firstNonEmpty({ place }: CallContext, ...values: Value[]): Value {
  const possible: Value[] = [];
  for (const value of values) {
    const list = asList(value);
    if (list.collection === "set") return invalid();
    if (list.elements.length > 0) return oneOf([...possible, value], place);
    if (list.open) possible.push(value);
  }
  return possible.length === 0 ? invalid() : oneOf(possible, place);
}

function slice({ place }: CallContext, value: Value, from: Value, to: Value): Value {
  const list = asList(value);
  const [start, end] = [integer(from), integer(to)];
  if (list.open) return sliceOfOpen(list, start, end, place);
  if (start < 0 || end > list.elements.length || start > end || list.collection === "set") return invalid();
  return listOf(list.elements.slice(start, end), place, { collection: list.collection });
}

/** As many elements as asked for, as Terraform refuses a list that is too short: any of the list's, in any order. */
function sliceOfOpen(list: ListValue, start: number, end: number, place: Value["place"]): Value {
  const size = end - start;
  if (start < 0 || size < 0 || list.collection === "set") return invalid();
  if (size === 0 || size > MAX_SLICE) return notEvaluated();
  const any = oneOf([...list.elements, list.rest ?? unknown("not-evaluated", place)], place);
  return listOf(new Array<Value>(size).fill(any), place, { collection: list.collection });
}

/** `range(limit)`, `range(start, limit)` or `range(start, limit, step)`; Terraform allows 1024 numbers. */
function range(...bounds: number[]): readonly number[] {
  if (bounds.length > 3) return invalid();
  const [start, limit] = bounds.length === 1 ? [0, bounds[0] ?? 0] : [bounds[0] ?? 0, bounds[1] ?? 0];
  const step = bounds[2] ?? (limit < start ? -1 : 1);
  if (step === 0 || (step > 0 && limit < start) || (step < 0 && limit > start)) return invalid();
  // sums of fractions that have no end in binary miss the limit by their last digits, which Terraform has more of
  if (![start, limit, step].every((bound) => Number.isInteger(bound * 1024))) return notEvaluated();
  const result: number[] = [];
  for (let at = start; step > 0 ? at < limit : at > limit; at += step) {
    if (result.push(at) > 1024) return invalid();
  }
  return result;
}
