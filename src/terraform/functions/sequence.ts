import {
  choice,
  type ListValue,
  type Place,
  type Reference,
  type UnknownValue,
  unknown,
  type Value,
} from "../values/value.ts";
import { isInvalid } from "./knowledge.ts";
import { invalid, notEvaluated } from "./refusal.ts";

/** More alternatives than this are not distinguished. */
export const MAX_OPTIONS = 8;

/**
 * An argument that must be a list. An unknown one is an open list without known elements; the elements of an open list
 * are certain members, but their positions are not known.
 */
export function asList(value: Value): ListValue {
  if (value.kind === "list") return value;
  if (value.kind === "unknown") return isInvalid(value) ? invalid() : openList(value);
  return value.kind === "choice" || value.kind === "resource" ? notEvaluated() : invalid();
}

/** A list all of whose elements are known to be listed; refuses open lists. */
export function asClosedList(value: Value): ListValue {
  const list = asList(value);
  return list.open ? notEvaluated() : list;
}

function openList(value: UnknownValue): ListValue {
  return { kind: "list", collection: "list", elements: [], open: true, rest: someElement(value), place: value.place };
}

/** An element of an unknown collection, with the attribute that it comes from, if any. */
export function someElement(value: UnknownValue): UnknownValue {
  const via: Reference | undefined = value.via && { ...value.via, path: [...value.via.path, "*"] };
  return unknown(value.why, value.place, via);
}

/** A list that a function returns; an open one may have more elements, represented by `rest`. */
export function listOf(
  elements: readonly Value[],
  place: Place,
  {
    open = false,
    rest,
    collection = "tuple",
  }: { open?: boolean; rest?: Value | undefined; collection?: ListValue["collection"] },
): ListValue {
  return { kind: "list", elements, collection, open, rest: open ? rest : undefined, place };
}

/** One of several values; unknown if there are none, or too many to distinguish. */
export function oneOf(options: readonly Value[], place: Place): Value {
  const merged = choice(options, place);
  if (merged.kind !== "choice") return merged;
  return merged.options.length === 0 || merged.options.length > MAX_OPTIONS ? unknown("not-evaluated", place) : merged;
}

/** What is known of the unlisted elements of several open lists. */
export function commonRest(
  lists: readonly { readonly open: boolean; readonly rest?: Value | undefined }[],
  place: Place,
): Value | undefined {
  const open = lists.filter((list) => list.open);
  if (open.length === 0) return undefined;
  const rests = open.map(({ rest }) => rest);
  return rests.every((rest) => rest !== undefined) ? oneOf(rests, place) : unknown("not-evaluated", place);
}
