import type { Place, Value } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { fixOf } from "./fixes.ts";

/** The edit that writes something in place of a text or a number that is written out; undefined where it is from elsewhere. */
export function replaceValue(value: Value, newText: string): Edit | undefined {
  if (value.kind !== "known") return undefined;
  const { file, start, end } = value.place;
  const written = JSON.stringify(value.value);
  if (file.text.slice(start, end) === written) return { place: value.place, newText };
  // of a text in JSON the place is what stands between the quotes
  const quoted = { file, start: start - 1, end: end + 1 };
  return start > 0 && file.slice(quoted) === written && newText.startsWith('"')
    ? { place: quoted, newText }
    : undefined;
}

/** The edit that names another attribute of the resource that a reference is to; undefined for what is no plain reference. */
export function replaceAttribute(place: Place, attribute: string): Edit | undefined {
  const written = place.file.slice(place);
  const [, before, reference, after] =
    /^("\$\{)?((?:data\.)?aws_\w+\.[\w-]+(?:\[[^\]]*\])?)\.\w+(\}")?$/.exec(written) ?? [];
  if (reference === undefined || (before === undefined) !== (after === undefined)) return undefined;
  return { place, newText: `${before ?? ""}${reference}.${attribute}${after ?? ""}` };
}

/** The fix that writes a value which is written out as the only one of a list. */
export function inList(value: Value): Fix | undefined {
  const { file, ...span } = value.place;
  return fixOf("Write it in a list", replaceValue(value, `[${file.slice(span)}]`));
}
