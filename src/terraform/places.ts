import type { Place } from "./value.ts";

/** Whether two places are the same stretch of the same file. */
export function isSamePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** Whether a place stands within another, or is it. */
export function encloses(outer: Place, inner: Place): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

/** Where to speak of a part of an argument: at the part if it stands in there, else at the argument, which has it from elsewhere. */
export function partPlace(argument: Place, part: Place): Place {
  return encloses(argument, part) ? part : argument;
}
