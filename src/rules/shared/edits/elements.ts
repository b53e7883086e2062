import type { Place, Value } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { indented, indentOf, lineEnding, shortlyBefore } from "./layout.ts";
import { toJsonText } from "./policies/statement-text.ts";
import { removeText } from "./remove-text.ts";

/**
 * Adds an element at the end of a list, laid out like its last one. Undefined unless the list is written in brackets:
 * not for references, calls, and lists that something else makes.
 */
export function addElement(list: Value, text: string): Edit | undefined {
  return addElements(list, [text]);
}

/** The same for several elements; in a JSON text, whose places exclude the quotes, they become strings. */
export function addElements(list: Value, texts: readonly string[]): Edit | undefined {
  const { file, start, end } = list.place;
  const written = file.text.slice(start, end);
  if (list.kind !== "list" || !written.startsWith("[") || !written.endsWith("]") || /^\[\s*for\b/.test(written))
    return undefined;
  const place = list.elements.at(-1)?.place;
  if (!place)
    return written.slice(1, -1).trim() === "" ? { place: list.place, newText: `[${texts.join(", ")}]` } : undefined;
  if (place.file !== file || place.start < start || place.end > end) return undefined;
  const isInText = file.text[place.start - 1] === '"' && file.text[place.end] === '"';
  // within a quoted string each quote is escaped
  if (!isInText && file.text[place.end] === "\\") return undefined;
  const last = isInText ? { start: place.start - 1, end: place.end + 1 } : place;
  const isLineOfItsOwn = file.text.slice(file.text.lastIndexOf("\n", last.start) + 1, last.start).trim() === "";
  const indent = indentOf({ file, start: last.end, end: last.end });
  const separator = isLineOfItsOwn ? `,${lineEnding(file)}${indent}` : ", ";
  const added = texts.map((text) => separator + indented(isInText ? toJsonText(text) : text, indent, file).trimStart());
  return { place: { file, start: last.end, end: last.end }, newText: added.join("") };
}

/** The same for addresses or names of arguments, which are quoted in JSON syntax. */
export function addNames(list: Value, names: readonly string[]): Edit | undefined {
  const isJson = list.place.file.path.endsWith(".json");
  return addElements(list, isJson ? names.map((name) => `"${name}"`) : names);
}

/** Removes an element and its comma from a list that is written out; undefined if it is the only one. */
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

/** Adds an entry at the end of an object that is written out, laid out like its last one. */
export function addEntry(object: Value, key: string, text: string): Edit | undefined {
  const { file, start, end } = object.place;
  const written = file.text.slice(start, end);
  if (object.kind !== "object" || !(written.startsWith("{") && written.endsWith("}")) || /^\{\s*for\b/.test(written))
    return undefined;
  const last = [...(object.keyPlaces?.values() ?? [])].at(-1);
  if (!last)
    return written.slice(1, -1).trim() === "" ? { place: object.place, newText: `{ ${key} = ${text} }` } : undefined;
  if (last.file !== file || last.start < start || last.end > end) return undefined;
  // in a JSON text it would have to be JSON
  if (/^\\?"?\s*:/.test(file.text.slice(last.end, end))) return undefined;
  const inner = file.text.slice(start, end - 1).trimEnd();
  const at = start + inner.length;
  const isLineOfItsOwn = file.text.slice(file.text.lastIndexOf("\n", last.start) + 1, last.start).trim() === "";
  if (isLineOfItsOwn && !written.includes("\n")) return undefined;
  const separator = isLineOfItsOwn ? `${lineEnding(file)}${indentOf(last)}` : inner.endsWith(",") ? " " : ", ";
  const ending = isLineOfItsOwn && inner.endsWith(",") ? "," : "";
  const own = indented(text, indentOf(last), file).trimStart();
  return { place: { file, start: at, end: at }, newText: `${separator}${key} = ${own}${ending}` };
}

/** Removes an entry and its comma from an object, given the places of its key and value. */
export function removeEntry(key: Place, value: Place): Edit | undefined {
  const { file, start } = key;
  if (value.file !== file || !/^\s*[=:]\s*$/.test(file.text.slice(key.end, value.start))) return undefined;
  const comma = /^[ \t]*,/.exec(file.text.slice(value.end))?.[0].length ?? 0;
  const [before = ""] = (comma > 0 ? undefined : /,[ \t]*$/.exec(shortlyBefore(key))) ?? [];
  return removeText({ file, start: start - before.length, end: value.end + comma });
}

/** A new name for a key, with quotes if it has quotes. */
export function renamed({ file, ...span }: Place, name: string): string {
  return file.slice(span).startsWith('"') ? JSON.stringify(name) : name;
}

/** Removes an element and its comma from a list, given its place. */
export function removeItem({ file, start, end }: Place): Edit {
  const comma = /^\s*,[ \t]*/.exec(file.text.slice(end))?.[0].length ?? 0;
  const [before = ""] = (comma > 0 ? undefined : /,\s*$/.exec(shortlyBefore({ file, start }))) ?? [];
  return removeText({ file, start: start - before.length, end: end + comma });
}
