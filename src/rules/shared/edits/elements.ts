import type { Value } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { indented, indentOf, lineEnding } from "./layout.ts";

/**
 * The edit that adds an element at the end of a list that is written out, laid out as its last one is. Undefined for what is
 * no list in brackets: a reference, a call, or a list that something else makes.
 */
export function addElement(list: Value, text: string): Edit | undefined {
  const { file, start, end } = list.place;
  const written = file.text.slice(start, end);
  if (list.kind !== "list" || !written.startsWith("[") || !written.endsWith("]") || /^\[\s*for\b/.test(written))
    return undefined;
  const last = list.elements.at(-1)?.place;
  if (!last) return written.slice(1, -1).trim() === "" ? { place: list.place, newText: `[${text}]` } : undefined;
  if (last.file !== file || last.start < start || last.end > end) return undefined;
  const isLineOfItsOwn = file.text.slice(file.text.lastIndexOf("\n", last.start) + 1, last.start).trim() === "";
  const indent = indentOf({ file, start: last.end, end: last.end });
  const separator = isLineOfItsOwn ? `,${lineEnding(file)}${indent}` : ", ";
  return {
    place: { file, start: last.end, end: last.end },
    newText: separator + indented(text, indent, file).trimStart(),
  };
}

/** The edit that takes an element out of a list that is written out, its comma with it; undefined for its only one. */
export function removeElement(list: Value, element: Value): Edit | undefined {
  if (list.kind !== "list" || list.elements.length < 2) return undefined;
  const index = list.elements.indexOf(element);
  const { file, start, end } = list.place;
  const { place } = element;
  if (index < 0 || place.file !== file || place.start < start || place.end > end || file.text[start] !== "[")
    return undefined;
  const [before, after] = [list.elements[index - 1]?.place, list.elements[index + 1]?.place];
  if (before?.file === file && before.end <= place.start)
    return { place: { file, start: before.end, end: place.end }, newText: "" };
  if (after?.file === file && after.start >= place.end)
    return { place: { file, start: place.start, end: after.start }, newText: "" };
  return undefined;
}
