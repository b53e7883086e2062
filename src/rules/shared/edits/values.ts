import { type Place, stringOf, type Value } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";

/** The edit that writes something in place of a text that stands between quotes; undefined where the text is from elsewhere. */
export function replaceText(value: Value, newText: string): Edit | undefined {
  const text = stringOf(value);
  const { place } = value;
  return text !== undefined && place.file.slice(place) === JSON.stringify(text) ? { place, newText } : undefined;
}

/** The edit that names another attribute of the resource that a reference is to; undefined for what is no plain reference. */
export function replaceAttribute(place: Place, attribute: string): Edit | undefined {
  const written = place.file.slice(place);
  const [, before, reference, after] =
    /^("\$\{)?((?:data\.)?aws_\w+\.[\w-]+(?:\[[^\]]*\])?)\.\w+(\}")?$/.exec(written) ?? [];
  if (reference === undefined || (before === undefined) !== (after === undefined)) return undefined;
  return { place, newText: `${before ?? ""}${reference}.${attribute}${after ?? ""}` };
}
