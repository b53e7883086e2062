import type { Data } from "../values/queries.ts";
import { known, list, nullValue, object, type Place, type Reference, unknown, type Value } from "../values/value.ts";

/** A planned value, with its parts that are only known after apply and those that are sensitive. */
export interface Planned {
  readonly after: Data | undefined;
  /** true, or a structure with true for each unknown part. */
  readonly unknown: Data | undefined;
  readonly sensitive: Data | undefined;
}

/** What values made from a plan refer to. */
export interface Origin {
  readonly place: Place;
  readonly via?: Reference | undefined;
  readonly mentions?: readonly Reference[] | undefined;
  /** Replaces each part that is only known after apply. */
  readonly unknownPart?: Value | undefined;
}

/** An object in the JSON of a plan. */
export type DataObject = { readonly [key: string]: Data };

/** Whether JSON data is an object. */
export function isDataObject(data: Data | undefined): data is DataObject {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** Whether JSON data is an array. */
export function isDataList(data: Data | undefined): data is readonly Data[] {
  return Array.isArray(data);
}

/** The plan says nothing about this: it is not an argument of the provider's (`count`), or may not exist. */
export function isUnsaid(planned: Planned): boolean {
  return planned.after === undefined && (planned.unknown === undefined || planned.unknown === false);
}

/** The plan for an attribute of an object, or an element of a list. */
export function partOf(planned: Planned, key: string | number): Planned {
  return {
    after: entryOf(planned.after, key),
    unknown: planned.unknown === true ? true : entryOf(planned.unknown, key),
    sensitive: planned.sensitive === true ? true : entryOf(planned.sensitive, key),
  };
}

function entryOf(data: Data | undefined, key: string | number): Data | undefined {
  if (isDataList(data)) return typeof key === "number" ? data[key] : undefined;
  return isDataObject(data) && Object.hasOwn(data, key) ? data[key] : undefined;
}

/** The plan for each element of a list; undefined if it is not a list, or not known. */
export function elementsOfPlanned(planned: Planned): readonly Planned[] | undefined {
  if (planned.unknown === true || !isDataList(planned.after)) return undefined;
  return planned.after.map((_, i) => partOf(planned, i));
}

/** The planned value. */
export function plannedValue(planned: Planned, origin: Origin): Value {
  const value = withoutMark(planned, origin);
  return planned.sensitive === true ? { ...value, sensitive: true } : value;
}

function withoutMark(planned: Planned, origin: Origin): Value {
  const { place, via, mentions, unknownPart } = origin;
  if (planned.unknown === true) return unknownPart ? { ...unknownPart, place } : unknown("computed", place, via);
  const { after } = planned;
  if (after === null || after === undefined) return nullValue(place);
  // the reference of the whole does not apply to its parts
  const inner: Origin = { place, unknownPart };
  if (isDataList(after))
    return {
      ...list(
        after.map((_, i) => plannedValue(partOf(planned, i), inner)),
        place,
        "list",
      ),
      via,
    };
  if (!isDataObject(after)) return { ...known(after, place), via, mentions, planned: true };
  const names = new Set([
    ...Object.keys(after),
    ...(isDataObject(planned.unknown) ? Object.keys(planned.unknown) : []),
  ]);
  const entries = Array.from(names, (name) => [name, plannedValue(partOf(planned, name), inner)] as const);
  return { ...object(new Map(entries), place), via };
}

/**
 * Whether data matches a plan's; attributes that are null in the plan may be missing, and 3 equals "3" as in Terraform.
 */
export function isSameData(data: Data | undefined, after: Data | undefined): boolean {
  if (data === undefined || data === null) return after === undefined || after === null;
  if (isDataList(data))
    return (
      isDataList(after) && data.length === after.length && data.every((element, i) => isSameData(element, after[i]))
    );
  if (isDataObject(data)) {
    if (!isDataObject(after)) return false;
    const names = new Set([...Object.keys(data), ...Object.keys(after)]);
    return [...names].every((name) => isSameData(data[name], after[name]));
  }
  return after !== null && typeof after !== "object" && String(data) === String(after);
}
