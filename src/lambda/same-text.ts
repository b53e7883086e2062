import type { Value } from "../terraform/index.ts";

/** Whether two rows of parts are surely the same text, though parts of it are not known: `${var.name}-orders` twice. */
export function isSameText(a: readonly (string | Value)[], b: readonly (string | Value)[]): boolean {
  return a.length === b.length && a.every((part, i) => isSamePart(part, b[i]));
}

/** The parts of a text; a value that is no template is one part. */
export function textParts(value: Value): readonly (string | Value)[] {
  return value.kind === "template" ? value.parts : [value];
}

function isSamePart(a: string | Value, b: string | Value | undefined): boolean {
  if (b === undefined || typeof a === "string" || typeof b === "string") return a === b;
  if (a.kind !== "unknown" || b.kind !== "unknown") return false;
  // a variable that nothing sets has one place for all its uses
  const isSamePlace = a.place.file === b.place.file && a.place.start === b.place.start && a.why === "no-value";
  return (
    isSamePlace ||
    (a.via !== undefined && a.via.resource === b.via?.resource && a.via.path.join(".") === b.via.path.join("."))
  );
}
