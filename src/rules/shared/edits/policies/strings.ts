import type { Statement, Strings } from "../../../../iam/index.ts";
import { encloses, type Place, type Value } from "../../../../terraform/index.ts";
import type { Edit } from "../../../rule.ts";
import { addElements, removeElement } from "../elements.ts";
import { indentOf, lineEnding } from "../layout.ts";
import { listText, type Notation, PLAIN, toJsonText } from "./statement-text.ts";

/** An element of a statement that is a list of strings. */
type Element = "actions" | "notActions" | "resources" | "notResources";

/** Adds strings to an element, as HCL expressions; undefined if these are not written in the statement itself. */
export function addStrings(statement: Statement, element: Element, added: readonly string[]): Edit | undefined {
  const strings = statement[element];
  const place = writtenPlace(statement, strings);
  if (!place || !strings.isComplete) return undefined;
  const { file } = place;
  const texts = added.map((text) => asWritten(text, statement));
  if (isList(place)) return addElements(asList(strings, place, statement), texts);
  const [only, ...more] = strings.values;
  return only && more.length === 0 ? { place, newText: `[${[file.slice(place), ...texts].join(", ")}]` } : undefined;
}

/** Removes one of several strings from an element; undefined as above. */
export function removeString(statement: Statement, element: Element, value: Value): Edit | undefined {
  const strings = statement[element];
  const place = writtenPlace(statement, strings);
  if (!place || !isList(place)) return undefined;
  const list = asList(strings, place, statement);
  const index = strings.values.indexOf(value);
  const removed = list.kind === "list" ? list.elements[index] : undefined;
  return removed && removeElement(list, removed);
}

/** Replaces all strings of an element, as HCL expressions; undefined as above. */
export function setStrings(statement: Statement, element: Element, texts: readonly string[]): Edit | undefined {
  const place = writtenPlace(statement, statement[element]);
  const written = texts.map((text) => asWritten(text, statement));
  return place && { place, newText: listLike(place, written, statement) };
}

/** Strings laid out like the list at a place: one per line, or all on one line. */
function listLike(place: Place, texts: readonly string[], { form }: Statement): string {
  const { file, start, end } = place;
  const text = file.slice(place);
  const notation = form === "text" ? TEXT : PLAIN;
  const [lineBreak] = /\r?\n/.exec(text) ?? [];
  if (!isList(place) || lineBreak === undefined) {
    const list = listText(texts, notation, indentOf({ file, start, end })).replaceAll("\n", lineEnding(file));
    return !list.startsWith("[") && (isList(place) || form === "block") ? `[${list}]` : list;
  }
  const inner = /\n([ \t]*)[^\s]/.exec(text)?.[1] ?? "";
  const outer = indentOf({ file, start: end - 1, end });
  const comma = /,\s*\]$/.test(text) ? "," : "";
  return `[${texts.map((one) => `${lineBreak}${inner}${one}`).join(",")}${comma}${lineBreak}${outer}]`;
}

function asWritten(text: string, { form }: Statement): string {
  return form === "text" ? toJsonText(text) : text;
}

/** Replaces a string of an element by one or several HCL expressions; undefined as above. */
export function setString(
  statement: Statement,
  element: Element,
  value: Value,
  ...texts: readonly string[]
): Edit | undefined {
  const place = writtenPlace(statement, statement[element]);
  const own = quotedPlace(value.place, statement);
  if (!place || !encloses(place, own)) return undefined;
  if (statement[element].values.length === 1) return setStrings(statement, element, texts);
  const { file, start } = own;
  const lineStart = file.text.lastIndexOf("\n", start) + 1;
  const isOnOwnLine = file.text.slice(lineStart, start).trim() === "";
  const separator = isOnOwnLine ? `,${lineEnding(file)}${file.text.slice(lineStart, start)}` : ", ";
  return { place: own, newText: texts.map((text) => asWritten(text, statement)).join(separator) };
}

/**
 * The edit that removes all but some of a statement's actions, keeping each on its own line; undefined if it cannot be
 * made.
 */
export function keepActions(statement: Statement, kept: readonly Value[]): Edit | undefined {
  const place = writtenPlace(statement, statement.actions);
  // a comment belongs to the string it is about
  if (!place || kept.length === 0 || /#|\/\//.test(place.file.slice(place))) return undefined;
  const texts = kept.map((value) => place.file.slice(quotedPlace(value.place, statement)));
  return { place, newText: listLike(place, texts, statement) };
}

const TEXT: Notation = { isQuoted: true, separator: ": ", isText: true };

/** Where an element is written out: a list in brackets, or a single string or reference. */
function writtenPlace(statement: Statement, { place, values }: Strings): Place | undefined {
  if (!place || !statement.isCertain || !/\.(?:tf|tofu)$/.test(place.file.path)) return undefined;
  if (statement.form !== "block" && !encloses(statement.place, place)) return undefined;
  const own = quotedPlace(place, statement);
  const isOut = isList(own)
    ? !/^\[\s*for\b/.test(own.file.slice(own)) && values.every((value) => encloses(own, value.place))
    : values.length === 1 && /^(?:"[^"\\]*"|[\w.[\]-]+)$/.test(own.file.slice(own));
  return isOut && !own.file.slice(own).includes('\\"') ? own : undefined;
}

function isList({ file, start, end }: Place): boolean {
  return file.text[start] === "[" && file.text[end - 1] === "]";
}

/** The place of a string in a JSON text, including its quotes. */
function quotedPlace(place: Place, { form }: Statement): Place {
  const { file, start, end } = place;
  return form === "text" && file.text[start - 1] === '"' && file.text[end] === '"'
    ? { ...place, start: start - 1, end: end + 1 }
    : place;
}

function asList({ values }: Strings, place: Place, statement: Statement): Value {
  const elements = values.map((value) => ({ ...value, place: quotedPlace(value.place, statement) }));
  return { kind: "list", elements, collection: "tuple", open: false, place };
}
