import { LazyMap } from "./lazy-map.ts";
import type { Value } from "./value.ts";

/** A long string counts as several parts, one for so many characters. */
const TEXT_PER_PART = 256;

/** What is found out again faster than it is looked up. */
const SMALL = 64;

/** Of large values that share parts each is looked at once, however often it is used. */
const sizes = new WeakMap<Value, number>();

/** How many parts a value has at all depths: what it takes to walk through it, or to write it out. */
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
      // escaped once more, it may be twice as long
      return 2 * sizeOf(value.content);
    case "list":
      return total(value.elements);
    case "object":
      // what is worked out when first asked for is not asked for here
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
