import { LazyMap } from "./lazy-map.ts";
import type { Value } from "./value.ts";

/** A long string counts as several parts, one per so many characters. */
const TEXT_PER_PART = 256;

/** Sizes below this are faster to compute again than to look up. */
const SMALL = 64;

/** Caches large values, so that each is measured once, however often it occurs in others. */
const sizes = new WeakMap<Value, number>();

/** The number of parts of a value at all levels, which is the cost of walking through it or writing it out. */
export function sizeOf(value: Value): number {
  switch (value.kind) {
    case "known":
      return 1 + (typeof value.value === "string" ? Math.floor(value.value.length / TEXT_PER_PART) : 0);
    case "null":
    case "unknown":
    case "resource":
      return 1;
    default: {
      const size = sizes.get(value) ?? sizeOfParts(value);
      if (size > SMALL) sizes.set(value, size);
      return size;
    }
  }
}

function sizeOfParts(value: Exclude<Value, { kind: "known" | "null" | "unknown" | "resource" }>): number {
  switch (value.kind) {
    case "template":
      return total(value.parts);
    case "json":
      // escaped once more, it may double in length
      return 2 * sizeOf(value.content);
    case "list":
      return total(value.elements);
    case "object":
      // lazy values are not evaluated for this
      return value.entries instanceof LazyMap ? 1 + value.entries.size : total(value.entries.values());
    case "choice":
      return total(value.options);
  }
}

function total(parts: Iterable<string | Value>): number {
  let size = 1;
  for (const part of parts)
    size += typeof part === "string" ? 1 + Math.floor(part.length / TEXT_PER_PART) : sizeOf(part);
  return size;
}
