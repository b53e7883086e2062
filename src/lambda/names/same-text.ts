import type { Value } from "../../terraform/index.ts";

/**
 * Whether two sequences of parts certainly make the same text although some parts are not known: `${var.name}-orders`
 * twice.
 */
export function isSameText(a: readonly (string | Value)[], b: readonly (string | Value)[]): boolean {
  return a.length === b.length && a.every((part, i) => isSamePart(part, b[i]));
}

/** The parts of a text; a value that is no template is a single part. */
export function textParts(value: Value): readonly (string | Value)[] {
  return value.kind === "template" ? value.parts : [value];
}

function isSamePart(a: string | Value, b: string | Value | undefined): boolean {
  if (b === undefined || typeof a === "string" || typeof b === "string") return a === b;
  if (a.kind !== "unknown" || b.kind !== "unknown") return false;
  // a variable without a value has one place for all its uses
  const isSamePlace = a.place.file === b.place.file && a.place.start === b.place.start && a.why === "no-value";
  return (
    isSamePlace ||
    (a.via !== undefined && a.via.resource === b.via?.resource && a.via.path.join(".") === b.via.path.join("."))
  );
}
