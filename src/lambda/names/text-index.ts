import { grouped } from "../../grouped.ts";
import type { Value } from "../../terraform/index.ts";
import { isSameText } from "./same-text.ts";

type Parts = readonly (string | Value)[];

/** An index by texts with possibly unknown parts. */
export class TextIndex<T> {
  private readonly byKey: ReadonlyMap<string, readonly { readonly thing: T; readonly parts: Parts }[]>;

  constructor(things: readonly T[], partsOf: (thing: T) => Parts) {
    const entries = things.map((thing) => ({ thing, parts: partsOf(thing) }));
    this.byKey = grouped(entries, ({ parts }) => keysOf(parts));
  }

  /** The entries whose text is certainly the same. */
  sameAs(parts: Parts): readonly T[] {
    const near = new Set(keysOf(parts).flatMap((key) => this.byKey.get(key) ?? []));
    return [...near].filter((entry) => isSameText(parts, entry.parts)).map(({ thing }) => thing);
  }
}

/** Texts that are the same have a key in common: their known parts, and what their first unknown part is. */
function keysOf(parts: Parts): readonly string[] {
  const known = parts.map((part) => (typeof part === "string" ? part : "\0")).join("\n");
  const first = parts.find((part) => typeof part !== "string");
  if (first === undefined) return [known];
  if (first.kind !== "unknown") return [];
  const { place, via, why } = first;
  const origin = why === "no-value" ? [`${known}\n${place.file.path}:${place.start}`] : [];
  return via ? [...origin, `${known}\n${via.resource.address}.${via.path.join(".")}`] : origin;
}
