import type { Place, Value } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { fixOf } from "./fixes.ts";

/** Replaces a string or number that is written out; undefined if it comes from elsewhere. */
export function replaceValue(value: Value, newText: string): Edit | undefined {
  if (value.kind !== "known") return undefined;
  const { file, start, end } = value.place;
  const written = JSON.stringify(value.value);
  if (file.text.slice(start, end) === written) return { place: value.place, newText };
  // the place of a string in a JSON text excludes the quotes
  const quoted = { file, start: start - 1, end: end + 1 };
  return start > 0 && file.slice(quoted) === written && newText.startsWith('"')
    ? { place: quoted, newText }
    : undefined;
}

/** Changes the attribute of a plain reference to a resource; undefined for other expressions. */
export function replaceAttribute(place: Place, attribute: string): Edit | undefined {
  const written = place.file.slice(place);
  const [, before, reference, after] =
    /^("\$\{)?((?:data\.)?aws_\w+\.[\w-]+(?:\[[^\]]*\])?)\.\w+(\}")?$/.exec(written) ?? [];
  if (reference === undefined || (before === undefined) !== (after === undefined)) return undefined;
  return { place, newText: `${before ?? ""}${reference}.${attribute}${after ?? ""}` };
}

/** Wraps a value that is written out in a list. */
export function inList(value: Value): Fix | undefined {
  const { file, ...span } = value.place;
  return fixOf("Write it in a list", replaceValue(value, `[${file.slice(span)}]`));
}
