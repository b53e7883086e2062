import type { Place } from "./value.ts";

/** Whether two places are the same span of the same file. */
export function isSamePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** Whether a place encloses another or equals it. */
export function encloses(outer: Place, inner: Place): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

/**
 * Where to report a part of an argument: at the part if it is written in the argument, otherwise at the argument, which
 * gets it from elsewhere.
 */
export function partPlace(argument: Place, part: Place): Place {
  return encloses(argument, part) ? part : argument;
}

/** Values by place, so that one can be found without searching all of them. */
export class PlaceIndex<T> {
  private readonly byFile = new Map<Place["file"], { readonly place: Place; readonly thing: T }[]>();

  constructor(things: Iterable<T>, placeOfThing: (thing: T) => Place) {
    for (const thing of things) {
      const place = placeOfThing(thing);
      const inFile = this.byFile.get(place.file) ?? [];
      this.byFile.set(place.file, inFile);
      inFile.push({ place, thing });
    }
    for (const inFile of this.byFile.values())
      inFile.sort(({ place: a }, { place: b }) => a.start - b.start || a.end - b.end);
  }

  /** Whether any value is within a place; values may be nested but not overlap. */
  hasWithin(outer: Place): boolean {
    const inFile = this.byFile.get(outer.file) ?? [];
    const first = inFile[firstFrom(inFile, outer.start)];
    return first !== undefined && encloses(outer, first.place);
  }

  /** The values within a place. */
  allWithin(outer: Place): readonly T[] {
    const inFile = this.byFile.get(outer.file) ?? [];
    const candidates = inFile.slice(firstFrom(inFile, outer.start), firstFrom(inFile, outer.end));
    return candidates.filter(({ place }) => encloses(outer, place)).map(({ thing }) => thing);
  }

  /** The first value of a place that encloses another; values must not be nested. */
  findAround(inner: Place): T | undefined {
    const inFile = this.byFile.get(inner.file) ?? [];
    const last = inFile[firstFrom(inFile, inner.start + 1) - 1];
    if (!last || !encloses(last.place, inner)) return undefined;
    return inFile[firstFrom(inFile, last.place.start)]?.thing;
  }
}

/** The index of the first value that starts at or after an offset. */
function firstFrom(sorted: readonly { readonly place: Place }[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.place.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
