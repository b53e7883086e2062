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

/** Things by where they stand, to find one by its place without looking at each. */
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

  /** Whether something stands within a place, of things that lie in each other or apart. */
  hasWithin(outer: Place): boolean {
    const inFile = this.byFile.get(outer.file) ?? [];
    const first = inFile[firstFrom(inFile, outer.start)];
    return first !== undefined && encloses(outer, first.place);
  }

  /** What stands within a place. */
  allWithin(outer: Place): readonly T[] {
    const inFile = this.byFile.get(outer.file) ?? [];
    const candidates = inFile.slice(firstFrom(inFile, outer.start), firstFrom(inFile, outer.end));
    return candidates.filter(({ place }) => encloses(outer, place)).map(({ thing }) => thing);
  }

  /** The first of the things at one place that encloses another, of things that lie apart. */
  findAround(inner: Place): T | undefined {
    const inFile = this.byFile.get(inner.file) ?? [];
    const last = inFile[firstFrom(inFile, inner.start + 1) - 1];
    if (!last || !encloses(last.place, inner)) return undefined;
    return inFile[firstFrom(inFile, last.place.start)]?.thing;
  }
}

/** The position of the first that begins at an offset or behind it. */
function firstFrom(sorted: readonly { readonly place: Place }[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.place.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
