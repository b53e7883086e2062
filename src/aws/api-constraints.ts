import { readJson } from "./data-file.ts";
import type { NumberRange } from "./limits.ts";

interface ConstraintsFile {
  /** Pattern and what it asks for, after "must be". */
  readonly texts: readonly (readonly [pattern: string, wanted: string])[];
  /** 1 where the provider takes 0 for none. */
  readonly ranges: readonly (readonly [min: number | null, max: number | null, zeroIsNone: 0 | 1])[];
  readonly types: Readonly<Record<string, ConstraintsOfType>>;
}

/**
 * By the argument, with the blocks that it is in: the number of a text or a range, or how many elements it may have.
 */
interface ConstraintsOfType {
  readonly texts?: Readonly<Record<string, number>>;
  readonly ranges?: Readonly<Record<string, number>>;
  readonly counts?: Readonly<Record<string, number>>;
}

let loaded: ConstraintsFile | undefined;

function file(): ConstraintsFile {
  loaded ??= readJson<ConstraintsFile>("api-constraints.json");
  return loaded;
}

function ofType<Item>(
  type: string,
  kind: keyof ConstraintsOfType,
  item: (value: number) => Item | undefined,
): readonly (readonly [argument: string, item: Item])[] {
  const { types } = file();
  const ofKind = Object.hasOwn(types, type) ? types[type]?.[kind] : undefined;
  return Object.entries(ofKind ?? {}).flatMap(([argument, value]) => {
    const found = item(value);
    return found === undefined ? [] : [[argument, found] as const];
  });
}

/**
 * The forms that the API asks of a type's texts, by their arguments (`tracing_config.mode`): a pattern, and its words.
 */
export function apiTexts(type: string) {
  return ofType(type, "texts", (index) => file().texts[index]);
}

/** The ranges of a type's numbers. `zeroIsNone`: the provider hands 0 over as if nothing were written. */
export function apiRanges(type: string) {
  return ofType(type, "ranges", (index): (NumberRange & { readonly zeroIsNone: boolean }) | undefined => {
    const packed = file().ranges[index];
    if (!packed) return undefined;
    const [min, max, zero] = packed;
    return { min: min ?? Number.NEGATIVE_INFINITY, max: max ?? Number.POSITIVE_INFINITY, zeroIsNone: zero === 1 };
  });
}

/** How many elements lists of a type may have. */
export function apiCounts(type: string) {
  return ofType(type, "counts", (most) => most);
}
